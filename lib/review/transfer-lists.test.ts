import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { listTransfersOut } from "@/lib/transfer/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organization, professional } from "@/tests/fixtures";
import { reviewWorld } from "@/tests/review";
import { decideTransfers, mover, personRow, reasonText, reviewOf, wish } from "@/tests/transfer";
import { listInbox } from "./queries";
import { submitTransfer, transferKind } from "./transfer";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

test("the inbox shows the round that its unit was asked in, and finds it by the person", async () => {
  const { ctx, person } = await mover(db, world.tree.unit, { name: "调转甲" });
  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  const inbox = (tab: "open" | "decided", q: string) =>
    listInbox(world.foreignUnit, transferKind, {
      tab,
      filters: { q },
      order: undefined,
      limit: 20,
      offset: 0,
    });
  for (const q of ["调转甲", person.idNumber]) {
    expect((await inbox("open", q)).rows.map((row) => row.subject)).toEqual([
      expect.objectContaining({
        id,
        personName: "调转甲",
        fromName: world.tree.unit.name,
        toName: world.tree.foreignUnit.name,
        reason: reasonText,
      }),
    ]);
  }
  expect((await inbox("open", "调转乙")).rows).toEqual([]);
  expect(JSON.stringify((await inbox("open", "调转甲")).rows)).not.toContain(person.idNumber);

  await decideTransfers(world.foreignUnit, [await reviewOf(db, id)], "reject");
  await submitTransfer(ctx, wish(world.tree.countyUnit, { id, reason: "改去曲阜" }));
  expect((await inbox("decided", "调转甲")).rows[0]?.subject).toMatchObject({
    toName: world.tree.foreignUnit.name,
    reason: reasonText,
  });
});

test("调出记录 is the own unit's: whatever came of them, with who decided", async () => {
  const unit = await organization(db, "employer", "调出测试单位", world.tree.authority);
  const admin = await ctxFor(db, await administrator(db, unit));
  const out = async (ctx: Ctx, filters = {}) =>
    listTransfersOut(db, ctx.scope, { filters, limit: 20, offset: 0 });
  const send = async (name: string) => {
    const { account, person } = await professional(db, unit, { name });
    const ctx = await ctxFor(db, account);
    return { ctx, person, ...(await submitTransfer(ctx, wish(world.tree.foreignUnit))) };
  };
  const moved = await send("钱一");
  await decideTransfers(world.foreignUnit, [await reviewOf(db, moved.id)]);
  const refused = await send("孙二");
  await decideTransfers(world.foreignUnit, [await reviewOf(db, refused.id)], "reject", "暂无编制");
  await send("李三");
  // A new name in the new unit is none of the old unit's business.
  await db.update(persons).set({ name: "钱改名" }).where(eq(persons.id, moved.person.id));

  const { rows, total } = await out(admin);
  expect(total).toBe(3);
  expect(rows).toMatchObject([
    { personName: "李三", state: "pending", decidedAt: null },
    { personName: "孙二", state: "rejected", opinion: "暂无编制", decidedBy: world.foreignUnit.viewer.name },
    {
      personName: "钱一",
      state: "approved",
      to: { id: world.tree.foreignUnit.id },
      reason: reasonText,
      decidedBy: world.foreignUnit.viewer.name,
      decidedAt: expect.any(Date),
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain(moved.person.idNumber);
  expect((await out(admin, { state: "rejected" })).rows).toMatchObject([{ personName: "孙二" }]);
  expect((await out(admin, { q: refused.person.idNumber })).total).toBe(1);
  for (const other of [world.foreignUnit, world.authority, world.bureau]) {
    const ids = (await out(other)).rows.map((row) => row.id);
    expect(ids).not.toContain(moved.id);
  }
});

test("two and thirty take the same number of statements", async () => {
  for (const decision of ["approve", "reject"] as const) {
    const counts: number[] = [];
    for (const size of [2, 30]) {
      const movers = await Promise.all(Array.from({ length: size }, () => mover(db, world.tree.unit)));
      const reviewIds: string[] = [];
      for (const { ctx } of movers) {
        reviewIds.push(await reviewOf(db, (await submitTransfer(ctx, wish(world.tree.foreignUnit))).id));
      }
      statements.length = 0;
      expect(await decideTransfers(world.foreignUnit, reviewIds, decision)).toEqual({
        done: size,
        skipped: 0,
      });
      counts.push(statements.length);
      for (const { person } of movers) {
        const unit = decision === "approve" ? world.tree.foreignUnit : world.tree.unit;
        expect((await personRow(db, person.id)).organizationId).toBe(unit.id);
      }
    }
    expect(counts[1]).toBe(counts[0]);
  }
});
