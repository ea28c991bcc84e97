import { sql } from "drizzle-orm";
import { declarationKind } from "@/lib/review/declaration";
import { listInbox } from "@/lib/review/queries";
import { bulkDeclarations } from "@/tests/bulk";
import { ctxFor } from "@/tests/fixtures";
import { asApplication, asOwner, createDatabase, insertTree } from "./database";
import { type BenchRow, inTurn, median, timed } from "./row";

const small = 10_000;
const large = 1_000_000;

/** A database with somebody who reviews in it. */
export type ReviewSite = { url: string; reviewer: { id: string } };

/** Of a hundred declarations four wait at the units, four at the authorities, ten at the bureaus; the rest are credited. */
const spread = sql`case when abs(hashint4(n)) % 100 < 4 then 1 when abs(hashint4(n)) % 100 < 8 then 2
                        when abs(hashint4(n)) % 100 < 18 then 3 else 0 end`;

/** The pending list as its page reads it, over 1,000,000 declarations against 10,000, at one of eight bureaus. */
export async function listBench(serverUrl: string): Promise<{ row: BenchRow; site: ReviewSite }> {
  const readLarge = await prepare(serverUrl, large);
  const readSmall = await prepare(serverUrl, small);
  const [slow, fast] = await inTurn(20, readLarge.time, readSmall.time);
  const row: BenchRow = {
    name: "pending list over 1,000,000 / over 10,000 declarations",
    ratio: slow / fast,
    limit: 1.3,
    bound: "max",
    details: { largeMs: slow, smallMs: fast, largeInbox: readLarge.open, smallInbox: readSmall.open },
  };
  return { row, site: readLarge.site };
}

/** A database of `count` declarations, and who reads it; `time` reads the first page of the reviewer's list ten times. */
async function prepare(serverUrl: string, count: number) {
  const url = await createDatabase(serverUrl, `bench_list_${count}`);
  const reviewer = await asOwner(url, async (owner) => {
    const { unitIds, reviewer } = await insertTree(owner, { bureaus: 8, authorities: 10, units: 25 });
    await bulkDeclarations(owner, { unitIds, accountId: reviewer.id, count, stage: spread });
    await owner.execute(sql`vacuum analyze`);
    return reviewer;
  });
  const read = () =>
    asApplication(
      url,
      () => {},
      async (db) => {
        const ctx = await ctxFor(db, reviewer);
        const list = () =>
          listInbox(ctx, declarationKind, {
            tab: "open",
            filters: {},
            order: undefined,
            limit: 20,
            offset: 0,
          });
        const { open } = await list();
        const times: number[] = [];
        for (let index = 0; index < 10; index++) times.push(await timed(list));
        return { open, time: median(times) };
      },
    );
  return { site: { url, reviewer }, open: (await read()).open, time: async () => (await read()).time };
}
