import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { cache } from "react";
import { db } from "@/db/client";
import type { OrganizationKind, Portal } from "@/db/enums";
import { accountRoles, accounts, organizations, persons, roles, sessions } from "@/db/schema";
import { readSessionId } from "@/lib/auth/session";
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
};

/** A session ends by itself after so long without a request, and after so long whatever happens. */
const idleMinutes = 60;
export const absoluteHours = 12;

/** The viewer of this request, or null: not logged in, ended, timed out, disabled. */
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
        isNull(sessions.endedAt),
        sql`${sessions.lastSeenAt} > now() - make_interval(mins => ${idleMinutes})`,
        sql`${sessions.createdAt} > now() - make_interval(hours => ${absoluteHours})`,
        eq(accounts.state, "active"),
        eq(organizations.state, "active"),
      ),
    );
  if (!row) return null;
  if (row.stale) {
    await db.update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  }
  const { stale: _, permissions, ...viewer } = row;
  const allowed = permissionsOf(row.portal);
  return {
    ...viewer,
    sessionId,
    permissions: new Set(allowed.filter((permission) => permissions.includes(permission))),
  };
}
