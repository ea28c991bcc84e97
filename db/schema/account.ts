import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, moment, oneOf } from "../columns";
import { type AccountState, accountStates, type Portal, portals } from "../enums";
import { departments, organizations } from "./organization";
import { persons } from "./person";

/**
 * Who can log in. A professional's account points at the person, every other at its organization;
 * the same ID number may hold one account a portal, each with its own password.
 */
export const accounts = pgTable(
  "accounts",
  {
    id: id(),
    portal: text("portal").$type<Portal>().notNull(),
    idNumber: text("id_number").notNull(),
    name: text("name").notNull(),
    phone: text("phone"),
    email: text("email"),
    /** 职务 of an administrator. */
    position: text("position"),
    organizationId: uuid("organization_id").references(() => organizations.id),
    personId: uuid("person_id").references(() => persons.id),
    state: text("state").$type<AccountState>().notNull().default("active"),
    /** argon2id. Null: the last six of the ID number, good until `initialPasswordUntil` for one forced change. */
    passwordHash: text("password_hash"),
    initialPasswordUntil: moment("initial_password_until"),
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    lastLoginAt: moment("last_login_at"),
    createdAt: createdAt(),
  },
  (t) => [
    // Who was deleted as an administrator of one unit may be added by another.
    uniqueIndex("accounts_portal_id_number_key").on(t.portal, t.idNumber).where(sql`${t.state} <> 'closed'`),
    index("accounts_organization_idx").on(t.organizationId, t.createdAt, t.id),
    unique("accounts_person_key").on(t.personId),
    check("accounts_portal_check", oneOf("portal", portals)),
    check("accounts_state_check", oneOf("state", accountStates)),
    check(
      "accounts_subject_check",
      sql`(${t.portal} = 'professional') = (${t.personId} is not null) and (${t.portal} = 'professional') = (${t.organizationId} is null)`,
    ),
    check(
      "accounts_password_check",
      sql`${t.passwordHash} is not null or (${t.initialPasswordUntil} is not null and ${t.mustChangePassword})`,
    ),
  ],
);

/** One row a login: ending it ends the session at its next request. */
export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    createdAt: createdAt(),
    lastSeenAt: moment("last_seen_at").notNull().default(sql`now()`),
    endedAt: moment("ended_at"),
  },
  (t) => [index("sessions_account_idx").on(t.accountId, t.createdAt)],
);

/** 角色. `organizationId` null: built in, the same for everybody. `permissions` are keys of lib/access/permissions. */
export const roles = pgTable(
  "roles",
  {
    id: id(),
    organizationId: uuid("organization_id").references(() => organizations.id),
    name: text("name").notNull(),
    description: text("description").notNull().default(""),
    permissions: text("permissions").array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("roles_name_key").on(t.organizationId, t.name).nullsNotDistinct()],
);

export const accountRoles = pgTable(
  "account_roles",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    roleId: uuid("role_id")
      .notNull()
      .references(() => roles.id),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.roleId] }), index("account_roles_role_idx").on(t.roleId)],
);

/** 数据范围: the departments, each with all below it, to whose people an administrator is limited. None: all. */
export const accountDepartments = pgTable(
  "account_departments",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    // Restricts: whoever deleted the last department of a limit would lift it.
    departmentId: uuid("department_id")
      .notNull()
      .references(() => departments.id),
  },
  (t) => [
    primaryKey({ columns: [t.accountId, t.departmentId] }),
    index("account_departments_department_idx").on(t.departmentId),
  ],
);

/** An unsolved captcha; solving or failing deletes it. */
export const captchas = pgTable(
  "captchas",
  {
    id: id(),
    answer: text("answer").notNull(),
    /** Set for the way that is not by sight: a question in words. */
    question: text("question"),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [index("captchas_expires_idx").on(t.expiresAt)],
);

/** Counters of failures or requests a key within a window; see lib/auth/throttle. */
export const throttles = pgTable(
  "throttles",
  {
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    windowEndsAt: moment("window_ends_at").notNull(),
    lockedUntil: moment("locked_until"),
  },
  (t) => [
    index("throttles_window_idx").on(t.windowEndsAt),
    check("throttles_count_check", sql`${t.count} >= 0`),
  ],
);
