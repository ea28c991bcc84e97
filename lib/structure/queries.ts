import "server-only";
import {
  type AnyColumn,
  and,
  asc,
  desc,
  eq,
  ilike,
  inArray,
  isNull,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { accounts, organizations, registrations, temporaryCodes, unitInvitations } from "@/db/schema";
import type { Scope } from "@/lib/access/scope";
import { countCap, likeText } from "@/lib/list";
import { normalizeCode } from "@/lib/org/code";
import { codeState, kindsBelow } from "./rules";
import type { Branch, CodeFilters, OrganizationFilters } from "./schema";

/** Nothing: a professional has no organizations below. */
const nobody = sql`false`;

/**
 * The organizations directly below the viewer's that a branch of the console manages. Lists and commands share it, so
 * what isn't listed can't be changed.
 */
export function directlyBelow(scope: Scope, branch: Branch): SQL {
  if (scope.type !== "organization") return nobody;
  return and(
    eq(organizations.parentId, scope.organizationId),
    inArray(organizations.kind, [...kindsBelow[branch]]),
  ) as SQL;
}

const counted = (from: SQL) =>
  sql<number>`(select count(*)::int from (select 1 from ${from} limit ${countCap + 1}) as counted)`;

const employedOf = (organizationId: SQLWrapper) =>
  sql`persons where persons.organization_id = ${organizationId} and persons.state = 'employed'`;

/**
 * One page of the organizations directly below the viewer's, by name, each with its first administrator, how many
 * organizations are below it in turn and how many people of its own are 在岗 (both up to `countCap`), and how many match.
 */
export async function listOrganizations(
  db: Executor,
  scope: Scope,
  branch: Branch,
  { filters, limit, offset }: { filters: OrganizationFilters; limit: number; offset: number },
) {
  const { q, state } = filters;
  const where = and(
    directlyBelow(scope, branch),
    state ? eq(organizations.state, state) : undefined,
    q ? or(ilike(organizations.name, likeText(q)), eq(organizations.code, normalizeCode(q))) : undefined,
  );
  const page = db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      state: organizations.state,
      code: organizations.code,
      phone: organizations.phone,
      path: organizations.path,
    })
    .from(organizations)
    .where(where)
    .orderBy(asc(organizations.name), asc(organizations.id))
    .limit(limit)
    .offset(offset)
    .as("page");
  const [rows, total] = await Promise.all([
    db
      .select({
        id: page.id,
        name: page.name,
        kind: page.kind,
        state: page.state,
        code: page.code,
        phone: page.phone,
        administrator: { name: accounts.name, phone: accounts.phone },
        below: counted(
          sql`organizations lower where lower.path > ${page.path} and lower.path < left(${page.path}, -1) || '0'`,
        ),
        people: counted(employedOf(page.id)),
      })
      .from(page)
      .leftJoin(accounts, sql`${accounts.id} = ${firstAdministrator(page.id)}`)
      .orderBy(asc(page.name), asc(page.id)),
    countMatching(
      db,
      db
        .select({ one: sql`1`.as("one") })
        .from(organizations)
        .where(where)
        .$dynamic(),
    ),
  ]);
  return { rows, total };
}
export type OrganizationRow = Awaited<ReturnType<typeof listOrganizations>>["rows"][number];

/** The oldest account of an organization that is not closed, an active one if there is any. */
const firstAdministrator = (organizationId: AnyColumn) => sql`(
  select first.id from accounts first where first.organization_id = ${organizationId} and first.state <> 'closed'
  order by first.state, first.created_at, first.id limit 1)`;

/** Up to `countCap`; more reads as one more. */
async function countMatching(
  db: Executor,
  matching: { limit(rows: number): { as(alias: string): unknown } },
): Promise<number> {
  const limited = matching.limit(countCap + 1).as("matching") as SQL;
  const [row] = await db.execute<{ total: number }>(sql`select count(*)::int as total from ${limited}`);
  return row?.total ?? 0;
}

/** An organization directly below the viewer's; null: no such id, or not theirs to see. */
export async function findOrganization(db: Executor, scope: Scope, branch: Branch, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const [row] = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      state: organizations.state,
      code: organizations.code,
      divisionCode: organizations.divisionCode,
      phone: organizations.phone,
      address: organizations.address,
      createdAt: organizations.createdAt,
      below: counted(
        sql`organizations lower where lower.path > organizations.path and lower.path < left(organizations.path, -1) || '0'`,
      ),
      people: counted(employedOf(sql`organizations.id`)),
    })
    .from(organizations)
    .where(and(eq(organizations.id, id), directlyBelow(scope, branch)));
  return row ?? null;
}
export type StructureOrganization = NonNullable<Awaited<ReturnType<typeof findOrganization>>>;

/** The viewer's superior, to whom a detached sub-unit goes. */
export async function findOwnSuperior(db: Executor, scope: Scope) {
  if (scope.type !== "organization") return null;
  const [row] = await db.execute<{ id: string; name: string; phone: string }>(sql`
    select superior.id, superior.name, superior.phone from ${organizations}
    join ${organizations} superior on superior.id = ${organizations.parentId}
    where ${organizations.id} = ${scope.organizationId}`);
  return row ?? null;
}

/** A pending 注册 that asks for this code. */
const pendingRegistration = and(
  eq(registrations.code, temporaryCodes.code),
  eq(registrations.state, "pending"),
) as SQL;

/**
 * One page of the 临时编码 that the viewer's bureau has issued, the newest first, with who uses each, and how many
 * match.
 */
export async function listTemporaryCodes(
  db: Executor,
  scope: Scope,
  { filters, limit, offset }: { filters: CodeFilters; limit: number; offset: number },
) {
  if (scope.type !== "organization") return { rows: [], total: 0 };
  const used = sql`exists (select 1 from organizations used where used.code = ${temporaryCodes.code})`;
  const pending = sql`exists (select 1 from ${registrations} where ${pendingRegistration})`;
  const cancelled = sql`${temporaryCodes.cancelledAt} is not null`;
  const conditions = {
    used,
    cancelled: sql`(${cancelled} and not ${used})`,
    pending: sql`(${pending} and not ${cancelled} and not ${used})`,
    unused: sql`(not ${cancelled} and not ${used} and not ${pending})`,
  };
  const { q, state } = filters;
  const where = and(
    eq(temporaryCodes.organizationId, scope.organizationId),
    q
      ? or(ilike(temporaryCodes.unitName, likeText(q)), eq(temporaryCodes.code, normalizeCode(q)))
      : undefined,
    state ? conditions[state] : undefined,
  );
  const page = db
    .select({
      id: temporaryCodes.id,
      code: temporaryCodes.code,
      unitName: temporaryCodes.unitName,
      issuedBy: temporaryCodes.issuedBy,
      issuedAt: temporaryCodes.issuedAt,
      cancelledAt: temporaryCodes.cancelledAt,
    })
    .from(temporaryCodes)
    .where(where)
    .orderBy(desc(temporaryCodes.issuedAt), desc(temporaryCodes.id))
    .limit(limit)
    .offset(offset)
    .as("page");
  const [rows, total] = await Promise.all([
    db
      .select({
        id: page.id,
        code: page.code,
        unitName: page.unitName,
        issuedBy: page.issuedBy,
        issuedAt: page.issuedAt,
        cancelledAt: page.cancelledAt,
        usedBy: organizations.name,
        registering: sql<boolean>`exists (
          select 1 from registrations asking where asking.code = ${page.code} and asking.state = 'pending')`,
      })
      .from(page)
      .leftJoin(organizations, eq(organizations.code, page.code))
      .orderBy(desc(page.issuedAt), desc(page.id)),
    countMatching(
      db,
      db
        .select({ one: sql`1`.as("one") })
        .from(temporaryCodes)
        .where(where)
        .$dynamic(),
    ),
  ]);
  return {
    rows: rows.map(({ registering, cancelledAt, ...row }) => ({
      ...row,
      state: codeState({ usedBy: row.usedBy, registering, cancelledAt }),
    })),
    total,
  };
}
export type TemporaryCodeRow = Awaited<ReturnType<typeof listTemporaryCodes>>["rows"][number];

/** The viewer's unit's registration link that is open now; null: none. */
export async function findOwnInvitation(db: Executor, scope: Scope) {
  if (scope.type !== "organization") return null;
  const [row] = await db
    .select({
      token: unitInvitations.token,
      createdAt: unitInvitations.createdAt,
      expiresAt: unitInvitations.expiresAt,
    })
    .from(unitInvitations)
    .where(
      and(
        eq(unitInvitations.organizationId, scope.organizationId),
        isNull(unitInvitations.endedAt),
        sql`${unitInvitations.expiresAt} > now()`,
      ),
    );
  return row ?? null;
}
