import "server-only";
import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { cache } from "react";
import { db } from "@/db/client";
import type { OrganizationKind, Portal } from "@/db/enums";
import {
  accountDepartments,
  accountRoles,
  accounts,
  organizations,
  persons,
  roles,
  sessions,
} from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import { readSessionId } from "@/lib/auth/session";
import { statesThat } from "@/lib/person/state/rules";
import { withAllBelow } from "./departments";
import { type Permission, permissionsOf } from "./permissions";

/** Who is asking, read fresh from the database once a request. */
export type Viewer = {
  accountId: string;
  sessionId: string;
  portal: Portal;
  name: string;
  mustChangePassword: boolean;
  permissions: ReadonlySet<Permission>;
  /** The administrator's organization, or the professional's unit. */
  organization: { id: string; name: string; kind: OrganizationKind; path: string };
  person: { id: string; name: string } | null;
  /** Departments to whose people an administrator is limited, with all below them; null: no limit. */
  departments: readonly string[] | null;
};

/** A session ends by itself after so long without a request, and after so long whatever happens. */
const idleMinutes = 60;
export const absoluteHours = 12;

/** A row of `sessions` that still lets in: it was not ended and has not timed out. */
export const isOpenSession: SQL = sql`(${sessions.endedAt} is null
  and ${sessions.lastSeenAt} > now() - make_interval(mins => ${idleMinutes})
  and ${sessions.createdAt} > now() - make_interval(hours => ${absoluteHours}))`;

/** The viewer of this request, or null: not logged in, ended, timed out, disabled, 停用. */
export const getViewer = cache(async (): Promise<Viewer | null> => {
  const sessionId = await readSessionId();
  return sessionId ? loadViewer(sessionId) : null;
});

/** The viewer that a session row stands for. Not cached: `getViewer` is what pages and actions ask. */
export async function loadViewer(sessionId: string): Promise<Viewer | null> {
  const [row] = await db
    .select({
      accountId: accounts.id,
      portal: accounts.portal,
      name: accounts.name,
      mustChangePassword: accounts.mustChangePassword,
      organization: {
        id: organizations.id,
        name: organizations.name,
        kind: organizations.kind,
        path: organizations.path,
      },
      person: { id: persons.id, name: persons.name },
      stale: sql<boolean>`${sessions.lastSeenAt} < now() - interval '1 minute'`,
      permissions: sql<string[]>`array(
        select distinct unnest(${roles.permissions}) from ${roles}
        join ${accountRoles} on ${accountRoles.roleId} = ${roles.id}
        where ${accountRoles.accountId} = ${accounts.id})`,
      limits: sql<string[]>`array(
        select department_id from ${accountDepartments} where account_id = ${accounts.id})`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .leftJoin(persons, eq(persons.id, accounts.personId))
    .innerJoin(
      organizations,
      eq(organizations.id, sql`coalesce(${accounts.organizationId}, ${persons.organizationId})`),
    )
    .where(
      and(
        eq(sessions.id, sessionId),
        isOpenSession,
        eq(accounts.state, "active"),
        eq(organizations.state, "active"),
        or(isNull(persons.state), inArray(persons.state, statesThat("logsIn"))),
      ),
    );
  if (!row) return null;
  if (row.stale) {
    await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  }
  const { stale: _, permissions, limits, ...viewer } = row;
  const departments = limits.length > 0 ? await expand(limits) : null;
  const allowed = permissionsOf(row.organization.kind, { limited: departments !== null });
  return {
    ...viewer,
    sessionId,
    departments,
    // A professional's organization is the unit, whose modules are not theirs.
    permissions: new Set(row.person ? [] : allowed.filter((permission) => permissions.includes(permission))),
  };
}

/** A statement of its own: planning it within the viewer's would cost every request what few need. */
async function expand(limits: readonly string[]): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(withAllBelow(sql`select unnest(${uuidArray(limits)})`));
  return rows.map(({ id }) => id);
}
