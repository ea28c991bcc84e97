import "server-only";
import { and, asc, eq, ilike, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { accountRoles, accounts, roles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { own } from "@/lib/access/scope";
import type { Ctx } from "@/lib/context";
import { countCap, likeText } from "@/lib/list";
import { roleOf } from "@/lib/org/create";
import { isWithin, modulesOf, type RoleUsers, rolesAtMost, usersNamed } from "./rules";
import type { RoleFilters } from "./schema";

type Reader = Pick<Ctx, "viewer" | "scope">;

/**
 * The built-in roles that administrators of this kind of organization can have: what its own administrator role
 * gives, and the roles that are no kind's administrator's.
 */
export const builtInRolesOf = (kind: OrganizationKind) =>
  Object.values(builtInRoles).filter(({ id }) => id === roleOf[kind] || !Object.values(roleOf).includes(id));

/** Roles of the viewer's own organization. */
export const ownRoles = ({ scope }: Pick<Reader, "scope">): SQL =>
  own(scope, { organizationId: roles.organizationId, personId: sql`null::uuid`, departmentId: null });

/** Roles that the viewer can look at: the organization's own, and the built-in ones that it can give. */
function visible(reader: Reader): SQL {
  const ids = builtInRolesOf(reader.viewer.organization.kind).map(({ id }) => id);
  return or(ownRoles(reader), and(isNull(roles.organizationId), inArray(roles.id, ids))) as SQL;
}

/** Built-in roles first, then the organization's own as they were made. */
const order = [asc(isNotNull(roles.organizationId)), asc(roles.id)];

const columns = {
  id: roles.id,
  name: roles.name,
  description: roles.description,
  permissions: roles.permissions,
  builtIn: sql<boolean>`${roles.organizationId} is null`,
};
type StoredRole = {
  id: string;
  name: string;
  description: string;
  permissions: string[];
  builtIn: boolean;
};

/** A role as the viewer sees it: the modules that it gives in their organization, and whether they may change it. */
function shown({ permissions, ...role }: StoredRole, { viewer }: Pick<Reader, "viewer">) {
  const modules = modulesOf(permissions, viewer.organization.kind);
  return { ...role, permissions: modules, editable: !role.builtIn && isWithin(modules, viewer) };
}

/**
 * One page of the roles that the viewer's organization can give, each with how many of its administrators have it
 * (disabled ones too, closed ones not), and how many match.
 */
export async function listRoles(
  db: Executor,
  reader: Reader,
  { filters, limit, offset }: { filters: RoleFilters; limit: number; offset: number },
) {
  const where = and(visible(reader), filters.q ? ilike(roles.name, likeText(filters.q)) : undefined);
  // From the organization's accounts: a built-in role has those of every organization.
  const used = sql`(
    select ${accountRoles.roleId} as role_id, count(*)::int as users from ${accounts}
    join ${accountRoles} on ${accountRoles.accountId} = ${accounts.id}
    where ${accounts.organizationId} = ${reader.viewer.organization.id} and ${accounts.state} <> 'closed'
    group by ${accountRoles.roleId}) used`;
  const counted = db
    .select({ one: sql`1`.as("one") })
    .from(roles)
    .where(where)
    .limit(countCap + 1)
    .as("matching");
  const [rows, [count]] = await Promise.all([
    db
      .select({ ...columns, users: sql<number>`coalesce(used.users, 0)` })
      .from(roles)
      .leftJoin(used, sql`used.role_id = ${roles.id}`)
      .where(where)
      .orderBy(...order)
      .limit(limit)
      .offset(offset),
    db.select({ total: sql<number>`count(*)::int` }).from(counted),
  ]);
  return {
    rows: rows.map(({ users, ...role }) => ({ ...shown(role, reader), users })),
    total: count?.total ?? 0,
  };
}
export type RoleRow = Awaited<ReturnType<typeof listRoles>>["rows"][number];

/** A role that the viewer's organization can give; null: no such id, or not theirs to see. */
export async function findRole(db: Executor, reader: Reader, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const [role] = await db
    .select(columns)
    .from(roles)
    .where(and(eq(roles.id, id), visible(reader)));
  return role ? shown(role, reader) : null;
}
export type Role = NonNullable<Awaited<ReturnType<typeof findRole>>>;

/**
 * The roles that the viewer may give to an administrator of their organization: everything that one gives there they
 * hold themself. `permissions`: the modules that it gives there.
 */
export async function listGrantableRoles(db: Executor, reader: Reader): Promise<Role[]> {
  const rows = await db
    .select(columns)
    .from(roles)
    .where(visible(reader))
    .orderBy(...order)
    .limit(2 * rolesAtMost);
  return rows.filter((role) => isWithin(role.permissions, reader.viewer)).map((role) => shown(role, reader));
}

/** Who of the viewer's organization has a role, the oldest accounts first: disabled ones too, closed ones not. */
export async function findRoleUsers(
  db: Executor,
  { accountId, organization }: Pick<Reader["viewer"], "accountId" | "organization">,
  roleId: string,
): Promise<RoleUsers> {
  const rows = await db
    .select({
      name: accounts.name,
      total: sql<number>`(count(*) over ())::int`,
      mine: sql<boolean>`bool_or(${accounts.id} = ${accountId}) over ()`,
    })
    .from(accounts)
    .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
    .where(
      and(
        eq(accounts.organizationId, organization.id),
        eq(accountRoles.roleId, roleId),
        ne(accounts.state, "closed"),
      ),
    )
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .limit(usersNamed);
  return {
    names: rows.map(({ name }) => name),
    total: rows[0]?.total ?? 0,
    mine: rows[0]?.mine ?? false,
  };
}
