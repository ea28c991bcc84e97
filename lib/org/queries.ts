import "server-only";
import { and, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import type { OrganizationKind, Portal, RegistrationKind } from "@/db/enums";
import { accountDepartments, accountRoles, accounts, organizations, roles } from "@/db/schema";
import { withAllAbove } from "@/lib/access/departments";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { ownOrganization, type Scope } from "@/lib/access/scope";
import { uuidArray } from "@/lib/audit";
import { countCap } from "@/lib/list";
import type { OpenMatter } from "./change";
import { holdPlace, pathsDownTo } from "./tree";

/**
 * An organization and its superiors up to and including the first 人社局, the lowest first: the review
 * chain of its people's declarations (manual §6; manual-map "Review chain"). Without a bureau above: empty. In a
 * transaction the chain holds until its end (`holdPlace`, which may refuse).
 */
export async function chainToBureau(db: Executor, path: string) {
  await holdPlace(db, path);
  const rows = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      path: organizations.path,
    })
    .from(organizations)
    .where(inArray(organizations.path, pathsDownTo(path)));
  rows.sort((a, b) => b.path.length - a.path.length);
  const bureau = rows.findIndex((row) => row.kind === "bureau");
  return rows.slice(0, bureau + 1);
}

/**
 * Who decides about a matter of a professional that their unit (at `path`) decides alone: the unit itself, unless
 * nobody there could. Nobody decides about themself, so where the professional (the holder of `idNumber`) is an
 * administrator of the unit, and no other active one holds `permission`, the next superior decides that has somebody
 * else who does. Who is limited to departments counts for the people of these only: `departmentId` is the
 * professional's. Null: there is no such organization up to the root. In a transaction the answer holds, as
 * `chainToBureau`'s.
 */
export async function deciderOf(
  db: Executor,
  {
    path,
    idNumber,
    departmentId,
    permission,
  }: { path: string; idNumber: string; departmentId: string | null; permission: Permission },
): Promise<{ id: string; kind: OrganizationKind } | null> {
  await holdPlace(db, path);
  const [decider] = await db
    .select({ id: organizations.id, kind: organizations.kind })
    .from(organizations)
    .where(
      and(
        inArray(organizations.path, pathsDownTo(path)),
        or(eq(organizations.state, "active"), eq(organizations.path, path)),
        sql`(
          ${organizations.path} = ${path} and not exists (
            select 1 from ${accounts}
            where ${accounts.organizationId} = ${organizations.id} and ${accounts.idNumber} = ${idNumber}
              and ${accounts.state} <> 'closed')
          or exists (
            select 1 from ${accounts}
            join ${accountRoles} on ${accountRoles.accountId} = ${accounts.id}
            join ${roles} on ${roles.id} = ${accountRoles.roleId}
            where ${accounts.organizationId} = ${organizations.id} and ${accounts.idNumber} <> ${idNumber}
              and ${accounts.state} = 'active' and ${permission} = any(${roles.permissions})
              and ${seesPeopleOf(departmentId, permission)}))`,
      ),
    )
    .orderBy(desc(sql`length(${organizations.path})`))
    .limit(1);
  return decider ?? null;
}

/** On `accounts`: not limited to departments, or to some that `departmentId` is in, and `permission` goes with that. */
function seesPeopleOf(departmentId: string | null, permission: Permission): SQL {
  const limits = sql`select from ${accountDepartments} where ${accountDepartments.accountId} = ${accounts.id}`;
  const unlimited = sql`not exists (${limits})`;
  return departmentId !== null && permissionsOf("employer", { limited: true }).includes(permission)
    ? sql`(${unlimited} or exists (${limits} and ${accountDepartments.departmentId} in (${withAllAbove(departmentId)})))`
    : unlimited;
}

/** What an organization says of itself (§3), and its place in the tree. */
export const unitColumns = {
  id: organizations.id,
  kind: organizations.kind,
  path: organizations.path,
  name: organizations.name,
  code: organizations.code,
  nature: organizations.nature,
  level: organizations.level,
  industry: organizations.industry,
  divisionCode: organizations.divisionCode,
  streetCode: organizations.streetCode,
  legalRepresentative: organizations.legalRepresentative,
  address: organizations.address,
  postcode: organizations.postcode,
  contactName: organizations.contactName,
  phone: organizations.phone,
  fax: organizations.fax,
  email: organizations.email,
  introduction: organizations.introduction,
};

/** The viewer's own organization with all that 资料管理 (§3) shows, and its superior; null for a professional. */
export async function findOwnUnit(db: Executor, scope: Scope) {
  if (scope.type !== "organization") return null;
  const superiors = alias(organizations, "superiors");
  const [unit] = await db
    .select({
      ...unitColumns,
      superior: {
        id: superiors.id,
        name: superiors.name,
        kind: superiors.kind,
        state: superiors.state,
        phone: superiors.phone,
      },
    })
    .from(organizations)
    .leftJoin(superiors, eq(superiors.id, organizations.parentId))
    .where(ownOrganization(scope));
  return unit ?? null;
}

/** An organization that may become a superior (active, any kind), with its place in the tree; null: there is none. */
export async function findSuperior(db: Executor, id: string) {
  const [found] = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      path: organizations.path,
    })
    .from(organizations)
    .where(and(eq(organizations.id, id), eq(organizations.state, "active")))
    // It stays active until this transaction's submission is committed.
    .for("share");
  return found ?? null;
}

/**
 * Whether a code belongs to an organization, to a registration under review, or to a change under review of another
 * organization than `exceptId`. Take `lockKey(tx, "organization-code", code)` first where the answer must hold.
 */
export async function isCodeTaken(db: Executor, code: string, exceptId?: string): Promise<boolean> {
  const except = sql`${exceptId ?? null}::uuid`;
  const [row] = await db.execute<{ taken: boolean }>(sql`
    select exists (select 1 from organizations where code = ${code} and id is distinct from ${except})
      or exists (select 1 from registrations where code = ${code} and state = 'pending')
      or exists (
        select 1 from reviews
        where kind = 'unit-change' and state = 'pending' and subject_id is distinct from ${except}
          and proposal #>> '{changes,code,new}' = ${code}) as taken`);
  return row?.taken ?? false;
}

/**
 * Whether an ID number has an account (not a closed one) at the portal, or is the future administrator's of a registration under review.
 * Take ``lockKey(tx, `id-number:${portal}`, idNumber)`` first where the answer must hold.
 */
export async function isAdministratorTaken(
  db: Executor,
  { portal, idNumber }: { portal: Exclude<Portal, "professional">; idNumber: string },
): Promise<boolean> {
  const [row] = await db.execute<{ taken: boolean }>(sql`
    select exists (select 1 from accounts where portal = ${portal} and id_number = ${idNumber} and state <> 'closed')
      or ${portal} = 'employer' and exists (
        select 1 from registrations where kind = 'unit' and id_number = ${idNumber} and state = 'pending') as taken`);
  return row?.taken ?? false;
}

export type OpenMatterCount = { organizationId: string; name: string; matter: OpenMatter; count: number };

/** Counts to one over `countCap`. */
const capped = (matter: SQL, from: SQL) =>
  sql`select ${matter} as matter, count(*)::int as count from (select 1 ${from} limit ${countCap + 1}::int) pending`;

const openRegistrations = (kind: RegistrationKind) =>
  sql`from registrations where organization_id = unit.id and state = 'pending' and kind = ${kind}`;

/** Where each is found, of `unit`. */
const openMatters: Record<OpenMatter, SQL> = {
  "unit-change": sql`from reviews where kind = 'unit-change' and state = 'pending' and subject_id = unit.id`,
  "unit-registration": openRegistrations("unit"),
  "person-registration": openRegistrations("person"),
  "person-change": sql`
    from reviews join persons on persons.id = reviews.subject_id
    where reviews.kind = 'person-change' and reviews.state = 'pending' and persons.organization_id = unit.id`,
  "transfer-in": sql`from transfers where to_organization_id = unit.id and state = 'pending'`,
  "transfer-out": sql`from transfers where from_organization_id = unit.id and state = 'pending'`,
  declaration: sql`
    from declarations join persons on persons.id = declarations.person_id
    where persons.organization_id = unit.id and declarations.state = 'pending'`,
};

/**
 * What is under way in these organizations that keeps them from changing their superior (§3), in one statement:
 * each matter that there is, with how many (counted to one over `countCap`). What the organizations below them have
 * under review is not in the way: it keeps its route (docs/architecture.md).
 */
export async function listOpenMatters(
  db: Executor,
  organizationIds: readonly string[],
): Promise<OpenMatterCount[]> {
  const each = Object.entries(openMatters).map(([matter, from]) => capped(sql`${matter}::text`, from));
  const rows = await db.execute<OpenMatterCount>(sql`
    select unit.id as "organizationId", unit.name, open.matter, open.count
    from organizations unit cross join lateral (${sql.join(each, sql` union all `)}) open
    where unit.id = any(${uuidArray(organizationIds)}) and open.count > 0
    order by unit.path, open.matter`);
  return [...rows];
}
