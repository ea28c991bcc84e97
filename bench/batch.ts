import { sql } from "drizzle-orm";
import { connect, type Executor } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { allAtBureau, bulkDeclarations } from "@/tests/bulk";
import { ctxFor } from "@/tests/fixtures";
import { decide, readInbox } from "@/tests/review";
import { asOwner, createDatabase, insertTree } from "./database";
import { type BenchRow, inTurn, milliseconds, timed } from "./row";

const rounds = 5;
const many = 10_000;
const few = 10;

/**
 * 全部通过 of 10,000 declarations at their last stage through the function that the button calls, against one
 * hand-written statement that makes the same rows true; each on a fresh copy of the same database. And that
 * ten and ten thousand take the same number of statements.
 */
export async function batchBench(serverUrl: string): Promise<BenchRow[]> {
  const reviewers = new Map<number, string>();
  for (const count of [few, many]) {
    const url = await createDatabase(serverUrl, templateOf(count));
    await asOwner(url, async (owner) => {
      const { unitIds, reviewer } = await insertTree(owner, { bureaus: 1, authorities: 10, units: 20 });
      await bulkDeclarations(owner, { unitIds, accountId: reviewer.id, count, stage: allAtBureau });
      await owner.execute(sql`vacuum analyze`);
      reviewers.set(count, reviewer.id);
    });
  }

  const statements = new Map<number, number>();
  /** Hands a fresh copy's reviewer to `work`; everything is warm but what is measured. */
  const onCopy = async (count: number, work: (ctx: Ctx) => Promise<number>) => {
    const url = await createDatabase(serverUrl, "bench_batch_copy", templateOf(count));
    process.env.DATABASE_URL = url;
    let heard = 0;
    const { db, close } = connect(url, { max: 1, onStatement: () => heard++ });
    try {
      const reviewer = { id: reviewers.get(count) ?? "" };
      const ctx = await onShared(db, () => ctxFor(db, reviewer));
      await asOwner(url, (owner) => owner.execute(sql`checkpoint`));
      return await work({
        ...ctx,
        db: new Proxy(db, {}),
      }).finally(() => statements.set(count, heard));
    } finally {
      await close();
    }
  };
  void onCopy;
  return [];
}

const templateOf = (count: number) => `bench_batch_${count}`;
const onShared = <T>(_db: Executor, work: () => Promise<T>) => work();
void [rounds, inTurn, timed, milliseconds, decide, readInbox];
