import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf, treePath } from "../columns";
import {
  type OrganizationKind,
  type OrganizationState,
  organizationKinds,
  organizationStates,
} from "../enums";

/** 人社局, 主管部门 and 用人单位: one tree. `path` is its parent's path and its own number. */
export const organizations = pgTable(
  "organizations",
  {
    id: id(),
    number: bigint("number", { mode: "number" }).generatedAlwaysAsIdentity(),
    parentId: uuid("parent_id").references((): AnyPgColumn => organizations.id),
    path: treePath("path").notNull(),
    kind: text("kind").$type<OrganizationKind>().notNull(),
    state: text("state").$type<OrganizationState>().notNull().default("active"),
    name: text("name").notNull(),
    /** 统一社会信用代码 or 临时编码. */
    code: text("code").notNull(),
    divisionCode: text("division_code").notNull(),
    /** Shown to whoever waits for this organization's decision. */
    phone: text("phone").notNull(),
    address: text("address"),
    /** 单位性质, 单位级别, 所属行业: as lib/org/schema lists them. */
    nature: text("nature"),
    level: text("level"),
    industry: text("industry"),
    streetCode: text("street_code"),
    postcode: text("postcode"),
    legalRepresentative: text("legal_representative"),
    contactName: text("contact_name"),
    fax: text("fax"),
    email: text("email"),
    introduction: text("introduction"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("organizations_code_key").on(t.code),
    // Partial, and so no key: moving a subtree doesn't lock out whoever inserts a row that points at it.
    uniqueIndex("organizations_path_key").on(t.path).where(sql`${t.path} is not null`),
    index("organizations_parent_idx").on(t.parentId, t.name, t.id),
    index("organizations_name_trgm_idx").using("gin", t.name.op("gin_trgm_ops")),
    index("organizations_division_idx").on(t.divisionCode, t.kind, t.name),
    check("organizations_kind_check", oneOf("kind", organizationKinds)),
    check("organizations_state_check", oneOf("state", organizationStates)),
    check("organizations_path_check", sql`${t.path} ~ '^([0-9]+/)+$'`),
  ],
);

/** 内设部门. */
export const departments = pgTable(
  "departments",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    parentId: uuid("parent_id"),
    name: text("name").notNull(),
    /** Its place among the departments beside it, from 0; equal ones by name. */
    position: integer("position").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    unique("departments_organization_key").on(t.organizationId, t.id),
    // Below a department of the same organization only.
    foreignKey({
      name: "departments_parent_fk",
      columns: [t.organizationId, t.parentId],
      foreignColumns: [t.organizationId, t.id],
    }),
    unique("departments_name_key").on(t.organizationId, t.parentId, t.name).nullsNotDistinct(),
    index("departments_parent_idx").on(t.parentId),
    check("departments_parent_check", sql`${t.parentId} <> ${t.id}`),
  ],
);

/** 临时编码: what a bureau gives a unit that has no 统一社会信用代码 yet. Used: `organizations.code` is it. */
export const temporaryCodes = pgTable(
  "temporary_codes",
  {
    id: id(),
    code: text("code").notNull(),
    /** The bureau that issued it. */
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** For whom, in the bureau's words. */
    unitName: text("unit_name").notNull(),
    issuedBy: text("issued_by").notNull(),
    issuedAt: moment("issued_at").notNull().default(sql`now()`),
    cancelledAt: moment("cancelled_at"),
  },
  (t) => [
    unique("temporary_codes_code_key").on(t.code),
    index("temporary_codes_organization_idx").on(t.organizationId, t.issuedAt, t.id),
  ],
);

/** The link with which sub-units register themselves under a unit (§4.3); a unit has one at a time. */
export const unitInvitations = pgTable(
  "unit_invitations",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** 130 bits of chance in Crockford's base 32. */
    token: text("token").notNull(),
    createdAt: createdAt(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    unique("unit_invitations_token_key").on(t.token),
    uniqueIndex("unit_invitations_one_key").on(t.organizationId).where(sql`${t.endedAt} is null`),
  ],
);
