import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import type { PersonState } from "@/db/enums";
import { formatDate } from "@/lib/date";
import { setPersonState } from "@/lib/person/state/commands";
import { listStateChanges } from "@/lib/person/state/queries";
import { moverRefusal } from "@/lib/transfer/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { pendingDeclaration } from "@/tests/fixtures";
import { reviewWorld } from "@/tests/review";
import { decideTransfers, type Mover, mover, personRow, reviewOf, wish } from "@/tests/transfer";
import { submitTransfer } from "./transfer";

/* Who has left can be taken over: the unit's yes makes them 在岗 again. */

const statements: string[] = [];
let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

const set = ({ person }: Mover, state: PersonState) =>
  setPersonState(world.unit, { ids: [person.id], state, effectiveOn: "2026-06-30", reason: "合同到期" });

/** Asks to move, and answers the review that waits. */
async function ask({ ctx }: Mover): Promise<string> {
  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  return reviewOf(db, id);
}

test.each(["left", "retired"] as const)(
  "who is %s is 在岗 with the unit that takes them over",
  async (state) => {
    const someone = await mover(db, world.tree.unit);
    await set(someone, state);
    await decideTransfers(world.foreignUnit, [await ask(someone)]);
    const { id } = someone.person;
    expect(await personRow(db, id)).toMatchObject({
      state: "employed",
      organizationId: world.tree.foreignUnit.id,
    });
    expect(await listStateChanges(db, id)).toMatchObject([
      {
        fromState: state,
        toState: "employed",
        effectiveOn: formatDate(new Date()),
        reason: `调入“${world.tree.foreignUnit.name}”`,
        actorName: world.foreignUnit.viewer.name,
        organizationName: world.tree.foreignUnit.name,
      },
      { toState: state, organizationName: world.tree.unit.name },
    ]);
    await expect(pendingDeclaration(db, someone.ctx)).resolves.toBeTruthy();
  },
);

test("a rejected transfer leaves the state, one of somebody 在岗 has no history", async () => {
  const [left, employed] = [await mover(db, world.tree.unit), await mover(db, world.tree.unit)];
  await set(left, "left");
  await decideTransfers(world.foreignUnit, [await ask(left)], "reject");
  expect((await personRow(db, left.person.id)).state).toBe("left");
  expect(await listStateChanges(db, left.person.id)).toHaveLength(1);
  await decideTransfers(world.foreignUnit, [await ask(employed)]);
  expect(await listStateChanges(db, employed.person.id)).toEqual([]);
});

test("停用 isn't taken for 离职: it goes along with who was suspended meanwhile", async () => {
  expect(moverRefusal("suspended")).toBe("您的人员状态为停用，不能申请调转；如有疑问请联系所在单位");
  const someone = await mover(db, world.tree.unit);
  const review = await ask(someone);
  await set(someone, "suspended");
  await expect(submitTransfer(someone.ctx, wish(world.tree.countyUnit))).rejects.toMatchObject({
    code: "blocked",
  });
  await decideTransfers(world.foreignUnit, [review]);
  expect(await personRow(db, someone.person.id)).toMatchObject({
    state: "suspended",
    organizationId: world.tree.foreignUnit.id,
  });
});

test("many cost as many statements as one, each with a row of history", async () => {
  const people: Mover[] = [];
  for (let index = 0; index < 6; index += 1) people.push(await mover(db, world.tree.unit));
  const ids: string[] = [];
  for (const someone of people) {
    await set(someone, "left");
    ids.push(await ask(someone));
  }
  const [first = "", ...rest] = ids;
  const count = async (reviews: string[]) => {
    statements.length = 0;
    expect(await decideTransfers(world.foreignUnit, reviews)).toMatchObject({ done: reviews.length });
    return statements.length;
  };
  expect(await count([first])).toBe(await count(rest));
  for (const { person } of people) expect(await listStateChanges(db, person.id)).toHaveLength(2);
});
