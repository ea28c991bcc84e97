import "server-only";
import { randomInt } from "node:crypto";
import { eq, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Portal } from "@/db/enums";
import { throttles } from "@/db/schema";
import { AppError } from "@/lib/errors";
import { sign } from "./secret";

/** Wrong passwords of one account (known browsers apart) and of one address before a lock. */
export const accountLimit = 5;
export const addressLimit = 50;
const lockMinutes = 15;

/** The name under which an account is counted, whether it exists or not. It tells nobody the ID number. */
export const accountKey = (portal: Portal, idNumber: string): string =>
  sign("throttle", `${portal}:${idNumber}`).slice(0, 22);

/** What tries to log in are counted by: strangers to an account, one of its known browsers, an address. */
export const loginKeys = {
  strangers: (account: string) => `login:${account}`,
  browser: (account: string, device: string) => `login:${account}:${device}`,
  address: (address: string) => `login-address:${address}`,
};

const elapsed = (moment: typeof throttles.windowEndsAt | typeof throttles.lockedUntil) =>
  sql`${moment} <= now()`;
const minutesFromNow = (minutes: number) => sql`now() + make_interval(mins => ${minutes})`;

/**
 * Counts one try at a password before it is checked, so that no number of simultaneous tries gets past
 * the limit. The try that reaches `limit` within 15 minutes is still checked, and locks the key for 15 minutes
 * from now. A locked key refuses every try, the right password too; such tries neither count nor
 * prolong the lock. After a right password call `forget` (an account's key) or `giveBack` (an address's).
 */
export async function countTry(db: Executor, key: string, limit: number): Promise<{ last: boolean }> {
  await removeElapsed(db);
  const fresh = sql`(${elapsed(throttles.windowEndsAt)} or ${throttles.lockedUntil} is not null)`;
  const [row] = await db
    .insert(throttles)
    .values({ key, count: 1, windowEndsAt: minutesFromNow(lockMinutes) })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        count: sql`case when ${fresh} then 1 else ${throttles.count} + 1 end`,
        windowEndsAt: sql`case when ${fresh} then excluded.window_ends_at else ${throttles.windowEndsAt} end`,
        lockedUntil: sql`case when not ${fresh} and ${throttles.count} + 1 >= ${limit} then ${minutesFromNow(lockMinutes)} end`,
      },
      setWhere: sql`${throttles.lockedUntil} is null or ${elapsed(throttles.lockedUntil)}`,
    })
    .returning({ count: throttles.count });
  if (row) return { last: row.count >= limit };
  const [lock] = await db
    .select({ minutes: remainingMinutes(throttles.lockedUntil) })
    .from(throttles)
    .where(eq(throttles.key, key));
  throw lockedRefusal(lock?.minutes);
}

/** Forgets all tries of a key: the password was right. */
export const forget = (db: Executor, key: string) => db.delete(throttles).where(eq(throttles.key, key));

/** Lifts every lock on logging in to an account, for strangers and known browsers: its password was reset. */
export function forgetAccount(db: Executor, account: string) {
  const key = loginKeys.strangers(account);
  return db
    .delete(throttles)
    .where(or(eq(throttles.key, key), sql`starts_with(${throttles.key}, ${`${key}:`})`));
}

/** Takes one counted try back: that one was right, which says nothing of the others from its address. */
export const giveBack = (db: Executor, key: string) =>
  db
    .update(throttles)
    .set({ count: sql`greatest(${throttles.count} - 1, 0)`, lockedUntil: null })
    .where(eq(throttles.key, key));

/** What the try that locks a key, and every one until the lock ends, is told. */
export const lockedRefusal = (minutes = lockMinutes) =>
  new AppError("throttled", `密码错误次数过多，请 ${minutes} 分钟后再试`);

/**
 * Takes one of `limit` tokens that a key has in each window of `seconds`; throws `throttled` when none is
 * left. For whatever anybody may call: name the key after the matter and the caller, `verify:<address>`.
 */
export async function takeToken(
  db: Executor,
  key: string,
  { limit, seconds }: { limit: number; seconds: number },
): Promise<void> {
  await removeElapsed(db);
  const over = elapsed(throttles.windowEndsAt);
  const [row] = await db
    .insert(throttles)
    .values({ key, count: 1, windowEndsAt: sql`now() + make_interval(secs => ${seconds})` })
    .onConflictDoUpdate({
      target: throttles.key,
      set: {
        count: sql`case when ${over} then 1 else least(${throttles.count}, ${limit}) + 1 end`,
        windowEndsAt: sql`case when ${over} then excluded.window_ends_at else ${throttles.windowEndsAt} end`,
      },
    })
    .returning({ count: throttles.count, minutes: remainingMinutes(throttles.windowEndsAt) });
  if (row && row.count > limit) {
    throw new AppError("throttled", `操作过于频繁，请 ${row.minutes} 分钟后再试`);
  }
}

const remainingMinutes = (moment: typeof throttles.windowEndsAt | typeof throttles.lockedUntil) =>
  sql<number>`greatest(1, ceil(extract(epoch from ${moment} - now()) / 60))::int`;

/** One call in a hundred sweeps out what is over. */
async function removeElapsed(db: Executor) {
  if (randomInt(100) > 0) return;
  await db
    .delete(throttles)
    .where(sql`${throttles.windowEndsAt} < now() and coalesce(${throttles.lockedUntil} < now(), true)`);
}
