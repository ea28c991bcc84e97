import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { id, moment, oneOf, xid8 } from "../columns";
import {
  type OrganizationKind,
  organizationKinds,
  type ReviewKind,
  type ReviewState,
  reviewKinds,
  reviewStates,
  type StepState,
  stepStates,
} from "../enums";
import { accounts } from "./account";
import { organizations } from "./organization";
import { persons } from "./person";

/** One round of one matter: what was proposed, and how it ended. A resubmission is a new row. */
export const reviews = pgTable(
  "reviews",
  {
    id: id(),
    kind: text("kind").$type<ReviewKind>().notNull(),
    subjectId: uuid("subject_id").notNull(),
    round: integer("round").notNull(),
    state: text("state").$type<ReviewState>().notNull().default("pending"),
    /** The professional it is about, where there is one. */
    personId: uuid("person_id").references(() => persons.id),
    /** The applicant's organization when it was submitted; of a registration, the one it asks to join. */
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** What the reviewer decides about, as the kind's schema parses it. */
    proposal: jsonb("proposal").$type<Record<string, unknown>>().notNull(),
    /** Null: somebody who registers and has no account yet. */
    submittedBy: uuid("submitted_by").references(() => accounts.id),
    submittedAt: moment("submitted_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    unique("reviews_round_key").on(t.kind, t.subjectId, t.round),
    uniqueIndex("reviews_one_pending_key").on(t.kind, t.subjectId).where(sql`${t.state} = 'pending'`),
    index("reviews_person_idx").on(t.personId),
    check("reviews_kind_check", oneOf("kind", reviewKinds)),
    check("reviews_state_check", oneOf("state", reviewStates)),
    check("reviews_round_check", sql`${t.round} >= 1`),
    check("reviews_ended_check", sql`(${t.state} = 'pending') = (${t.endedAt} is null)`),
  ],
);

/**
 * The route of a review, written down at submission: who must decide, in order.
 * `kind` and `submittedAt` repeat the review's so that an inbox is one range of one index.
 */
export const reviewSteps = pgTable(
  "review_steps",
  {
    id: id(),
    reviewId: uuid("review_id")
      .notNull()
      .references(() => reviews.id),
    kind: text("kind").$type<ReviewKind>().notNull(),
    position: integer("position").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** What the deciding organization was at submission: names the stage 用人单位 / 上级主管部门 / 人社局. */
    stage: text("stage").$type<OrganizationKind>().notNull(),
    state: text("state").$type<StepState>().notNull(),
    submittedAt: moment("submitted_at").notNull(),
    openedAt: moment("opened_at"),
    /** The transaction that opened it: what a reviewer's page could show is asked of it (see seenAt in lib/workflow/queries). */
    openedXid: xid8("opened_xid"),
    decidedBy: uuid("decided_by").references(() => accounts.id),
    decidedAt: moment("decided_at"),
    opinion: text("opinion"),
    /** When the applicant last asked to hurry (催办); such steps come first in the inbox. */
    remindedAt: moment("reminded_at"),
  },
  (t) => [
    unique("review_steps_position_key").on(t.reviewId, t.position),
    uniqueIndex("review_steps_one_open_key").on(t.reviewId).where(sql`${t.state} = 'open'`),
    index("review_steps_inbox_idx")
      .on(t.organizationId, t.kind, sql`(${t.remindedAt} is null)`, t.submittedAt, t.reviewId)
      .where(sql`${t.state} = 'open'`),
    // Who will have to decide: asked before an organization is disabled.
    index("review_steps_waiting_idx").on(t.organizationId, t.kind).where(sql`${t.state} = 'waiting'`),
    index("review_steps_decided_idx")
      .on(t.organizationId, t.kind, t.decidedAt, t.reviewId)
      .where(sql`${t.decidedAt} is not null`),
    check("review_steps_kind_check", oneOf("kind", reviewKinds)),
    check("review_steps_stage_check", oneOf("stage", organizationKinds)),
    check("review_steps_state_check", oneOf("state", stepStates)),
    check("review_steps_position_check", sql`${t.position} >= 1`),
    check(
      "review_steps_decided_check",
      sql`(${t.state} in ('approved', 'rejected')) = (${t.decidedAt} is not null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    check(
      "review_steps_opened_check",
      sql`${t.state} in ('waiting', 'cancelled') or (${t.openedAt} is not null and ${t.openedXid} is not null)`,
    ),
    check(
      "review_steps_opinion_check",
      sql`${t.state} <> 'rejected' or length(btrim(coalesce(${t.opinion}, ''))) > 0`,
    ),
  ],
);
