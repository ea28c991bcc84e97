import "server-only";
import type { ReviewKind } from "@/db/enums";
import type { Permission } from "@/lib/access/permissions";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import { declarationKind } from "./declaration";

/** A kind of matter with what the console must know of it. */
type RegisteredKind = { behaviour: ReviewBehaviour<never>; permission: Permission; label: string };

/** Every kind of matter that is reviewed. Another is one file, one entry here and one in `reviewKinds`. */
export const reviewKindTable = {
  declaration: { behaviour: declarationKind, permission: "hours.review", label: "学时审批" },
} as const satisfies Record<ReviewKind, RegisteredKind>;
