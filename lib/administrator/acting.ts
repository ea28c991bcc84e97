import "server-only";
import { and, asc, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountDepartments, accountRoles, accounts, roles } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { roleOf } from "@/lib/org/create";
import { builtInRolesOf } from "@/lib/role/queries";
import { ownAdministrators } from "./queries";
import { type Actor, effectiveModules, type HeldRole } from "./rules";

/* Who acts on administrators and roles, and with what rights at the moment in which it counts. */

/**
 * Nobody else changes the organization's administrators and roles until `tx` ends; take it before any other lock. It is
 * what everything waits for that could end the last 全权管理员, or somebody's rights to do so.
 */
export const lockAdministrators = (tx: Tx, organizationId: string): Promise<void> =>
  lockKey(tx, "administrators", organizationId);

/** An administrator whose rights nobody else changes until the transaction ends. */
export type HeldAdministrator = Pick<typeof accounts.$inferSelect, "id" | "name" | "state"> & {
  roles: HeldRole[];
  departmentIds: string[];
  full: boolean;
};

/** The modules that let one act, each with what is said to whoever has lost it while the form was open. */
const lost = {
  "administrators.manage": "您已不能管理本单位的管理员（账号或权限刚被他人变更），操作没有生效",
  "roles.manage": "您已不能管理本单位的角色（账号或权限刚被他人变更），操作没有生效",
} as const;

/**
 * Who acts and whom they act on (`id`; throws `missing` for any that isn't the organization's), read anew under
 * `lockAdministrators`, with the roles that are to be given (`roleIds`): `given` are those that the organization can
 * give, `foreign` says whether there are others among them. The roles stay as they are until `tx` ends. Throws
 * `forbidden` when the acting account hasn't got the module `needed` any more: of two who disable each other one is
 * told so.
 */
export async function hold(
  tx: Tx,
  ctx: Ctx,
  needed: keyof typeof lost,
  { id, roleIds = [] }: { id?: string; roleIds?: readonly string[] } = {},
): Promise<{ actor: Actor; target: HeldAdministrator | null; given: HeldRole[]; foreign: boolean }> {
  const { accountId, organization } = ctx.viewer;
  const ids = id ? [accountId, id] : [accountId];
  const rows = await tx
    .select({
      id: accounts.id,
      name: accounts.name,
      state: accounts.state,
      roleIds: sql<string[]>`array(select role_id::text from ${accountRoles} where account_id = accounts.id)`,
      departmentIds: sql<
        string[]
      >`array(select department_id::text from ${accountDepartments} where account_id = accounts.id)`,
    })
    .from(accounts)
    .where(and(inArray(accounts.id, ids), ownAdministrators(ctx)));
  const held = await holdRoles(tx, ctx, [...roleIds, ...rows.flatMap((row) => row.roleIds)]);
  const administrators = rows.map((row): HeldAdministrator => {
    const its = held.filter((role) => row.roleIds.includes(role.id));
    const full = row.state === "active" && row.departmentIds.length === 0 && its.some((role) => role.full);
    return { ...row, roles: its, full };
  });
  const acting = administrators.find((row) => row.id === accountId);
  const modules = acting
    ? effectiveModules(acting.roles, organization.kind, { limited: acting.departmentIds.length > 0 })
    : [];
  if (acting?.state !== "active" || !modules.includes(needed)) throw new AppError("forbidden", lost[needed]);
  const target = administrators.find((row) => row.id === id) ?? null;
  if (id && !target) throw missing("该管理员");
  const asked = held.filter((role) => roleIds.includes(role.id));
  return {
    actor: { accountId, full: acting.full, permissions: new Set(modules), organization },
    target,
    given: asked.filter((role) => role.grantable),
    foreign: asked.some((role) => !role.grantable),
  };
}

/**
 * Roles `for share` in the order of their ids: whoever deletes or edits one waits. `grantable`: one of
 * the organization's own or a built-in one of its kind.
 */
async function holdRoles(tx: Tx, { viewer }: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { id: organizationId, kind } = viewer.organization;
  const rows = await tx
    .select({
      id: roles.id,
      name: roles.name,
      permissions: roles.permissions,
      organizationId: roles.organizationId,
    })
    .from(roles)
    .where(inArray(roles.id, [...new Set(ids)]))
    .orderBy(asc(roles.id))
    .for("share");
  const builtIn: string[] = builtInRolesOf(kind).map((role) => role.id);
  return rows.map(({ organizationId: owner, ...role }) => ({
    ...role,
    full: role.id === roleOf[kind],
    grantable: owner === organizationId || (owner === null && builtIn.includes(role.id)),
  }));
}
