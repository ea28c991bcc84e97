import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { accounts } from "@/db/schema";
import { actorOf, recordAudit } from "@/lib/audit";
import { hashPassword } from "@/lib/auth/password";
import { type Ctx, transact } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { lockAccount } from "@/lib/person/account/commands";
import { confirmPassword, findOwnAccount } from "./confirm";
import { endSessions, resetToInitialPassword } from "./reset";
import { objectionToPassword } from "./rules";
import type { ChangePasswordInput, ResetPasswordInput } from "./schema";

const unchanged = "密码没有修改，请按提示更正";

/**
 * §2.1: gives the viewer's own account a new password and ends its other sessions. Throws `invalid` (with the
 * field) when the old one is wrong or the new one breaks the rules, `throttled` after five wrong old ones.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const { accountId, sessionId } = ctx.viewer;
  const account = await findOwnAccount(ctx.db, accountId);
  const wrong = new AppError("invalid", unchanged, { oldPassword: "原密码不正确" });
  await confirmPassword(ctx.db, account, input.oldPassword, wrong);
  const objection = objectionToPassword(input.newPassword, {
    idNumber: account.idNumber,
    oldPassword: input.oldPassword,
  });
  if (objection) throw new AppError("invalid", unchanged, { newPassword: objection });

  const passwordHash = await hashPassword(input.newPassword);
  await transact(ctx, async (tx) => {
    const [changed] = await tx
      .update(accounts)
      .set({ passwordHash, initialPasswordUntil: null, mustChangePassword: false })
      .where(
        and(
          eq(accounts.id, accountId),
          eq(accounts.state, "active"),
          sql`${accounts.passwordHash} is not distinct from ${account.passwordHash}`,
        ),
      )
      .returning({ id: accounts.id });
    if (!changed) throw new AppError("conflict", "密码刚刚在别处被修改，请重新登录");
    await endSessions(tx, accountId, sessionId);
    await recordAudit(tx, actorOf(ctx), {
      action: "account.change-password",
      subjectKind: "account",
      subjectId: accountId,
    });
  });
}

/**
 * §10.2: gives a professional of the viewer's own unit the initial password (last six of the ID number, good
 * for 30 days and one forced change), ends all their sessions, and lifts a lock for wrong passwords. A person
 * who is unknown, another unit's, or has no account is `missing`; a closed account is a `conflict`.
 */
export async function resetPassword(ctx: Ctx, { personId }: ResetPasswordInput): Promise<void> {
  await transact(ctx, async (tx) => {
    const account = await lockAccount(tx, ctx, personId);
    if (account.state === "closed") throw new AppError("conflict", "该人员的账户已注销，请先恢复账户");
    await resetToInitialPassword(tx, account.id);
    await recordAudit(tx, actorOf(ctx), {
      action: "account.reset-password",
      subjectKind: "account",
      subjectId: account.id,
      detail: { personId },
    });
  });
}
