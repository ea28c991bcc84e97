import "server-only";
import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accounts, organizations } from "@/db/schema";
import { resetToInitialPassword } from "@/lib/account/reset";
import { initialPasswordDays } from "@/lib/account/rules";
import { lockAdministrators } from "@/lib/administrator/acting";
import { isFull } from "@/lib/administrator/queries";
import { writeRights } from "@/lib/administrator/rights";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { notifyAdministrators } from "@/lib/notice/commands";
import { insertAdministrators, portalOf, roleOf } from "@/lib/org/create";
import { isAdministratorTaken } from "@/lib/org/queries";
import { directlyBelow } from "./queries";
import { requireBranch } from "./rules";
import type { AppointInput, Branch, ResetAdministratorInput } from "./schema";

/* What the superior does with the 全权管理员 of an organization directly below. */

/**
 * The organization, which nobody moves or disables, and whose administrators nobody else changes, until `tx` ends. With
 * `idNumber` nobody else is about to use that.
 */
async function holdBelow(tx: Tx, ctx: Ctx, branch: Branch, id: string, idNumber?: string) {
  requireBranch(ctx.viewer, branch);
  const query = () =>
    tx
      .select({ id: organizations.id, name: organizations.name, kind: organizations.kind })
      .from(organizations)
      .where(and(eq(organizations.id, id), directlyBelow(ctx.scope, branch)));
  // Its kind, which never changes, says which keys to lock; they come before rows.
  const [found] = await query();
  if (!found) throw missing("该单位");
  await lockAdministrators(tx, id);
  if (idNumber) await lockKey(tx, `id-number:${portalOf(found.kind)}`, idNumber);
  const [row] = await query().for("share");
  if (!row) throw missing("该单位");
  return row;
}
type Below = Awaited<ReturnType<typeof holdBelow>>;

/** Whom a superior appointed: whom to tell what. */
export type Appointed = {
  name: string;
  /** Of a new account: how long the initial password (last six of the ID number) is good; null: an existing one. */
  initialPasswordDays: number | null;
};

/**
 * 指定管理员: makes an administrator of an organization directly below, or somebody new, its 全权管理员, in place of the
 * roles and limits that they had; a disabled one is enabled. Throws `blocked` where it has an active 全权管理员, and
 * `conflict` at the ID number where that is taken.
 */
export function appointAdministrator(ctx: Ctx, branch: Branch, input: AppointInput): Promise<Appointed> {
  return transact(ctx, async (tx) => {
    const idNumber = input.from === "new" ? input.idNumber : undefined;
    const below = await holdBelow(tx, ctx, branch, input.id, idNumber);
    const full = await tx.$count(accounts, and(eq(accounts.organizationId, below.id), isFull(below.kind)));
    if (full > 0) {
      throw new AppError("blocked", `${below.name}已有全权管理员，无须指定；忘记密码时可重置其密码`);
    }
    const name =
      input.from === "new"
        ? await insertNew(tx, below, input)
        : await makeFull(tx, below, input.administratorId);
    await notifyAdministrators(tx, [below.id], {
      title: `${name}已被指定为本单位的全权管理员`,
      body: `由上级部门${ctx.viewer.organization.name}指定，拥有本单位的全部管理权限。如有疑问请联系该部门。`,
    });
    await recordAudit(tx, actorOf(ctx), {
      action: "administrator.appoint",
      subjectKind: "organization",
      subjectId: below.id,
      detail: { name: below.name, administrator: name },
    });
    return { name, initialPasswordDays: input.from === "new" ? initialPasswordDays : null };
  });
}

async function insertNew(tx: Tx, { id: organizationId, kind }: Below, input: AppointInput & { from: "new" }) {
  const { name, idNumber, phone } = input;
  if (await isAdministratorTaken(tx, { portal: portalOf(kind), idNumber })) {
    throw new AppError("conflict", "没有指定，请按提示修改", {
      idNumber: "该证件号码已有管理员账号或正在注册，请核对或更换管理员",
    });
  }
  await insertAdministrators(tx, [{ organizationId, kind, idNumber, name, phone, passwordHash: null }]);
  return name;
}

async function makeFull(tx: Tx, below: Below, id: string) {
  const [account] = await tx
    .update(accounts)
    .set({ state: "active" })
    .where(administratorOf(below, id))
    .returning({ name: accounts.name });
  if (!account) throw missing("该管理员");
  await writeRights(tx, id, { roleIds: [roleOf[below.kind]], departmentIds: [] });
  return account.name;
}

const administratorOf = (below: Below, id: string) =>
  and(eq(accounts.id, id), eq(accounts.organizationId, below.id), ne(accounts.state, "closed"));

/**
 * 重置密码 of a 全权管理员 of an organization directly below, whose administrators are told: the initial password again,
 * all their sessions end. `missing` for any other account.
 */
export function resetFullAdministrator(
  ctx: Ctx,
  branch: Branch,
  { id, administratorId }: ResetAdministratorInput,
): Promise<{ name: string }> {
  return transact(ctx, async (tx) => {
    const below = await holdBelow(tx, ctx, branch, id);
    const [account] = await tx
      .select({ id: accounts.id, name: accounts.name })
      .from(accounts)
      .where(and(administratorOf(below, administratorId), isFull(below.kind)));
    if (!account) throw missing("该管理员");
    await resetToInitialPassword(tx, account.id);
    await notifyAdministrators(tx, [below.id], {
      title: `${account.name}的登录密码已由上级部门重置`,
      body: `由${ctx.viewer.organization.name}重置为初始密码。如非本单位申请，请立即联系该部门。`,
    });
    await recordAudit(tx, actorOf(ctx), {
      action: "account.reset-password",
      subjectKind: "account",
      subjectId: account.id,
      detail: { name: account.name },
    });
    return { name: account.name };
  });
}
