import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect, type Executor } from "@/db/client";
import { reviews } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { saveDraft } from "@/lib/hours/commands";
import { declarationSchema, draftSchema } from "@/lib/hours/schema";
import { allAtBureau, bulkDeclarations } from "@/tests/bulk";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  pendingDeclaration,
  professional,
  trainingInput,
} from "@/tests/fixtures";
import { auditCount, decide, reviewWorld, standing } from "@/tests/review";
import { submitDeclaration, withdrawDeclaration } from "./declaration";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
/** As many connections as there are racers, so that they really run at once. */
let crowd: ReturnType<typeof connect>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
  crowd = connect(database.url, { max: 20 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});

const atOnce = (ctx: Ctx): Ctx => ({ ...ctx, db: crowd.db });

/** What came of pieces of work started together. */
async function race<T>(work: Promise<T>[]) {
  const results = await Promise.allSettled(work);
  return {
    won: results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : [])),
    lost: results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : [])),
  };
}

test("20 decisions of one review at once: one wins, one audit row, 19 are told who was first", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  const reviewers = await Promise.all(
    Array.from({ length: 20 }, async (_, index) =>
      atOnce(await ctxFor(db, await administrator(db, world.tree.unit, { name: `审核员${index}` }))),
    ),
  );
  const { won, lost } = await race(reviewers.map((reviewer) => decide(reviewer, { ids: [reviewId] })));
  expect(won).toEqual([{ done: 1, skipped: 0 }]);
  const message = expect.stringMatching(/^该学时申报已由审核员\d+于 \d{4}-\d\d-\d\d \d\d:\d\d 通过$/);
  expect(lost).toEqual(
    Array.from({ length: 19 }, () => expect.objectContaining({ code: "conflict", message })),
  );
  expect(new Set(lost.map((error) => (error as Error).message)).size).toBe(1);
  expect(await auditCount(db, "declaration.approve", declarationId)).toBe(1);
  expect((await standing(db, declarationId)).rounds).toEqual(["pending: approved open waiting"]);
});

test("yes and no at once: one of them", async () => {
  for (let round = 0; round < 8; round++) {
    const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
    const target = { ids: [reviewId] };
    const { won, lost } = await race([
      decide(atOnce(world.unit), target, "approve"),
      decide(atOnce(world.unit), target, "reject"),
    ]);
    expect(won).toEqual([{ done: 1, skipped: 0 }]);
    expect(lost).toEqual([expect.objectContaining({ code: "conflict" })]);
    const { rounds } = await standing(db, declarationId);
    expect(["pending: approved open waiting", "rejected: rejected cancelled cancelled"]).toContain(rounds[0]);
    if (rounds[0]?.startsWith("pending")) await withdrawOthers(reviewId);
  }
});

/** Rejects what a race left pending, so that it doesn't fill the applicant's cap. */
const withdrawOthers = (reviewId: string) => decide(world.authority, { ids: [reviewId] }, "reject");

test("yes and withdrawal at once: one of them", async () => {
  for (let round = 0; round < 8; round++) {
    const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
    const { won, lost } = await race<unknown>([
      decide(atOnce(world.unit), { ids: [reviewId] }),
      withdrawDeclaration(atOnce(world.applicant), { id: declarationId }),
    ]);
    expect(won).toHaveLength(1);
    expect(lost).toEqual([expect.objectContaining({ code: expect.stringMatching(/conflict|blocked/) })]);
    const { state, rounds } = await standing(db, declarationId);
    expect([
      ["pending", "pending: approved open waiting"],
      ["withdrawn", "withdrawn: cancelled cancelled cancelled"],
    ]).toContainEqual([state, rounds[0]]);
    if (state === "pending") await withdrawOthers(reviewId);
  }
});

test("a withdrawal that comes too late never locks a later stage out", async () => {
  for (let round = 0; round < 10; round++) {
    const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
    await decide(world.unit, { ids: [reviewId] });
    const { won, lost } = await race<unknown>([
      decide(atOnce(world.authority), { ids: [reviewId] }, "reject"),
      withdrawDeclaration(atOnce(world.applicant), { id: declarationId }),
    ]);
    expect(won).toEqual([{ done: 1, skipped: 0 }]);
    expect(lost).toEqual([expect.objectContaining({ code: expect.stringMatching(/conflict|blocked/) })]);
  }
});

/** Reviews that wait at the bureau, in the order of their ids; their inbox shows them in another. */
async function waitingAtBureau(count: number) {
  const accountId = world.bureau.viewer.accountId;
  const unitIds = [world.tree.unit.id];
  await bulkDeclarations(database.owner, { unitIds, accountId, count, stage: allAtBureau });
  await database.owner.execute(sql`
    update review_steps set submitted_at = submitted_at - abs(hashtext(review_id::text)) % 100000 * interval '1 second'
    where state = 'open'`);
  const rows = await db
    .select({ reviewId: reviews.id, subjectId: reviews.subjectId })
    .from(reviews)
    .where(and(eq(reviews.submittedBy, accountId), eq(reviews.state, "pending")))
    .orderBy(asc(reviews.id));
  return { rows, ids: rows.map((row) => row.reviewId) };
}

test("two overlapping batches in opposite order: no deadlock, each review decided once", async () => {
  const { rows, ids } = await waitingAtBureau(120);
  const other = await ctxFor(db, await administrator(db, world.tree.bureau));
  const { won, lost } = await race([
    decide(atOnce(world.bureau), { ids: ids.slice(0, 90) }),
    decide(atOnce(other), { ids: ids.slice(30).reverse() }),
  ]);
  expect(lost).toEqual([]);
  expect(won.reduce((sum, { done }) => sum + done, 0)).toBe(120);
  expect(won.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(60);
  for (const { subjectId } of rows) {
    expect(await auditCount(db, "declaration.approve", subjectId)).toBe(1);
  }
  expect(await standing(db, rows[60]?.subjectId as string)).toMatchObject({
    state: "approved",
    credits: [2],
  });
});

test("a batch that waits for its first review holds none of the later ones", async () => {
  const { ids } = await waitingAtBureau(60);
  const free = sql`select id from reviews where id = any(${uuidArray(ids)}) for update skip locked`;
  const { batch, unlocked } = await crowd.db.transaction(async (tx) => {
    await tx.execute(sql`select from reviews where id = ${ids[0]} for update`);
    const waiting = decide(atOnce(world.bureau), { ids });
    await vi.waitFor(async () => {
      expect(await db.execute(sql`select from pg_locks where not granted`)).not.toEqual([]);
    });
    return { batch: { outcome: waiting }, unlocked: await db.execute(free) };
  });
  expect(unlocked).toHaveLength(ids.length - 1);
  expect(await batch.outcome).toEqual({ done: 60, skipped: 0 });
});

async function freshApplicant() {
  const { account, person } = await professional(db, world.tree.unit);
  const ctx = atOnce(await ctxFor(db, account));
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  return { ctx, input: (overrides = {}) => trainingInput(person.id, files, overrides) };
}

test("a draft submitted twice at once is submitted once", async () => {
  const { ctx, input } = await freshApplicant();
  const filled = input();
  const { id } = await saveDraft(ctx, draftSchema.parse(filled));
  const declaration = declarationSchema.parse({ ...filled, id });
  const { won, lost } = await race(Array.from({ length: 4 }, () => submitDeclaration(ctx, declaration)));
  expect(won).toEqual([{ id }]);
  const message = "该申报已提交或已不存在，不能再修改，请返回列表查看";
  expect(lost).toEqual(
    Array.from({ length: 3 }, () => expect.objectContaining({ code: "conflict", message })),
  );
  expect((await standing(db, id)).rounds).toEqual(["pending: open waiting waiting"]);
});

test("the same item is declared once, however it is written, at once or later", async () => {
  const { ctx, input } = await freshApplicant();
  const spellings = ["BIM 技术培训班（第2期）", "ＢＩＭ技术培训班(第２期)", "bim技术培训班 第2期"];
  const { won, lost } = await race(
    spellings.map((title) => submitDeclaration(ctx, declarationSchema.parse(input({ title })))),
  );
  expect(won).toHaveLength(1);
  const refusal = expect.objectContaining({
    code: "conflict",
    message: expect.stringMatching(/^同一项目不能重复申报：申报编号 SB\d{4}-\d{6}正在审核$/),
    fields: { title: "该项目已申报过" },
  });
  expect(lost).toEqual([refusal, refusal]);
  const again = declarationSchema.parse(input({ title: spellings[0] }));
  await expect(submitDeclaration(ctx, again)).rejects.toEqual(refusal);
  await withdrawDeclaration(ctx, { id: won[0]?.id as string });
  await expect(submitDeclaration(ctx, again)).resolves.toBeDefined();
});

test("two declarations at once don't pass a cap together", async () => {
  const { ctx, input } = await freshApplicant();
  const submit = (hours: number) => submitDeclaration(ctx, declarationSchema.parse(input({ hours })));
  // The example rules allow 60 hours of training a year, and three days 24.
  await submit(24);
  await submit(16);
  // Every connection is open before the race.
  await Promise.all(Array.from({ length: 20 }, () => crowd.db.execute(sql`select pg_sleep(0.05)`)));
  const { won, lost } = await race([submit(20), submit(20), submit(20)]);
  expect(won).toHaveLength(1);
  const refusal = expect.objectContaining({
    code: "invalid",
    message: "申报学时超出 20 学时：该学习形式全年最多 60 学时，已申报 60 学时（含审核中），还可申报 0 学时",
  });
  expect(lost).toEqual([refusal, refusal]);
});
