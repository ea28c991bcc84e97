import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { organizations, persons } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, organization, organizationTree, professional, viewerOf } from "@/tests/fixtures";
import { below, own, type Scope, scopeOf } from "./scope";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
});
afterAll(() => database.close());

const scopeOfAdministrator = async (of: (typeof tree)["unit"]) =>
  scopeOf(await viewerOf(db, (await administrator(db, of)).id));

async function namesBelow(scope: Scope): Promise<string[]> {
  const rows = await db
    .select({ name: organizations.name })
    .from(organizations)
    .where(below(scope, { personId: organizations.id }));
  return rows.map((row) => row.name).sort();
}

test("below is the organization itself and its subtree, nothing beside or above", async () => {
  const expected = {
    bureau: Object.values(tree),
    authority: [tree.authority, tree.unit, tree.subUnit],
    unit: [tree.unit, tree.subUnit],
    subUnit: [tree.subUnit],
    countyBureau: [tree.countyBureau, tree.countyUnit],
  };
  for (const [name, organizationsBelow] of Object.entries(expected)) {
    const scope = await scopeOfAdministrator(tree[name as keyof typeof expected]);
    expect(await namesBelow(scope), name).toEqual(organizationsBelow.map((row) => row.name).sort());
  }
});

test("a path that begins with the same digits is no descendant", async () => {
  const root = await organization(db, "bureau", "数字相近的人社局");
  const neighbours = [`${root.number}0/`, `${root.number}5/`, `${root.number}9/`];
  for (const [index, path] of neighbours.entries()) {
    await database.owner.insert(organizations).values({
      path,
      kind: "bureau",
      name: `相近${index}`,
      code: `NEAR${index}`,
      divisionCode: "37",
      phone: "1",
    });
  }
  expect(await namesBelow(await scopeOfAdministrator(root))).toEqual([root.name]);
});

test("own is the organization without what is below, or the one professional", async () => {
  const here = await professional(db, tree.unit);
  const colleague = await professional(db, tree.unit);
  const lower = await professional(db, tree.subUnit);
  const idsOf = async (scope: Scope) => {
    const where = own(scope, { organizationId: persons.organizationId, personId: persons.id });
    return (await db.select({ id: persons.id }).from(persons).where(where)).map((row) => row.id).sort();
  };
  const unit = await scopeOfAdministrator(tree.unit);
  expect(await idsOf(unit)).toEqual([here.person.id, colleague.person.id].sort());
  const self = scopeOf(await viewerOf(db, lower.account.id));
  expect(await idsOf(self)).toEqual([lower.person.id]);
});

test("a moved organization's administrator sees what is below the new place at the next request", async () => {
  const admin = await administrator(db, tree.countyUnit);
  const path = `${tree.unit.path}${tree.countyUnit.number}/`;
  await database.owner.update(organizations).set({ path }).where(eq(organizations.id, tree.countyUnit.id));
  expect(scopeOf(await viewerOf(db, admin.id))).toMatchObject({ path });
  expect(await namesBelow(await scopeOfAdministrator(tree.unit))).toContain(tree.countyUnit.name);
  expect(await namesBelow(await scopeOfAdministrator(tree.countyBureau))).not.toContain(tree.countyUnit.name);
});
