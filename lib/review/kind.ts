import "server-only";
import type { z } from "zod";
import type { Executor } from "@/db/client";
import type { Permission } from "@/lib/access/permissions";
import type { ReviewBehaviour } from "@/lib/workflow/kind";

/** A kind of matter with what the console must know of it, besides the engine's behaviour. */
export type InboxKind<Filters, Summary extends { id: string }> = ReviewBehaviour<Filters> & {
  /** Name of its inbox in the menu. */
  label: string;
  /** Address of its inbox. */
  path: string;
  /** Who may see and decide. */
  permission: Permission;
  /** Reads the list's filters from the URL, and again from what 全部 sends back. */
  filters: z.ZodType<Filters>;
  /** What the inbox shows of these subjects. */
  summaries(db: Executor, subjectIds: readonly string[]): Promise<Summary[]>;
};
