import "server-only";
import { and, asc, desc, eq, ilike, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { accountDepartments, accountRoles, accounts, departments, roles } from "@/db/schema";
import { permissionsOf } from "@/lib/access/permissions";
import { own, type Scope } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { maskIdNumber, normalizeIdNumber } from "@/lib/id-number";
import { countCap, likeText } from "@/lib/list";
import { roleOf } from "@/lib/org/create";
import { type RoleUsers, usersNamed } from "@/lib/role/rules";
import { type Actor, effectiveModules, type HeldRole, touchRefusal } from "./rules";
import type { AdministratorFilters } from "./schema";

/** What these queries ask of a context. */
type Reader = { scope: Scope; viewer: Pick<Viewer, "accountId" | "permissions" | "organization"> };

/** Administrators of the viewer's own organization that are not deleted: a condition on `accounts`. */
export const ownAdministrators = ({ scope }: Pick<Reader, "scope">): SQL =>
  and(
    own(scope, { organizationId: accounts.organizationId, personId: sql`null::uuid`, departmentId: null }),
    ne(accounts.state, "closed"),
  ) as SQL;

/** 全权管理员 of organizations of this kind: a condition on `accounts`. */
export const isFull = (kind: OrganizationKind): SQL<boolean> => sql<boolean>`(accounts.state = 'active'
  and exists (select from ${accountRoles} held where held.account_id = accounts.id and held.role_id = ${roleOf[kind]})
  and not exists (select from ${accountDepartments} held where held.account_id = accounts.id))`;

type StoredRole = Omit<HeldRole, "full">;
type Department = { id: string; name: string };

/** Of accounts; the built-in roles first. Names in full: drizzle leaves the table's out where there is one only. */
const rolesHeld = sql<StoredRole[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', role.id, 'name', role.name, 'permissions', role.permissions)
    order by role.organization_id is not null, role.id), '[]')
  from ${accountRoles} held join ${roles} role on role.id = held.role_id where held.account_id = accounts.id)`;
const departmentsHeld = sql<Department[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', department.id, 'name', department.name)
    order by department.name, department.id), '[]')
  from ${accountDepartments} held join ${departments} department on department.id = held.department_id
  where held.account_id = accounts.id)`;

const columns = {
  id: accounts.id,
  name: accounts.name,
  idNumber: accounts.idNumber,
  position: accounts.position,
  phone: accounts.phone,
  email: accounts.email,
  state: accounts.state,
  lastLoginAt: accounts.lastLoginAt,
  createdAt: accounts.createdAt,
  roles: rolesHeld,
  departments: departmentsHeld,
};
type Row = { id: string; name: string; idNumber: string; state: string } & {
  roles: StoredRole[];
  departments: Department[];
};

/** A row as the viewer sees it: the ID number masked, what it may, and whether the viewer may touch it. */
function shown<T extends Row>({ idNumber, ...row }: T, actor: Actor) {
  const { kind } = actor.organization;
  const held = row.roles.map((role) => ({ ...role, full: role.id === roleOf[kind] }));
  const limited = row.departments.length > 0;
  const refusal = touchRefusal(actor, { name: row.name, roles: held });
  return {
    ...row,
    roles: held,
    maskedIdNumber: maskIdNumber(idNumber),
    modules: effectiveModules(held, kind, { limited }),
    limited,
    full: row.state === "active" && !limited && held.some((role) => role.full),
    own: row.id === actor.accountId,
    /** Why the viewer can't change it; null: they can. Own accounts: their basic data only. */
    refusal: refusal?.message ?? null,
  };
}

/** Who acts, as lib/administrator/rules ask. */
export async function findActor(db: Executor, { viewer }: Pick<Reader, "viewer">): Promise<Actor> {
  const { accountId, permissions, organization } = viewer;
  const full = await db.$count(accounts, and(eq(accounts.id, accountId), isFull(organization.kind)));
  return { accountId, permissions, organization, full: full > 0 };
}

/**
 * One page of the administrators of the viewer's organization, the oldest accounts first, and how many match, up to
 * `countCap` (more reads as one more).
 */
export async function listAdministrators(
  db: Executor,
  reader: Reader,
  { filters, limit, offset }: { filters: AdministratorFilters; limit: number; offset: number },
) {
  const { q, state } = filters;
  const where = and(
    ownAdministrators(reader),
    state ? eq(accounts.state, state) : undefined,
    q ? or(ilike(accounts.name, likeText(q)), eq(accounts.idNumber, normalizeIdNumber(q))) : undefined,
  );
  const counted = db
    .select({ one: sql`1`.as("one") })
    .from(accounts)
    .where(where)
    .limit(countCap + 1)
    .as("matching");
  const [actor, rows, [count]] = await Promise.all([
    findActor(db, reader),
    db
      .select(columns)
      .from(accounts)
      .where(where)
      .orderBy(asc(accounts.createdAt), asc(accounts.id))
      .limit(limit)
      .offset(offset),
    db.select({ total: sql<number>`count(*)::int` }).from(counted),
  ]);
  return { rows: rows.map((row) => shown(row, actor)), total: count?.total ?? 0, actor };
}
export type AdministratorRow = Awaited<ReturnType<typeof listAdministrators>>["rows"][number];

/** One administrator of the viewer's organization; null: no such id, deleted, or not theirs to see. */
export async function findAdministrator(db: Executor, reader: Reader, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const [actor, [row]] = await Promise.all([
    findActor(db, reader),
    db
      .select(columns)
      .from(accounts)
      .where(and(eq(accounts.id, id), ownAdministrators(reader))),
  ]);
  return row ? { ...shown(row, actor), actor } : null;
}
export type Administrator = NonNullable<Awaited<ReturnType<typeof findAdministrator>>>;

/** Who else has a role and is beyond the actor's touch (`touchRefusal`), the oldest accounts first: disabled ones too. */
export async function findUsersBeyond(
  db: Executor,
  reader: Pick<Reader, "scope">,
  { accountId, full, permissions, organization: { kind } }: Actor,
  roleId: string,
): Promise<Omit<RoleUsers, "mine">> {
  if (full) return { names: [], total: 0 };
  const beyond = permissionsOf(kind).filter((module) => !permissions.has(module));
  const rows = await db
    .select({ name: accounts.name, total: sql<number>`(count(*) over ())::int` })
    .from(accounts)
    .where(
      and(
        ownAdministrators(reader),
        ne(accounts.id, accountId),
        sql`exists (select from ${accountRoles} held where held.account_id = accounts.id and held.role_id = ${roleId})`,
        sql`exists (select from ${accountRoles} held join ${roles} role on role.id = held.role_id
          where held.account_id = accounts.id
            and (role.id = ${roleOf[kind]} or role.permissions && ${sql.param(beyond)}::text[]))`,
      ),
    )
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .limit(usersNamed);
  return { names: rows.map(({ name }) => name), total: rows[0]?.total ?? 0 };
}

/** How many a choice of successors offers; whoever isn't among them is chosen on their own page. */
const successorsAtMost = 200;

/** Active administrators of the viewer's organization besides the viewer, who can take over; `first` is one of them. */
export function listSuccessors(db: Executor, reader: Reader, first?: string) {
  return db
    .select({
      id: accounts.id,
      name: accounts.name,
      position: accounts.position,
      neverLoggedIn: sql<boolean>`${accounts.lastLoginAt} is null`,
    })
    .from(accounts)
    .where(
      and(ownAdministrators(reader), eq(accounts.state, "active"), ne(accounts.id, reader.viewer.accountId)),
    )
    .orderBy(desc(sql`${accounts.id}::text = ${first ?? ""}`), asc(accounts.name), asc(accounts.id))
    .limit(successorsAtMost);
}
