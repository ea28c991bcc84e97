import { afterEach, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide, readInbox, reviewWorld, standing } from "@/tests/review";
import { withdrawDeclaration } from "./declaration";

/* 全部 is about what the page held when it was read, whatever has happened since. */

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeEach(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterEach(() => database.close());

const stateAt = async (declarationId: string) => (await standing(db, declarationId)).rounds.at(-1);
const untouched = "pending: open waiting waiting";
const forwarded = "pending: approved open waiting";

test("what was submitted after the page was read stays", async () => {
  const seen = [await pendingDeclaration(db, world.applicant), await pendingDeclaration(db, world.applicant)];
  const { total, target } = await readInbox(world.unit);
  const late = await pendingDeclaration(db, world.applicant);
  expect(total).toBe(2);
  expect(await decide(world.unit, target)).toEqual({ done: 2, skipped: 0 });
  for (const { declarationId } of seen) expect(await stateAt(declarationId)).toBe(forwarded);
  expect(await stateAt(late.declarationId)).toBe(untouched);
});

test("what a lower stage forwarded after the page was read stays, however old it is", async () => {
  const early = await pendingDeclaration(db, world.applicant);
  const seen = await pendingDeclaration(db, world.applicant);
  await decide(world.unit, { ids: [seen.reviewId] });
  const { target } = await readInbox(world.authority);
  await decide(world.unit, { ids: [early.reviewId] });
  expect(await decide(world.authority, target)).toEqual({ done: 1, skipped: 0 });
  expect(await stateAt(seen.declarationId)).toBe("pending: approved approved open");
  expect(await stateAt(early.declarationId)).toBe(forwarded);
});

test("what was being submitted while the page was read, and committed after, stays", async () => {
  const seen = await pendingDeclaration(db, world.applicant);
  const { account } = await professional(db, world.tree.unit);
  const slow = await ctxFor(db, account);
  const { target, late } = await db.transaction(async (tx) => {
    const written = await pendingDeclaration(tx, { ...slow, db: tx });
    return { late: written, ...(await readInbox(world.unit)) };
  });
  expect(target.expected).toBe(1);
  expect(await decide(world.unit, target)).toEqual({ done: 1, skipped: 0 });
  expect(await stateAt(seen.declarationId)).toBe(forwarded);
  expect(await stateAt(late.declarationId)).toBe(untouched);
});

test("what was being forwarded while the page was read, and committed after, stays", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  const { target } = await db.transaction(async (tx) => {
    await decide({ ...world.unit, db: tx }, { ids: [reviewId] });
    return readInbox(world.authority);
  });
  expect(await decide(world.authority, target)).toEqual({ done: 0, skipped: 0 });
  expect(await stateAt(declarationId)).toBe(forwarded);
});

test("what is corrected and comes back is another row than the one that was seen", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  const { target } = await readInbox(world.unit);
  await decide(world.unit, { ids: [reviewId] }, "reject");
  const again = await pendingDeclaration(db, world.applicant, { id: declarationId });
  expect(await decide(world.unit, target)).toEqual({ done: 0, skipped: 1 });
  expect(again.declarationId).toBe(declarationId);
  expect(await stateAt(declarationId)).toBe(untouched);
});

test("what was withdrawn or decided in between is skipped and counted", async () => {
  const [first, second, third] = [
    await pendingDeclaration(db, world.applicant),
    await pendingDeclaration(db, world.applicant),
    await pendingDeclaration(db, world.applicant),
  ];
  const { target } = await readInbox(world.unit);
  await withdrawDeclaration(world.applicant, { id: first.declarationId });
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
  await decide(colleague, { ids: [second.reviewId] }, "reject");
  expect(await decide(world.unit, target)).toEqual({ done: 1, skipped: 2 });
  expect(await stateAt(first.declarationId)).toBe("withdrawn: cancelled cancelled cancelled");
  expect(await stateAt(second.declarationId)).toBe("rejected: rejected cancelled cancelled");
  expect(await stateAt(third.declarationId)).toBe(forwarded);
  expect(await decide(world.unit, target)).toEqual({ done: 0, skipped: 3 });
});

test("ticked rows that are gone are skipped and counted too", async () => {
  const rows = [
    await pendingDeclaration(db, world.applicant),
    await pendingDeclaration(db, world.applicant),
    await pendingDeclaration(db, world.applicant),
  ];
  const ids = rows.map((row) => row.reviewId);
  await withdrawDeclaration(world.applicant, { id: rows[0]?.declarationId as string });
  await decide(world.unit, { ids: ids.slice(1, 2) });
  expect(await decide(world.unit, { ids }, "reject")).toEqual({ done: 1, skipped: 2 });
  expect(await decide(world.unit, { ids })).toEqual({ done: 0, skipped: 3 });
});

test.each([
  ["a text in the title", { q: "消防" }],
  ["the category", { category: "public" as const }],
  ["both", { q: "消防", category: "public" as const }],
])("the filter is the list's: %s", async (_, filters) => {
  const other = await pendingDeclaration(db, world.applicant);
  const fitting = await pendingDeclaration(db, world.applicant, {
    title: "消防安全培训",
    category: "public",
  });
  const { total, target } = await readInbox(world.unit, filters);
  expect(total).toBe(1);
  expect(await decide(world.unit, target)).toEqual({ done: 1, skipped: 0 });
  expect(await stateAt(fitting.declarationId)).toBe(forwarded);
  expect(await stateAt(other.declarationId)).toBe(untouched);
});

test("a filter by the person's name, or by the whole ID number", async () => {
  const { account, person } = await professional(db, world.tree.unit, { name: "赵钱孙" });
  const other = await pendingDeclaration(db, world.applicant);
  const fitting = await pendingDeclaration(db, await ctxFor(db, account));
  expect((await readInbox(world.unit, { q: "赵钱" })).total).toBe(1);
  expect((await readInbox(world.unit, { q: "赵" })).total).toBe(1);
  expect((await readInbox(world.unit, { q: person.idNumber.slice(0, 10) })).total).toBe(0);
  const { target } = await readInbox(world.unit, { q: person.idNumber.toLowerCase() });
  await decide(world.unit, target, "reject");
  expect(await stateAt(fitting.declarationId)).toBe("rejected: rejected cancelled cancelled");
  expect(await stateAt(other.declarationId)).toBe(untouched);
});

test("全部 is the own organization's alone", async () => {
  const { account } = await professional(db, world.tree.foreignUnit);
  const foreign = await pendingDeclaration(db, await ctxFor(db, account));
  const own = await pendingDeclaration(db, world.applicant);
  const { target } = await readInbox(world.unit);
  expect(await decide(world.unit, target)).toEqual({ done: 1, skipped: 0 });
  expect(await stateAt(own.declarationId)).toBe(forwarded);
  expect(await stateAt(foreign.declarationId)).toBe(untouched);
});
