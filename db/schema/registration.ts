import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf } from "../columns";
import { type MatterState, matterStates, type RegistrationKind, registrationKinds } from "../enums";
import { organizations } from "./organization";

/**
 * 注册 of a unit or a professional (§1, §5.1), from its first file to its review. Nothing of it is an organization, a
 * person or an account before the last yes; then these are made of `values`, and the password goes to the account.
 */
export const registrations = pgTable(
  "registrations",
  {
    id: id(),
    kind: text("kind").$type<RegistrationKind>().notNull(),
    state: text("state").$type<MatterState>().notNull().default("draft"),
    /** The login: the administrator's, or the professional's. */
    idNumber: text("id_number"),
    /** Who applies: the administrator, or the professional. */
    name: text("name"),
    /** The unit's 统一社会信用代码 or 临时编码. */
    code: text("code"),
    /** Whom it asks: the unit's superior, or the professional's unit. */
    organizationId: uuid("organization_id").references(() => organizations.id),
    /** argon2id; gone when it is approved. */
    passwordHash: text("password_hash"),
    /** What was submitted last, as lib/registration's schema parses it. */
    values: jsonb("values").$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    updatedAt: moment("updated_at").notNull().default(sql`now()`),
    submittedAt: moment("submitted_at"),
  },
  (t) => [
    uniqueIndex("registrations_id_number_key").on(t.kind, t.idNumber).where(sql`${t.state} = 'pending'`),
    uniqueIndex("registrations_code_key").on(t.code).where(sql`${t.state} = 'pending'`),
    index("registrations_lookup_idx").on(t.kind, t.idNumber, t.submittedAt),
    index("registrations_draft_idx").on(t.createdAt).where(sql`${t.state} = 'draft'`),
    check("registrations_kind_check", oneOf("kind", registrationKinds)),
    check("registrations_state_check", oneOf("state", matterStates)),
    check(
      "registrations_submitted_check",
      sql`${t.state} = 'draft' or num_nulls(${t.idNumber}, ${t.name}, ${t.organizationId}, ${t.values}, ${t.submittedAt}) = 0`,
    ),
    check(
      "registrations_password_check",
      sql`${t.state} = 'draft' or (${t.passwordHash} is null) = (${t.state} = 'approved')`,
    ),
    check(
      "registrations_code_check",
      sql`${t.state} = 'draft' or (${t.kind} = 'unit') = (${t.code} is not null)`,
    ),
  ],
);
