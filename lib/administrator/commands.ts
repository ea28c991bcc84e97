import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accounts } from "@/db/schema";
import { endSessions, initialPassword, resetToInitialPassword } from "@/lib/account/reset";
import { initialPasswordDays } from "@/lib/account/rules";
import { actorOf, recordAudit } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { differences, touched } from "@/lib/org/change";
import { portalOf } from "@/lib/org/create";
import { isAdministratorTaken } from "@/lib/org/queries";
import { attempt } from "@/lib/overreach";
import { type HeldAdministrator, hold, lockAdministrators } from "./acting";
import { holdOther } from "./attempt";
import { removeRights, settleRights, writeRights } from "./rights";
import {
  type AdministratorIdInput,
  type BasicField,
  basicLabels,
  type CreateAdministratorInput,
  type EditAdministratorInput,
} from "./schema";

/**
 * §4.2 新增管理员: an administrator of the viewer's organization, who logs in with the initial password (the last six
 * of the ID number). Throws `forbidden` (and audits) where the rights are beyond the viewer's, `conflict` at the ID
 * number where it has an account at this portal, without telling whose.
 */
export function createAdministrator(
  ctx: Ctx,
  { rights, ...basics }: CreateAdministratorInput,
): Promise<{ id: string; name: string; initialPasswordDays: number }> {
  const { organization } = ctx.viewer;
  const portal = portalOf(organization.kind);
  const { idNumber, name } = basics;
  return attempt(ctx, async (tx) => {
    await lockAdministrators(tx, organization.id);
    await lockKey(tx, `id-number:${portal}`, idNumber);
    const held = await hold(tx, ctx, "administrators.manage", { roleIds: rights.roleIds });
    const settled = await settleRights(tx, ctx, held, rights, { id: null, name });
    if (await isAdministratorTaken(tx, { portal, idNumber })) throw idNumberTaken();
    const [made] = await tx
      .insert(accounts)
      .values({ ...basics, ...initialPassword, portal, organizationId: organization.id })
      .returning({ id: accounts.id })
      .catch((error: unknown) => {
        if (isUniqueViolation(error, "accounts_portal_id_number_key")) throw idNumberTaken();
        throw error;
      });
    const id = made?.id as string;
    await writeRights(tx, id, settled);
    await audit(tx, ctx, "create", id, {
      name,
      roles: settled.roleNames,
      departments: settled.scopeNames,
    });
    return { id, name, initialPasswordDays };
  });
}

const idNumberTaken = () =>
  new AppError("conflict", "没有新增，请按提示修改", {
    idNumber: "该证件号码已有管理员账号或正在注册，请核对或更换管理员",
  });

/**
 * 编辑: changes another administrator's basic data (what the form began with, `was`, is not written back), and what they
 * may from their next request on. Throws `forbidden` (and audits) for oneself, for whoever may more than the viewer, and
 * where the rights are beyond the viewer's; `conflict` when the rights are no longer those that the viewer has `seen`,
 * and at a field that somebody else has changed to something else since.
 */
export function editAdministrator(
  ctx: Ctx,
  { id, rights, seen, was, ...typed }: EditAdministratorInput,
): Promise<{ id: string; name: string }> {
  return attempt(ctx, async (tx) => {
    const held = await holdOther(tx, ctx, { id, roleIds: rights.roleIds });
    const { target } = held;
    const roleIds = target.roles.map((role) => role.id);
    if (!sameSet(roleIds, seen.roleIds) || !sameSet(target.departmentIds, seen.departmentIds)) {
      throw new AppError("conflict", "该管理员的权限刚被他人修改过，请刷新页面，查看后再修改");
    }
    const settled = await settleRights(tx, ctx, held, rights, target);
    const name = await writeBasics(tx, ctx, id, typed, was);
    await changeRights(tx, ctx, target, settled);
    return { id, name };
  });
}

/** Answers the name that is true afterwards. */
async function writeBasics(
  tx: Tx,
  ctx: Ctx,
  id: string,
  typed: Pick<EditAdministratorInput, BasicField>,
  was: EditAdministratorInput["was"],
): Promise<string> {
  // 资料管理 and the reviews of it write the same row, and don't wait for who changes rights.
  const [stored] = await tx
    .select({
      name: accounts.name,
      phone: accounts.phone,
      email: accounts.email,
      position: accounts.position,
    })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for("no key update");
  if (!stored) throw missing("该管理员");
  const changes = differences(stored, touched(typed, was));
  const fields = Object.keys(changes) as BasicField[];
  const overtaken = fields.filter(
    (field) => was?.[field] !== undefined && was[field] !== (stored[field] ?? ""),
  );
  if (overtaken.length > 0) {
    const messages = overtaken.map((field) => [
      field,
      `${basicLabels[field]}刚被他人修改过，请刷新页面，查看后再修改`,
    ]);
    throw new AppError("conflict", "没有保存，请按提示修改", Object.fromEntries(messages));
  }
  const name = changes.name?.new ?? stored.name;
  if (fields.length === 0) return name;
  await tx
    .update(accounts)
    // Undefined leaves a column alone.
    .set({
      name,
      phone: changes.phone?.new,
      email: changes.email?.new,
      position: changes.position?.new,
    })
    .where(eq(accounts.id, id));
  await audit(tx, ctx, "edit", id, { name, ...(changes.name ? { formerName: stored.name } : {}), fields });
  return name;
}

async function changeRights(
  tx: Tx,
  ctx: Ctx,
  target: HeldAdministrator,
  settled: Awaited<ReturnType<typeof settleRights>>,
): Promise<void> {
  const former = target.roles;
  const sameScope = sameSet(target.departmentIds, settled.departmentIds);
  if (
    sameScope &&
    sameSet(
      former.map((role) => role.id),
      settled.roleIds,
    )
  )
    return;
  await writeRights(tx, target.id, settled);
  const formerNames = former.map((role) => role.name);
  await audit(tx, ctx, "rights", target.id, {
    name: target.name,
    added: settled.roleNames.filter((name) => !formerNames.includes(name)),
    removed: formerNames.filter((name) => !settled.roleNames.includes(name)),
    ...(sameScope ? {} : { departments: settled.scopeNames }),
  });
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  [...a].sort().join() === [...new Set(b)].sort().join();

/**
 * §4.2 禁用: they are out at their next request, and stay so until they are enabled. Throws `forbidden` (and audits) for
 * oneself and for whoever may more than the viewer.
 */
export const disableAdministrator = (ctx: Ctx, { id }: AdministratorIdInput): Promise<{ name: string }> =>
  attempt(ctx, async (tx) => {
    const { target } = await holdOther(tx, ctx, { id });
    if (target.state === "disabled") throw new AppError("conflict", `${target.name}已禁用，请刷新页面查看`);
    await tx.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, id));
    await endSessions(tx, id);
    return done(tx, ctx, "disable", target);
  });

/** 启用: takes `disableAdministrator` back. */
export const enableAdministrator = (ctx: Ctx, { id }: AdministratorIdInput): Promise<{ name: string }> =>
  attempt(ctx, async (tx) => {
    const { target } = await holdOther(tx, ctx, { id });
    if (target.state === "active") throw new AppError("conflict", `${target.name}已启用，请刷新页面查看`);
    await tx.update(accounts).set({ state: "active" }).where(eq(accounts.id, id));
    return done(tx, ctx, "enable", target);
  });

/**
 * §4.2 删除: the account is closed for good and out of every list; what was done with it stays under its name. Its roles
 * and limits go, so that they can be deleted, and its ID number can be an administrator's again. Throws as
 * `disableAdministrator`.
 */
export const deleteAdministrator = (ctx: Ctx, { id }: AdministratorIdInput): Promise<{ name: string }> =>
  attempt(ctx, async (tx) => {
    const { target } = await holdOther(tx, ctx, { id });
    await tx.update(accounts).set({ state: "closed" }).where(eq(accounts.id, id));
    await endSessions(tx, id);
    await removeRights(tx, id);
    return done(tx, ctx, "delete", target, { roles: target.roles.map((role) => role.name) });
  });

/**
 * 重置密码: the initial password again (`initialPasswordDays`, one forced change); sessions end, a lock is lifted. Throws
 * `forbidden` (and audits) for oneself and for whoever may more than the viewer.
 */
export const resetAdministratorPassword = (
  ctx: Ctx,
  { id }: AdministratorIdInput,
): Promise<{ name: string }> =>
  attempt(ctx, async (tx) => {
    const { target } = await holdOther(tx, ctx, {
      id,
      own: "自己的密码请在右上角姓名菜单的“修改密码”中修改",
    });
    await resetToInitialPassword(tx, id);
    await recordAudit(tx, actorOf(ctx), {
      action: "account.reset-password",
      subjectKind: "account",
      subjectId: id,
      detail: { name: target.name },
    });
    return { name: target.name };
  });

async function done(
  tx: Tx,
  ctx: Ctx,
  verb: "disable" | "enable" | "delete",
  { id, name }: HeldAdministrator,
  detail: Record<string, unknown> = {},
): Promise<{ name: string }> {
  await audit(tx, ctx, verb, id, { name, ...detail });
  return { name };
}

const audit = (
  tx: Tx,
  ctx: Ctx,
  verb: "create" | "edit" | "rights" | "disable" | "enable" | "delete",
  subjectId: string,
  detail: Record<string, unknown>,
) =>
  recordAudit(tx, actorOf(ctx), {
    action: `administrator.${verb}`,
    subjectKind: "account",
    subjectId,
    detail,
  });
