import "server-only";
import type { ReviewKind } from "@/db/enums";
import { declarationKind } from "./declaration";
import type { InboxKind } from "./kind";

/** Every kind of matter that is reviewed. Another is one file, one entry here and one in `reviewKinds`. */
export const reviewKindTable = {
  declaration: declarationKind,
} as const satisfies Record<ReviewKind, InboxKind<object, object>>;
