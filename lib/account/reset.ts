import "server-only";
import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accounts, sessions } from "@/db/schema";
import { accountKey, forgetAccount } from "@/lib/auth/throttle";
import { initialPasswordDays } from "./rules";

/** Columns of an account that has the initial password: the last six of the ID number, for one forced change. */
export const initialPassword = {
  passwordHash: null,
  initialPasswordUntil: sql`now() + make_interval(days => ${initialPasswordDays})`,
  mustChangePassword: true,
};

/**
 * Gives an account the initial password again, ends all its sessions, and lifts a lock for wrong passwords. Whether
 * the viewer may, and the audit, are the caller's.
 */
export async function resetToInitialPassword(tx: Tx, accountId: string): Promise<void> {
  const [account] = await tx
    .update(accounts)
    .set(initialPassword)
    .where(eq(accounts.id, accountId))
    .returning({ portal: accounts.portal, idNumber: accounts.idNumber });
  if (!account) throw new Error(`there is no account ${accountId}`);
  await endSessions(tx, accountId);
  await forgetAccount(tx, accountKey(account.portal, account.idNumber));
}

/** Ends an account's sessions, all or all but one. */
export const endSessions = (tx: Tx, accountId: string, except?: string) =>
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
