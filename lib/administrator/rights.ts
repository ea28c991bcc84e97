import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountDepartments, accountRoles, departments } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { AppError, type ErrorCode } from "@/lib/errors";
import { beyondRights, foreignRole } from "./attempt";
import { type Actor, effectiveModules, grantRefusal, type HeldRole } from "./rules";
import type { RightsInput } from "./schema";

/** 权限信息 that can be written: what was asked, with its names for the audit. */
export type SettledRights = RightsInput & { roleNames: string[]; scopeNames: string[] };

/**
 * Rights that `actor` may give, checked; `given` and `foreign` as `hold` answers them. Throws an `Overreach` where they
 * are beyond the actor's or another organization's, and refuses at the field what there isn't (any more). The
 * departments stay until `tx` ends.
 */
export async function settleRights(
  tx: Tx,
  ctx: Ctx,
  { actor, given, foreign }: { actor: Actor; given: readonly HeldRole[]; foreign: boolean },
  asked: RightsInput,
  target: { id: string | null; name: string },
): Promise<SettledRights> {
  const { kind } = ctx.viewer.organization;
  const gone = refused("conflict", "roleIds", "所选角色有的已被删除，请刷新页面后重新选择");
  if (foreign) throw foreignRole(target, gone);
  if (given.length !== asked.roleIds.length) throw gone;
  const beyond = grantRefusal(actor, given);
  if (beyond) throw beyondRights(beyond.message, target, beyond.beyond, { "rights.roleIds": beyond.message });
  const limited = asked.departmentIds.length > 0;
  if (limited && kind !== "employer") throw refused("invalid", "scope", "只有用人单位可以限定内设部门");
  if (limited && effectiveModules(given, kind, { limited }).length === 0) {
    throw refused("invalid", "roleIds", "所选角色的权限模块在限定部门后都不可用，请选择其他角色或不限定部门");
  }
  const chosen = await holdDepartments(tx, ctx, asked.departmentIds);
  return {
    ...asked,
    roleNames: given.map((role) => role.name),
    scopeNames: limited ? chosen.map((department) => department.name) : [everybody],
  };
}

/** 数据范围 without a limit, as the audit says it. */
const everybody = "全部";

/** Own departments, which nobody deletes until `tx` ends. */
async function holdDepartments(tx: Tx, { viewer }: Ctx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(and(inArray(departments.id, [...ids]), eq(departments.organizationId, viewer.organization.id)))
    .orderBy(asc(departments.id))
    .for("key share");
  if (rows.length !== ids.length) {
    throw refused("conflict", "departmentIds", "所选部门有的已被删除，请刷新页面后重新选择");
  }
  return rows;
}

const refused = (code: ErrorCode, field: keyof RightsInput | "scope", message: string) =>
  new AppError(code, "没有保存，请按提示修改", { [`rights.${field}`]: message });

/** Writes an administrator's rights in place of what they had. */
export async function writeRights(
  tx: Tx,
  accountId: string,
  { roleIds, departmentIds }: RightsInput,
): Promise<void> {
  await removeRights(tx, accountId);
  await tx.insert(accountRoles).values(roleIds.map((roleId) => ({ accountId, roleId })));
  if (departmentIds.length > 0) {
    await tx
      .insert(accountDepartments)
      .values(departmentIds.map((departmentId) => ({ accountId, departmentId })));
  }
}

/** Takes an administrator's roles and limits away: nobody is hindered any more in deleting what they had. */
export async function removeRights(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(accountRoles).where(eq(accountRoles.accountId, accountId));
  await tx.delete(accountDepartments).where(eq(accountDepartments.accountId, accountId));
}
