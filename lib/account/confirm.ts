import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { accounts } from "@/db/schema";
import { checkPassword, type PasswordHolder } from "@/lib/auth/password";
import { accountLimit, countTry, forget, lockedRefusal } from "@/lib/auth/throttle";
import { type AppError, missing } from "@/lib/errors";

/** The viewer's account as its password is checked against. */
export async function findOwnAccount(db: Executor, accountId: string) {
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

/**
 * Passes when `password` is the viewer's own; else throws `refusal`, or `throttled` at the fifth. Counted apart from
 * logins: somebody at an unattended screen must not guess either. Not within a transaction: the count must stay.
 */
export async function confirmPassword(
  db: Executor,
  account: PasswordHolder & { id: string },
  password: string,
  refusal: AppError,
): Promise<void> {
  const key = `password:${account.id}`;
  const { last } = await countTry(db, key, accountLimit);
  if (await checkPassword(account, password)) {
    await forget(db, key);
    return;
  }
  throw last ? lockedRefusal() : refusal;
}
