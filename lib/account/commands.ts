import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Executor, Tx } from "@/db/client";
import { accounts, persons, sessions } from "@/db/schema";
import { own } from "@/lib/access/scope";
import { actorOf, recordAudit } from "@/lib/audit";
import { checkPassword, hashPassword } from "@/lib/auth/password";
import {
  accountKey,
  accountLimit,
  countTry,
  forget,
  forgetAccount,
  lockedRefusal,
} from "@/lib/auth/throttle";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { initialPasswordDays, objectionToPassword } from "./rules";
import type { ChangePasswordInput, ResetPasswordInput } from "./schema";

const unchanged = "密码没有修改，请按提示更正";

/**
 * §2.1: gives the viewer's own account a new password and ends its other sessions. Throws `invalid` (with the
 * field) when the old one is wrong or the new one breaks the rules, `throttled` after five wrong old ones.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const { accountId, sessionId } = ctx.viewer;
  const account = await findOwnAccount(ctx.db, accountId);
  await confirmOldPassword(ctx.db, account, input.oldPassword);
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
 * who is unknown, another unit's, or has no account is `missing`.
 */
export async function resetPassword(ctx: Ctx, { personId }: ResetPasswordInput): Promise<void> {
  await transact(ctx, async (tx) => {
    const [account] = await tx
      .update(accounts)
      .set({
        passwordHash: null,
        initialPasswordUntil: sql`now() + make_interval(days => ${initialPasswordDays})`,
        mustChangePassword: true,
      })
      .from(persons)
      .where(
        and(
          eq(persons.id, accounts.personId),
          eq(persons.id, personId),
          own(ctx.scope, { organizationId: persons.organizationId, personId: persons.id }),
        ),
      )
      .returning({ id: accounts.id, portal: accounts.portal, idNumber: accounts.idNumber });
    if (!account) throw missing("人员");
    await endSessions(tx, account.id);
    await forgetAccount(tx, accountKey(account.portal, account.idNumber));
    await recordAudit(tx, actorOf(ctx), {
      action: "account.reset-password",
      subjectKind: "account",
      subjectId: account.id,
      detail: { personId },
    });
  });
}

async function findOwnAccount(db: Executor, accountId: string) {
  const [account] = await db
    .select({
      id: accounts.id,
      idNumber: accounts.idNumber,
      passwordHash: accounts.passwordHash,
      initialPasswordValid: sql<boolean>`coalesce(${accounts.initialPasswordUntil} > now(), false)`,
    })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (!account) throw missing("账户");
  return account;
}

/** Counted apart from logins: somebody at an unattended screen must not guess either. */
async function confirmOldPassword(
  db: Executor,
  account: Awaited<ReturnType<typeof findOwnAccount>>,
  oldPassword: string,
) {
  const key = `password:${account.id}`;
  const { last } = await countTry(db, key, accountLimit);
  if (await checkPassword(account, oldPassword)) {
    await forget(db, key);
    return;
  }
  if (last) throw lockedRefusal();
  throw new AppError("invalid", unchanged, { oldPassword: "原密码不正确" });
}

/** Ends an account's sessions, all or all but one. */
const endSessions = (tx: Tx, accountId: string, except?: string) =>
  tx
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(sessions.accountId, accountId),
        isNull(sessions.endedAt),
        except ? ne(sessions.id, except) : undefined,
      ),
    );
