import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf } from "../columns";
import { type MatterState, matterStates } from "../enums";
import { organizations } from "./organization";
import { persons } from "./person";

/** 人员调转 (§5.4): a professional asks to move to another unit. Both units keep the record. */
export const transfers = pgTable(
  "transfers",
  {
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    fromOrganizationId: uuid("from_organization_id")
      .notNull()
      .references(() => organizations.id),
    toOrganizationId: uuid("to_organization_id")
      .notNull()
      .references(() => organizations.id),
    state: text("state").$type<Exclude<MatterState, "draft">>().notNull().default("pending"),
    reason: text("reason").notNull(),
    createdAt: createdAt(),
    /** When it was submitted last. */
    submittedAt: moment("submitted_at").notNull().default(sql`now()`),
    endedAt: moment("ended_at"),
  },
  (t) => [
    uniqueIndex("transfers_one_pending_key").on(t.personId).where(sql`${t.state} = 'pending'`),
    index("transfers_person_idx").on(t.personId, t.submittedAt),
    index("transfers_from_idx").on(t.fromOrganizationId, t.submittedAt, t.id),
    index("transfers_to_idx").on(t.toOrganizationId, t.submittedAt, t.id),
    check("transfers_state_check", oneOf("state", matterStates)),
    check("transfers_organizations_check", sql`${t.fromOrganizationId} <> ${t.toOrganizationId}`),
    check("transfers_ended_check", sql`(${t.state} = 'pending') = (${t.endedAt} is null)`),
  ],
);
