import { and, asc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import {
  accountDepartments,
  accountRoles,
  accounts,
  auditLog,
  departments,
  messages,
  roles,
} from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import { roleOf } from "@/lib/org/create";
import { type Account, administrator } from "./fixtures";

/* Administrators by their roles, and how they stand. */

type Organization = Parameters<typeof administrator>[1];

/** An administrator with these roles and no others, limited to these departments. */
export async function administratorWith(
  db: Executor,
  organization: Organization,
  {
    roleIds,
    departmentIds = [],
    ...overrides
  }: { roleIds: readonly string[]; departmentIds?: readonly string[] } & NonNullable<
    Parameters<typeof administrator>[2]
  >,
): Promise<Account> {
  const account = await administrator(db, organization, overrides);
  const { id: accountId } = account;
  await db.delete(accountRoles).where(eq(accountRoles.accountId, accountId));
  await db.insert(accountRoles).values(roleIds.map((roleId) => ({ accountId, roleId })));
  if (departmentIds.length > 0) {
    await db
      .insert(accountDepartments)
      .values(departmentIds.map((departmentId) => ({ accountId, departmentId })));
  }
  return account;
}

/** A 全权管理员. */
export const fullAdministrator = (
  db: Executor,
  organization: Organization,
  overrides: Parameters<typeof administrator>[2] = {},
) => administratorWith(db, organization, { ...overrides, roleIds: [roleOf[organization.kind]] });

/** A role of an organization. */
export async function ownRole(
  db: Executor,
  { id: organizationId }: { id: string },
  name: string,
  permissions: readonly Permission[],
): Promise<string> {
  const [role] = await db
    .insert(roles)
    .values({ organizationId, name, permissions: [...permissions] })
    .returning({ id: roles.id });
  return role?.id as string;
}

export async function department(
  db: Executor,
  { id: organizationId }: { id: string },
  name: string,
  parentId: string | null = null,
): Promise<string> {
  const [row] = await db
    .insert(departments)
    .values({ organizationId, name, parentId })
    .returning({ id: departments.id });
  return row?.id as string;
}

/** An account as it stands, with the ids of its roles and departments, sorted. */
export async function standing(db: Executor, id: string) {
  const [account] = await db.select().from(accounts).where(eq(accounts.id, id));
  const held = await db.select().from(accountRoles).where(eq(accountRoles.accountId, id));
  const limits = await db.select().from(accountDepartments).where(eq(accountDepartments.accountId, id));
  return {
    ...account,
    roleIds: held.map((row) => row.roleId).sort(),
    departmentIds: limits.map((row) => row.departmentId).sort(),
  };
}

/** What an actor has in the log about accounts, the oldest first; `db` with the owner's rights. */
export const accountAudits = (db: Executor, actorId: string) =>
  db
    .select({ action: auditLog.action, subjectId: auditLog.subjectId, detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.actorId, actorId), eq(auditLog.subjectKind, "account")))
    .orderBy(asc(auditLog.id));

/** Titles of an account's messages, the oldest first. */
export const messagesOf = async (db: Executor, accountId: string): Promise<string[]> => {
  const rows = await db
    .select({ title: messages.title })
    .from(messages)
    .where(eq(messages.accountId, accountId))
    .orderBy(asc(messages.createdAt), asc(messages.id));
  return rows.map(({ title }) => title);
};
