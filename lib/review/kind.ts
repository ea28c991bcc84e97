import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Executor } from "@/db/client";
import { reviews } from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import type { InboxPage, InboxPageRow } from "@/lib/workflow/queries";
import type { MatterFilters } from "./schema";

/** A row of an inbox. */
export type InboxRow<Summary> = InboxPageRow & { subject: Summary };

/** A kind of the account reviews (§5), whose detail page is drawn from the proposals of its rounds. */
export type MatterKind<Summary extends object, Proposal> = InboxKind<MatterFilters, Summary> & {
  /** Chapter of the manual, as the page's first comment and the help name it. */
  chapter: string;
  /** Parses what `submitReview` was given. */
  proposal: z.ZodType<Proposal>;
};

/** A kind of matter with what the console must know of it, besides the engine's behaviour. */
export type InboxKind<Filters, Summary extends object> = ReviewBehaviour<Filters> & {
  /** Name of its inbox in the menu. */
  label: string;
  /** Address of its inbox. */
  path: string;
  /** Who may see and decide. */
  permission: Permission;
  /** Reads the list's filters from the URL, and again from what 全部 sends back. */
  filters: z.ZodType<Filters>;
  /** The rows of an inbox's page, in its order, with what the inbox shows of each subject: one statement. */
  rows(db: Executor, page: InboxPage): Promise<InboxRow<Summary>[]>;
};

/**
 * A text of the round's own proposal, for `rows`, which joins `reviews` on the page's review. What a later round
 * proposes or what has become true since is no business of this round's reviewers.
 */
export const proposed = (...path: string[]): SQL<string> =>
  sql<string>`${reviews.proposal} #>> ${`{${path.join(",")}}`}::text[]`;

/** The same of what may be empty. */
export const proposedOrNull = (...path: string[]): SQL<string | null> => proposed(...path);
