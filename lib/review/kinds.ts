import "server-only";
import type { ReviewKind } from "@/db/enums";
import { declarationKind } from "./declaration";
import type { InboxKind, MatterKind } from "./kind";
import { personChangeKind } from "./person-change";
import { personRegistrationKind } from "./person-registration";
import { transferKind } from "./transfer";
import { unitChangeKind } from "./unit-change";
import { unitRegistrationKind } from "./unit-registration";

/** The account reviews (§5), in the manual's order. */
export const matterKinds = {
  "person-registration": personRegistrationKind,
  "person-change": personChangeKind,
  "unit-registration": unitRegistrationKind,
  transfer: transferKind,
  "unit-change": unitChangeKind,
} as const satisfies Record<Exclude<ReviewKind, "declaration">, MatterKind<object, object>>;

/** Every kind of matter that is reviewed. Another is one file, one entry here and one in `reviewKinds`. */
export const reviewKindTable = {
  ...matterKinds,
  declaration: declarationKind,
} as const satisfies Record<ReviewKind, InboxKind<object, object>>;
