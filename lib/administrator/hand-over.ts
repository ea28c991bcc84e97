import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accounts } from "@/db/schema";
import { confirmPassword, findOwnAccount } from "@/lib/account/confirm";
import { endSessions } from "@/lib/account/reset";
import { actorOf, recordAudit } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { notifyAccounts } from "@/lib/notice/commands";
import { roleOf } from "@/lib/org/create";
import { attempt } from "@/lib/overreach";
import { hold, lockAdministrators } from "./acting";
import { beyondRights, foreignRole } from "./attempt";
import { writeRights } from "./rights";
import type { HeldRole } from "./rules";
import type { HandOverInput } from "./schema";

/**
 * 移交: makes another active administrator of the organization 全权管理员, without limits and in place of the roles they
 * had, and ends the viewer's own full rights: the account is disabled, and out at once, or keeps the roles that were
 * chosen. Both are told by message. Throws `forbidden` (and audits) where the viewer is none or means to keep another
 * organization's role, `invalid` at the password where it is not the viewer's own, `throttled` after five wrong ones.
 */
export async function handOver(
  ctx: Ctx,
  { successorId, own, roleIds, password }: HandOverInput,
): Promise<{ successor: string; disabled: boolean }> {
  const { accountId, name, organization } = ctx.viewer;
  const wrong = new AppError("invalid", "没有移交，请按提示更正", { password: "密码不正确" });
  await confirmPassword(ctx.db, await findOwnAccount(ctx.db, accountId), password, wrong);
  return attempt(ctx, async (tx) => {
    await lockAdministrators(tx, organization.id);
    const keeps = own === "keep" ? roleIds : [];
    const { actor, target, given, foreign } = await hold(tx, ctx, "administrators.manage", {
      id: successorId,
      roleIds: keeps,
    });
    if (!target) throw missing("该管理员");
    if (!actor.full) throw beyondRights("只有全权管理员可以移交全权", target);
    if (target.id === accountId) throw refused("successorId", "请选择本人以外的管理员");
    if (target.state !== "active")
      throw refused("successorId", `${target.name}的账号已禁用，请先启用或选择其他管理员`);
    if (foreign) throw foreignRole({ id: accountId, name }, rolesGone());
    if (own === "keep") requireLess(keeps, given);
    await writeRights(tx, target.id, { roleIds: [roleOf[organization.kind]], departmentIds: [] });
    if (own === "keep") {
      await writeRights(tx, accountId, { roleIds: keeps, departmentIds: [] });
    } else {
      await tx.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, accountId));
      await endSessions(tx, accountId);
    }
    const kept = given.map((role) => role.name);
    await tell(tx, { giver: { id: accountId, name }, successor: target, kept });
    await recordAudit(tx, actorOf(ctx), {
      action: "administrator.hand-over",
      subjectKind: "account",
      subjectId: target.id,
      detail: {
        name: target.name,
        from: name,
        to: target.name,
        ...(own === "keep" ? { roles: kept } : { state: "disabled" }),
      },
    });
    return { successor: target.name, disabled: own === "disable" };
  });
}

/** What is kept must be there, and be less than everything: or nothing would have been handed over. */
function requireLess(asked: readonly string[], given: readonly HeldRole[]): void {
  if (given.length !== asked.length) throw rolesGone();
  const full = given.find((role) => role.full);
  if (full) throw refused("roleIds", `移交后不能保留角色“${full.name}”，请选择其他角色`);
}

const refused = (field: keyof HandOverInput, message: string) =>
  new AppError("invalid", "没有移交，请按提示更正", { [field]: message });

const rolesGone = () => refused("roleIds", "所选角色有的已被删除，请刷新页面后重新选择");

type Named = { id: string; name: string };

async function tell(
  tx: Tx,
  { giver, successor, kept }: { giver: Named; successor: Named; kept: readonly string[] },
): Promise<void> {
  await notifyAccounts(tx, [successor.id], {
    title: `${giver.name}已将本单位的全部管理权限移交给您`,
    body: "您现在是本单位的全权管理员，可以管理本单位的全部功能和其他管理员。",
  });
  await notifyAccounts(tx, [giver.id], {
    title: `您已将本单位的全部管理权限移交给${successor.name}`,
    body:
      kept.length > 0
        ? `您的账号保留以下角色：${kept.join("、")}。`
        : "您的账号已禁用，可由全权管理员重新启用。",
  });
}
