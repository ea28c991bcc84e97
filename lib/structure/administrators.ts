import "server-only";
import { and, asc, desc, eq, ne } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { accounts } from "@/db/schema";
import { isFull } from "@/lib/administrator/queries";

/** Administrators that the page of one organization shows at most. */
const administratorsShown = 50;

/**
 * The administrators of an organization that the caller has found in the viewer's scope, its 全权管理员 first; deleted
 * ones not.
 */
export async function listAdministratorsOf(
  db: Executor,
  { id, kind }: { id: string; kind: OrganizationKind },
) {
  const full = isFull(kind);
  return db
    .select({
      id: accounts.id,
      name: accounts.name,
      position: accounts.position,
      phone: accounts.phone,
      state: accounts.state,
      lastLoginAt: accounts.lastLoginAt,
      full,
    })
    .from(accounts)
    .where(and(eq(accounts.organizationId, id), ne(accounts.state, "closed")))
    .orderBy(desc(full), asc(accounts.state), asc(accounts.createdAt), asc(accounts.id))
    .limit(administratorsShown);
}
export type SubordinateAdministrator = Awaited<ReturnType<typeof listAdministratorsOf>>[number];
