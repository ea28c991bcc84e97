import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import { declarations, transfers } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { declarationSchema } from "@/lib/hours/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { evidenceRow, trainingInput } from "@/tests/fixtures";
import { reviewWorld } from "@/tests/review";
import {
  decideTransfers,
  type Mover,
  mover,
  personRow,
  reviewOf,
  transferRow,
  waitingDeclarations,
  wish,
} from "@/tests/transfer";
import { submitDeclaration } from "./declaration";
import { submitPersonChange } from "./person-change";
import { submitTransfer, withdrawTransfer } from "./transfer";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
/** Enough connections that racers really run at once. */
let crowd: ReturnType<typeof connect>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
  crowd = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});

const atOnce = (ctx: Ctx): Ctx => ({ ...ctx, db: crowd.db });

test("a person has one open transfer, also when several are sent at once", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  const results = await Promise.allSettled(
    [world.tree.foreignUnit, world.tree.countyUnit, world.tree.subUnit, world.tree.foreignUnit].map((unit) =>
      submitTransfer(atOnce(ctx), wish(unit)),
    ),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  for (const result of results) {
    if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "conflict" });
  }
  expect(await db.$count(transfers, eq(transfers.personId, person.id))).toBe(1);
});

/** A valid declaration of a person, ready to be sent. */
async function typed({ person, account }: Mover) {
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  return declarationSchema.parse(trainingInput(person.id, files));
}

/** In turn one and the other gets away first, so that both orders happen. */
const both = (index: number, first: () => Promise<unknown>, second: () => Promise<unknown>) =>
  Promise.allSettled(index % 2 === 0 ? [first(), second()] : [second(), first()].reverse());

test.each([
  ["a declaration", "declaration"],
  ["a change of the person's data", "person-change"],
] as const)("a transfer and %s submitted at once: never both under review", async (_, other) => {
  const seen = new Set<string>();
  for (let index = 0; index < 16; index++) {
    const someone = await mover(db, world.tree.unit);
    const declaration = await typed(someone);
    await both(
      index,
      () => submitTransfer(atOnce(someone.ctx), wish(world.tree.foreignUnit)),
      () =>
        other === "declaration"
          ? submitDeclaration(atOnce(someone.ctx), declaration)
          : submitPersonChange(atOnce(someone.ctx), { position: "教研组长", evidence: {} }),
    );
    const open = await db.execute<{ kind: string }>(sql`
      select kind from reviews where person_id = ${someone.person.id} and state = 'pending'`);
    expect(open).toHaveLength(1);
    seen.add(open[0]?.kind as string);
  }
  expect(seen).toEqual(new Set(["transfer", other]));
});

test("a declaration submitted while a transfer is approved is refused, or goes to the new unit", async () => {
  const seen = new Set<string>();
  for (let index = 0; index < 24; index++) {
    const someone = await mover(db, world.tree.unit);
    const declaration = await typed(someone);
    const { id } = await submitTransfer(someone.ctx, wish(world.tree.foreignUnit));
    const reviewId = await reviewOf(db, id);
    // The declaration starts a little later each time, so that it meets every moment of the approval.
    const results = await both(
      index,
      () => decideTransfers(atOnce(world.foreignUnit), [reviewId]),
      async () => {
        await crowd.db.execute(sql`select pg_sleep(${(index % 12) ** 2 * 0.0015}::float8)`);
        return submitDeclaration(atOnce(someone.ctx), declaration);
      },
    );
    expect(results[0]).toMatchObject({ status: "fulfilled" });
    expect((await personRow(db, someone.person.id)).organizationId).toBe(world.tree.foreignUnit.id);
    const [written] = await db
      .select()
      .from(declarations)
      .where(eq(declarations.personId, someone.person.id));
    if (written) {
      expect(written).toMatchObject({ state: "pending", organizationId: world.tree.foreignUnit.id });
      const [route] = await db.execute<{ first: string }>(sql`
        select step.organization_id as first from reviews join review_steps step on step.review_id = reviews.id
        where reviews.subject_id = ${written.id} and step.position = 1`);
      expect(route?.first).toBe(world.tree.foreignUnit.id);
      seen.add("declared");
    } else {
      expect(results[1]).toMatchObject({ status: "rejected", reason: { code: "blocked" } });
      seen.add("refused");
    }
  }
  expect(seen).toEqual(new Set(["declared", "refused"]));
});

test("a declaration that waits for an approval finds the person in the new unit, and the old unit nobody", async () => {
  for (const asker of ["person", "unit"] as const) {
    const someone = await mover(db, world.tree.unit);
    const declaration = await typed(someone);
    const { id } = await submitTransfer(someone.ctx, wish(world.tree.foreignUnit));
    const reviewId = await reviewOf(db, id);
    const waiting = await crowd.db.transaction(async (tx) => {
      await decideTransfers({ ...world.foreignUnit, db: tx }, [reviewId]);
      const submission = submitDeclaration(
        asker === "person" ? atOnce(someone.ctx) : atOnce(world.unit),
        declaration,
      );
      submission.catch(() => {});
      await expect.poll(() => db.execute(sql`select 1 from pg_locks where not granted`)).not.toEqual([]);
      return { submission };
    });
    if (asker === "unit") {
      await expect(waiting.submission).rejects.toMatchObject({ code: "missing" });
    } else {
      const { id: declarationId } = await waiting.submission;
      expect(await waitingDeclarations(world.foreignUnit)).toContain(declarationId);
    }
  }
});

test("yes and withdrawal at once: one of them", async () => {
  for (let index = 0; index < 8; index++) {
    const { ctx, person } = await mover(db, world.tree.unit);
    const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
    const reviewId = await reviewOf(db, id);
    const results = await both(
      index,
      () => decideTransfers(atOnce(world.foreignUnit), [reviewId]),
      () => withdrawTransfer(atOnce(ctx), { id }),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const { state } = await transferRow(db, id);
    expect([
      ["approved", world.tree.foreignUnit.id],
      ["withdrawn", world.tree.unit.id],
    ]).toContainEqual([state, (await personRow(db, person.id)).organizationId]);
  }
});
