import "server-only";
import { sql } from "drizzle-orm";
import { connect, db, type Executor } from "@/db/client";
import { accounts, messages, persons } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import { maskLog } from "@/lib/log-mask";
import type { Letter, Sender } from "./sender";

const batchSize = 100;
/** Letters under way at once. */
const width = 5;
/** A message is tried so long after it was written, and then given up: a mail server may be away for a night. */
const delays = ["0", "1 minute", "15 minutes", "2 hours", "12 hours"];

/** What may be sent now; older ones are left, nobody wants last month's news. */
const due = sql`sent_at is null and attempts < 5 and created_at > now() - interval '7 days'
  and created_at <= now() - (${sql.param(delays)}::interval[])[attempts + 1]`;

/** What came of a dispatch: how many were handed to the sender, and how many of those failed. */
export type DispatchOutcome = { sent: number; failed: number };

/**
 * Hands every message that is due to the sender, in batches. However many processes call it, one at a time does: it
 * holds a lock of the session on a connection of its own (to `url`), which goes free when the process dies. An attempt
 * is counted before it is made, so that a message on which a process dies is given up too. Ends early after a batch with
 * failures, which are told to `report`, one line a batch.
 */
export async function dispatchMessages(
  sender: Sender,
  {
    url = process.env.DATABASE_URL ?? "",
    site = process.env.NEXTAUTH_URL ?? "",
    report = console.error as (line: string) => void,
  } = {},
): Promise<DispatchOutcome> {
  const outcome = { sent: 0, failed: 0 };
  const base = new URL("/messages/", site);
  const own = connect(url, { max: 1 });
  try {
    for (;;) {
      // Asked anew for every batch, for a connection that broke has lost it.
      const [lock] = await own.db.execute<{ held: boolean }>(
        sql`select pg_try_advisory_lock(hashtextextended('notice.dispatch', 0)) as held`,
      );
      if (!lock?.held) return outcome;
      const batch = await claim(own.db, base);
      const { sentIds, failures } = await sendAll(sender, batch);
      if (sentIds.length > 0) {
        await own.db.execute(
          sql`update ${messages} set sent_at = now() where id = any(${uuidArray(sentIds)})`,
        );
      }
      outcome.sent += sentIds.length;
      outcome.failed += failures.length;
      if (failures.length > 0) {
        report(maskLog(`有 ${failures.length} 条消息未能发出，将稍后重试：${failures[0]}`));
      }
      if (batch.length < batchSize || failures.length > 0) return outcome;
    }
  } finally {
    await own.close();
  }
}

type Claimed = { id: string; letter: Letter };

/** Counts an attempt for the messages that are due, the oldest first, and answers them as letters. */
async function claim(executor: Executor, base: URL): Promise<Claimed[]> {
  const rows = await executor.execute<{ id: string; email: string | null; title: string; body: string }>(sql`
    with picked as (
      select id from ${messages} where ${due} order by created_at, id limit ${batchSize} for update skip locked)
    update ${messages} message set attempts = message.attempts + 1
    from picked, ${accounts} account left join ${persons} person on person.id = account.person_id
    where message.id = picked.id and account.id = message.account_id
    returning message.id, message.title, message.body,
      case when account.state = 'active' then
        nullif(case when account.person_id is null then account.email else person.email end, '') end as email`);
  return rows.map(({ id, email, title, body }) => ({
    id,
    letter: { to: email, title, body, href: new URL(id, base).href },
  }));
}

/** Sends a few at a time; one that fails keeps no other back. */
async function sendAll(sender: Sender, batch: readonly Claimed[]) {
  const sentIds: string[] = [];
  const failures: string[] = [];
  const queue = batch.values();
  const work = async () => {
    for (const { id, letter } of queue) {
      try {
        await sender.send(letter);
        sentIds.push(id);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return { sentIds, failures };
}

/** Whether anything is due: one look at an index, before a connection is opened for it. */
async function isAnythingDue(): Promise<boolean> {
  const [row] = await db.execute<{ any: boolean }>(
    sql`select exists (select 1 from ${messages} where ${due}) as any`,
  );
  return row?.any ?? false;
}

/* The development server may load this file again; the timer must not be there twice. */
const shared = globalThis as typeof globalThis & { platformDispatcher?: true };

/**
 * Dispatches every 30 seconds from now on, in this process. The timer doesn't keep the process alive; while the
 * database is away it says so once and tries on.
 */
export function startDispatcher(sender: Sender, interval = 30_000): void {
  if (shared.platformDispatcher) return;
  shared.platformDispatcher = true;
  let broken = false;
  const tick = async () => {
    try {
      if (await isAnythingDue()) await dispatchMessages(sender);
      broken = false;
    } catch (error) {
      if (!broken)
        console.error(`消息暂时无法发送，将继续重试：${error instanceof Error ? error.message : error}`);
      broken = true;
    }
    setTimeout(tick, interval).unref();
  };
  setTimeout(tick, interval).unref();
}
