import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, check, index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, oneOf, treePath } from "../columns";
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
    createdAt: createdAt(),
  },
  (t) => [
    unique("organizations_code_key").on(t.code),
    unique("organizations_path_key").on(t.path),
    index("organizations_parent_idx").on(t.parentId),
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
    parentId: uuid("parent_id").references((): AnyPgColumn => departments.id),
    name: text("name").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("departments_name_key").on(t.organizationId, t.parentId, t.name).nullsNotDistinct(),
    index("departments_parent_idx").on(t.parentId),
    check("departments_parent_check", sql`${t.parentId} <> ${t.id}`),
  ],
);
