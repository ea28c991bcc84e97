import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide, readInbox, reviewWorld, standing } from "@/tests/review";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

/** Everything that a decision could change. */
const everything = () =>
  db.execute(sql`
    select (select md5(string_agg(s::text, ';' order by id)) from review_steps s) as steps,
           (select md5(string_agg(r::text, ';' order by id)) from reviews r) as reviews,
           (select md5(string_agg(d::text, ';' order by id)) from declarations d) as declarations,
           (select count(*) from credit_records) as credits, (select count(*) from audit_log) as audits`);

const missing = { code: "missing", message: "所选学时申报不存在，或不在您的管理范围内" };

test("one forged id in a selection refuses the whole and changes nothing", async () => {
  const { account } = await professional(db, world.tree.foreignUnit);
  const foreign = await pendingDeclaration(db, await ctxFor(db, account));
  const mine = await pendingDeclaration(db, world.applicant);
  const passed = await pendingDeclaration(db, world.applicant);
  await decide(world.unit, { ids: [passed.reviewId] });
  await decide(world.foreignUnit, { ids: [foreign.reviewId] });
  const rejected = await pendingDeclaration(db, world.applicant);
  await decide(world.unit, { ids: [rejected.reviewId] }, "reject");

  const forgeries = [
    ["a foreign unit's review", world.unit, mine.reviewId, foreign.reviewId],
    ["an id that nothing has", world.unit, mine.reviewId, randomUUID()],
    ["a declaration's id in place of its review's", world.unit, mine.reviewId, mine.declarationId],
    ["a review that has not come so far", world.authority, passed.reviewId, mine.reviewId],
    ["a review that never came so far", world.authority, passed.reviewId, rejected.reviewId],
    ["a review of another branch", world.foreignAuthority, foreign.reviewId, passed.reviewId],
  ] as const;
  const before = await everything();
  for (const [what, reviewer, good, forged] of forgeries) {
    for (const decision of ["approve", "reject"] as const) {
      await expect(decide(reviewer, { ids: [good, forged] }, decision), what).rejects.toMatchObject(missing);
      await expect(decide(reviewer, { ids: [forged] }, decision), what).rejects.toMatchObject(missing);
    }
  }
  expect(await everything()).toEqual(before);
});

test("a review of another kind is none of this one's", async () => {
  const { reviewId } = await pendingDeclaration(db, world.applicant);
  const asKind = (kind: string) =>
    database.owner.transaction(async (tx) => {
      // The one kind there is fills the check; a second one is arranged by lifting it.
      await tx.execute(sql`alter table review_steps drop constraint if exists review_steps_kind_check`);
      await tx.execute(sql`update review_steps set kind = ${kind} where review_id = ${reviewId}`);
    });
  await asKind("transfer");
  await expect(decide(world.unit, { ids: [reviewId] })).rejects.toMatchObject(missing);
  const { total } = await readInbox(world.unit);
  await asKind("declaration");
  expect((await readInbox(world.unit)).total).toBe(total + 1);
  await expect(decide(world.unit, { ids: [reviewId] })).resolves.toEqual({ done: 1, skipped: 0 });
});

test("a professional decides nothing", async () => {
  const { reviewId } = await pendingDeclaration(db, world.applicant);
  await expect(decide(world.applicant, { ids: [reviewId] })).rejects.toMatchObject({ code: "forbidden" });
});

test("nobody decides about themself, by ticking or by 全部", async () => {
  const { account, person } = await professional(db, world.tree.unit);
  const own = await pendingDeclaration(db, await ctxFor(db, account));
  const self = await ctxFor(db, await administrator(db, world.tree.unit, { idNumber: person.idNumber }));
  const { total: others } = await readInbox(self);
  expect((await readInbox(world.unit)).total).toBe(others + 1);
  await expect(decide(self, { ids: [own.reviewId] })).rejects.toMatchObject({ code: "missing" });
  const { target } = await readInbox(self);
  await decide(self, target);
  expect((await standing(db, own.declarationId)).rounds).toEqual(["pending: open waiting waiting"]);
  await expect(decide(world.unit, { ids: [own.reviewId] })).resolves.toEqual({ done: 1, skipped: 0 });
});
