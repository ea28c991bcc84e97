import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { reviewSteps } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { auditCount, decide, reviewWorld } from "@/tests/review";
import { declarationKind, remindDeclaration, withdrawDeclaration } from "./declaration";
import { listInbox } from "./queries";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

/** As if the open step had come, or been reminded of, so long ago. */
const shift = (reviewId: string, column: "openedAt" | "remindedAt", interval: string) =>
  database.owner
    .update(reviewSteps)
    .set({ [column]: sql`now() - ${interval}::interval` })
    .where(and(eq(reviewSteps.reviewId, reviewId), eq(reviewSteps.state, "open")));

const blocked = (message: RegExp) => ({ code: "blocked", message: expect.stringMatching(message) });

test("催办 after three days of waiting, once a calendar day; each is audited", async () => {
  const { declarationId: id, reviewId } = await pendingDeclaration(db, world.applicant);
  await expect(remindDeclaration(world.applicant, { id })).rejects.toMatchObject(blocked(/满 3 天/));
  await shift(reviewId, "openedAt", "2 days 23 hours 59 minutes");
  await expect(remindDeclaration(world.applicant, { id })).rejects.toMatchObject(blocked(/满 3 天/));

  await shift(reviewId, "openedAt", "3 days 1 minute");
  await remindDeclaration(world.applicant, { id });
  await expect(remindDeclaration(world.applicant, { id })).rejects.toMatchObject(blocked(/今天已催办/));
  expect(await auditCount(db, "declaration.remind", id)).toBe(1);

  await shift(reviewId, "remindedAt", "1 day");
  await remindDeclaration(world.applicant, { id });
  expect(await auditCount(db, "declaration.remind", id)).toBe(2);
});

test("of two at the same moment one is heard", async () => {
  const { declarationId: id, reviewId } = await pendingDeclaration(db, world.applicant);
  await shift(reviewId, "openedAt", "4 days");
  const results = await Promise.allSettled([1, 2].map(() => remindDeclaration(world.applicant, { id })));
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await auditCount(db, "declaration.remind", id)).toBe(1);
});

test("the inbox shows it first, and the next stage begins to wait anew", async () => {
  const inbox = async () => {
    const { rows } = await listInbox(world.unit, declarationKind, {
      ...{ tab: "open", filters: {}, order: undefined, limit: 20, offset: 0 },
    });
    return rows;
  };
  const { declarationId: id, reviewId } = await pendingDeclaration(db, world.applicant);
  expect((await inbox()).at(-1)?.subjectId).toBe(id);
  await shift(reviewId, "openedAt", "4 days");
  await remindDeclaration(world.applicant, { id });
  expect((await inbox()).find((row) => row.subjectId === id)?.remindedAt).toBeInstanceOf(Date);
  const reminded = (await inbox()).map((row) => row.remindedAt !== null);
  expect(reminded).toEqual([...reminded].sort((one, other) => Number(other) - Number(one)));

  await decide(world.unit, { ids: [reviewId] });
  await expect(remindDeclaration(world.applicant, { id })).rejects.toMatchObject(blocked(/满 3 天/));
});

test("only the side that proposed it may, and only while it waits", async () => {
  const { declarationId: id, reviewId } = await pendingDeclaration(db, world.applicant);
  await shift(reviewId, "openedAt", "4 days");
  const colleague = await ctxFor(db, (await professional(db, world.tree.unit)).account);
  // The unit and the superior see it, but they decide: it was the professional who proposed it.
  for (const other of [world.foreignUnit, world.unit, world.authority, colleague]) {
    await expect(remindDeclaration(other, { id })).rejects.toMatchObject({ code: "missing" });
  }
  await withdrawDeclaration(world.applicant, { id });
  await expect(remindDeclaration(world.applicant, { id })).rejects.toMatchObject({ code: "conflict" });
  expect(await auditCount(db, "declaration.remind", id)).toBe(0);
});
