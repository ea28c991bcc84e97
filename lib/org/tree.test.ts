import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { organization, organizationTree } from "@/tests/fixtures";
import { insertOrganizations } from "./create";
import { lockSubtrees, moveSubtree } from "./tree";

let database: TestDatabase;
let db: Executor;
let crowd: ReturnType<typeof connect>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  crowd = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});

async function move(executor: Executor, moves: Parameters<typeof moveSubtree>[1]): Promise<void> {
  await executor.transaction(async (tx) => {
    await lockSubtrees(
      tx,
      moves.map(({ organizationId }) => organizationId),
    );
    await moveSubtree(tx, moves);
  });
}

/** Organizations whose path isn't their superior's and their own number. */
const misplaced = async () => [
  ...(await db.execute(sql`
    select child.name from organizations child left join organizations parent on parent.id = child.parent_id
    where child.path <> coalesce(parent.path, '') || child.number || '/'`)),
];
const parentOf = async (id: string) =>
  (
    await db.execute<{ parent: string }>(sql`select parent_id as parent from organizations where id = ${id}`)
  )[0]?.parent;

test("two that move together, one inside the other, end side by side", async () => {
  const tree = await organizationTree(db);
  const leaf = await organization(db, "employer", "附属幼儿园", tree.subUnit);
  await move(db, [
    { organizationId: tree.unit.id, parentId: tree.countyBureau.id },
    { organizationId: tree.subUnit.id, parentId: tree.countyBureau.id },
  ]);
  expect(await misplaced()).toEqual([]);
  expect(await parentOf(tree.unit.id)).toBe(tree.countyBureau.id);
  expect(await parentOf(tree.subUnit.id)).toBe(tree.countyBureau.id);
  expect(await parentOf(leaf.id)).toBe(tree.subUnit.id);
});

test("refused with the unit's name: under itself, under its own, under who moves too", async () => {
  const tree = await organizationTree(db);
  const refused = (moves: Parameters<typeof moveSubtree>[1]) =>
    expect(move(db, moves)).rejects.toMatchObject({
      code: "blocked",
      message: expect.stringContaining("济宁市第一中学"),
    });
  await refused([{ organizationId: tree.unit.id, parentId: tree.unit.id }]);
  await refused([{ organizationId: tree.unit.id, parentId: tree.subUnit.id }]);
  await refused([
    { organizationId: tree.foreignUnit.id, parentId: tree.subUnit.id },
    { organizationId: tree.unit.id, parentId: tree.countyBureau.id },
  ]);
  expect(await misplaced()).toEqual([]);
  expect(await parentOf(tree.foreignUnit.id)).toBe(tree.foreignAuthority.id);
});

test("a unit that is created below one that moves at the same moment has the new path", async () => {
  for (let turn = 0; turn < 10; turn++) {
    const tree = await organizationTree(db);
    const results = await Promise.allSettled([
      move(crowd.db, [{ organizationId: tree.unit.id, parentId: tree.foreignAuthority.id }]),
      crowd.db.transaction((tx) =>
        insertOrganizations(tx, [
          {
            ...{ id: uuidv7(), parentId: tree.subUnit.id, kind: "employer", name: "新校区" },
            ...{ code: `TEST${uuidv7()}`, divisionCode: "370800", phone: "0537-0000000" },
          },
        ]),
      ),
    ]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "fulfilled"]);
    expect(await misplaced()).toEqual([]);
  }
});
