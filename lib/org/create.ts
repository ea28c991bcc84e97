import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { OrganizationKind, Portal } from "@/db/enums";
import { accountRoles, accounts, organizations } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { initialPasswordDays } from "@/lib/account/rules";
import { uuidArray } from "@/lib/audit";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError } from "@/lib/errors";
import { holdTree } from "./tree";

/** An organization to be. Optional fields may be "", which is stored as nothing. */
export type NewOrganization = {
  /** A new UUIDv7: the caller knows whose administrator belongs to which. */
  id: string;
  parentId: string;
  kind: OrganizationKind;
  name: string;
  code: string;
  divisionCode: string;
  phone: string;
  nature?: string;
  level?: string;
  industry?: string;
  streetCode?: string;
  address?: string;
  postcode?: string;
  legalRepresentative?: string;
  contactName?: string;
  fax?: string;
  email?: string;
  introduction?: string;
};

/**
 * Inserts active organizations below their superiors, in three statements however many. The caller has checked the
 * codes under `lockKey(tx, "organization-code", …)`. Throws `blocked` when a superior is not active (any more),
 * `conflict` when a code is taken all the same.
 */
export async function insertOrganizations(tx: Tx, rows: readonly NewOrganization[]): Promise<void> {
  await holdTree(tx);
  const parentIds = [...new Set(rows.map((row) => row.parentId))];
  const parents = await tx.execute<{ id: string }>(sql`
    select id from ${organizations} where id = any(${uuidArray(parentIds)}) and state = 'active'
    order by length(path) desc, id for share`);
  if (parents.length < parentIds.length) {
    throw new AppError("blocked", "上级单位已停用，暂不能在其下新增单位，请联系人社部门");
  }
  await tx
    .execute(sql`
    insert into ${organizations} (id, number, parent_id, path, kind, name, code, division_code, phone, nature, level,
      industry, street_code, address, postcode, legal_representative, contact_name, fax, email, introduction)
    overriding system value
    select made.id, made.number, parent.id, parent.path || made.number || '/', made.kind, made.name, made.code,
      made."divisionCode", made.phone, nullif(made.nature, ''), nullif(made.level, ''), nullif(made.industry, ''),
      nullif(made."streetCode", ''), nullif(made.address, ''), nullif(made.postcode, ''),
      nullif(made."legalRepresentative", ''), nullif(made."contactName", ''), nullif(made.fax, ''),
      nullif(made.email, ''), nullif(made.introduction, '')
    from (
      select nextval(pg_get_serial_sequence('organizations', 'number')) as number, given.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (id uuid, "parentId" uuid, kind text,
        name text, code text, "divisionCode" text, phone text, nature text, level text, industry text,
        "streetCode" text, address text, postcode text, "legalRepresentative" text, "contactName" text, fax text,
        email text, introduction text)) made
    join ${organizations} parent on parent.id = made."parentId"`)
    .catch((error: unknown) => {
      if (!isUniqueViolation(error, "organizations_code_key")) throw error;
      throw new AppError("conflict", "有单位的统一社会信用代码（临时编码）已被其他单位使用，请核对后处理");
    });
}

/** The first administrator of an organization, with all that its kind can do. */
export type NewAdministrator = {
  organizationId: string;
  kind: OrganizationKind;
  /** Normalized. */
  idNumber: string;
  name: string;
  phone: string;
  email?: string;
  position?: string;
  /** argon2id. Null: the initial password (the last six of the ID number), to be changed at the first login. */
  passwordHash: string | null;
};

/** The portal by which administrators of this kind of organization log in. */
export const portalOf = (kind: OrganizationKind): Exclude<Portal, "professional"> =>
  kind === "employer" ? "employer" : "authority";

/** Id of the built-in administrator role, which holds all that its kind of organization can do. */
export const roleOf: Record<OrganizationKind, string> = {
  bureau: builtInRoles.bureauAdministrator.id,
  authority: builtInRoles.authorityAdministrator.id,
  employer: builtInRoles.employerAdministrator.id,
};

/**
 * Inserts active administrators with the built-in role of their kind of organization, in one statement however many.
 * The caller has checked the ID numbers under `lockKey(tx, "id-number:<portal>", …)`; throws `conflict` when one is
 * taken all the same.
 */
export async function insertAdministrators(tx: Tx, rows: readonly NewAdministrator[]): Promise<void> {
  const given = rows.map(({ kind, ...row }) => ({ ...row, portal: portalOf(kind), roleId: roleOf[kind] }));
  await tx
    .execute(sql`
    with given as (
      select uuidv7() as id, row.*
      from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) as row ("organizationId" uuid, portal text,
        "roleId" uuid, "idNumber" text, name text, phone text, email text, position text, "passwordHash" text)),
    made as (
      insert into ${accounts} (id, portal, id_number, name, phone, email, position, organization_id, password_hash,
        initial_password_until, must_change_password)
      select id, portal, "idNumber", name, phone, nullif(email, ''), nullif(position, ''), "organizationId",
        "passwordHash",
        case when "passwordHash" is null then now() + make_interval(days => ${initialPasswordDays}) end,
        "passwordHash" is null
      from given)
    insert into ${accountRoles} (account_id, role_id) select id, "roleId" from given`)
    .catch((error: unknown) => {
      if (!isUniqueViolation(error, "accounts_portal_id_number_key")) throw error;
      throw new AppError("conflict", "有管理员的证件号码已注册，请核对后处理");
    });
}
