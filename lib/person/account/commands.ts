import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accounts } from "@/db/schema";
import { endSessions } from "@/lib/account/reset";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { requirePerson } from "../queries";
import type { SetAccountInput } from "./schema";

/**
 * 注销账户 of a professional of the viewer's own unit: nobody logs in with it any more and its sessions end at once. The
 * person, their records and certificates stay. Throws `missing` (also for who has no account), `conflict` where it is
 * closed already.
 */
export function closeAccount(ctx: Ctx, { personId, reason }: SetAccountInput): Promise<void> {
  return transact(ctx, async (tx) => {
    const account = await lockAccount(tx, ctx, personId);
    if (account.state === "closed") throw new AppError("conflict", "该账户已注销，请刷新页面查看");
    await tx.update(accounts).set({ state: "closed" }).where(eq(accounts.id, account.id));
    await endSessions(tx, account.id);
    await recordAudit(tx, actorOf(ctx), {
      action: "account.close",
      subjectKind: "account",
      subjectId: account.id,
      detail: { personId, reason },
    });
  });
}

/**
 * 恢复账户: opens a closed account, which has the password that it had (重置密码 asks for its own module). Throws
 * `missing`, and `conflict` where it isn't closed.
 */
export function reopenAccount(ctx: Ctx, { personId, reason }: SetAccountInput): Promise<void> {
  return transact(ctx, async (tx) => {
    const account = await lockAccount(tx, ctx, personId);
    if (account.state !== "closed") throw new AppError("conflict", "该账户没有注销，请刷新页面查看");
    await tx.update(accounts).set({ state: "active" }).where(eq(accounts.id, account.id));
    await recordAudit(tx, actorOf(ctx), {
      action: "account.reopen",
      subjectKind: "account",
      subjectId: account.id,
      detail: { personId, reason },
    });
  });
}

/** The account of one of the viewer's own people, both locked: the person stays in the unit until `tx` ends. */
export async function lockAccount(tx: Tx, ctx: Ctx, personId: string) {
  await requirePerson(tx, ctx.scope, personId, { own: true, lock: true });
  const [account] = await tx
    .select({ id: accounts.id, state: accounts.state })
    .from(accounts)
    .where(eq(accounts.personId, personId))
    .for("no key update");
  if (!account) throw missing("该人员的账户");
  return account;
}
