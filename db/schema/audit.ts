import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";

/**
 * Append-only. No foreign keys: rows outlive their subjects. The application's database role may
 * only insert and select, and a trigger refuses the rest to everybody.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid("id").primaryKey().default(sql`uuidv7()`),
    at: moment("at").notNull().default(sql`now()`),
    /** Verb, e.g. `declaration.approve`; the list is lib/audit. */
    action: text("action").notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    actorOrganizationId: uuid("actor_organization_id"),
    subjectKind: text("subject_kind").notNull(),
    subjectId: uuid("subject_id"),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull(),
    address: text("address").notNull(),
  },
  (t) => [
    index("audit_log_organization_idx").on(t.actorOrganizationId, t.at),
    index("audit_log_subject_idx").on(t.subjectKind, t.subjectId, t.at),
    index("audit_log_actor_idx").on(t.actorId, t.at),
  ],
);
