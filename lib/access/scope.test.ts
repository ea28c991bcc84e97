import { eq, type SQL } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { departments, organizations, persons } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, organization, organizationTree, professional, viewerOf } from "@/tests/fixtures";
import { addDepartment as insertDepartment } from "@/tests/person-registration";
import { permissions, permissionsOf } from "./permissions";
import { below, own, ownOrganization, personColumns, type Scope, scopeOf } from "./scope";

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
    .where(below(scope, { personId: organizations.id, departmentId: null }));
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
    const where = own(scope, personColumns);
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

describe("limited to departments", () => {
  let people: Record<"inside" | "lower" | "lowest" | "other" | "none" | "subUnit", string>;
  let ids: Record<"teaching" | "lessons" | "office", string>;

  const limited = async (...departments: string[]) =>
    scopeOf(await viewerOf(db, (await administrator(db, tree.unit, { departments })).id));
  const department = async (name: string, parentId?: string, unit = tree.unit) =>
    (await insertDepartment(db, unit.id, name, parentId)).id;
  const put = async (departmentId?: string, unit = tree.unit) =>
    (await professional(db, unit, { departmentId })).person.id;

  beforeAll(async () => {
    const teaching = await department("教务处");
    const lessons = await department("教学科", teaching);
    ids = { teaching, lessons, office: await department("办公室") };
    people = {
      inside: await put(teaching),
      lower: await put(lessons),
      lowest: await put(await department("教材组", lessons)),
      other: await put(ids.office),
      none: await put(),
      subUnit: await put(await department("教务处", undefined, tree.subUnit), tree.subUnit),
    };
  });

  /** Names of the people here whom a condition finds, in both ways to ask. */
  async function seen(scope: Scope) {
    const found = async (where: SQL) => {
      const rows = await db
        .select({ id: persons.id })
        .from(persons)
        .innerJoin(organizations, eq(organizations.id, persons.organizationId))
        .where(where);
      const found = rows.map(({ id }) => id);
      return Object.entries(people).flatMap(([name, id]) => (found.includes(id) ? [name] : []));
    };
    return { own: await found(own(scope, personColumns)), below: await found(below(scope, personColumns)) };
  }
  const both = (...names: (keyof typeof people)[]) => ({ own: names, below: names });

  test("it is their people and those of all departments below, nobody else and nobody of a sub-unit", async () => {
    expect(await seen(await limited(ids.teaching))).toEqual(both("inside", "lower", "lowest"));
    expect(await seen(await limited(ids.lessons))).toEqual(both("lower", "lowest"));
    expect(await seen(await limited(ids.lessons, ids.office))).toEqual(both("lower", "lowest", "other"));
    // One within another is said twice.
    expect(await seen(await limited(ids.teaching, ids.lessons))).toEqual(both("inside", "lower", "lowest"));
    expect(await seen(await limited())).toEqual({
      own: ["inside", "lower", "lowest", "other", "none"],
      below: Object.keys(people),
    });
  });

  test("rows that are no person's are not theirs, but their organization's own row is", async () => {
    const scope = await limited(ids.teaching);
    expect(await namesBelow(scope)).toEqual([]);
    const rows = await db.select({ id: organizations.id }).from(organizations).where(ownOrganization(scope));
    expect(rows).toEqual([{ id: tree.unit.id }]);
  });

  test("a department moved below theirs, or a person put into it, is theirs at the next request", async () => {
    const admin = await administrator(db, tree.unit, { departments: [ids.lessons] });
    const now = async () => (await seen(scopeOf(await viewerOf(db, admin.id)))).own;
    await db.update(departments).set({ parentId: ids.lessons }).where(eq(departments.id, ids.office));
    expect(await now()).toEqual(["lower", "lowest", "other"]);
    await db.update(departments).set({ parentId: null }).where(eq(departments.id, ids.office));
    await db.update(persons).set({ departmentId: ids.office }).where(eq(persons.id, people.lower));
    expect(await now()).toEqual(["lowest"]);
    await db.update(persons).set({ departmentId: ids.lessons }).where(eq(persons.id, people.lower));
  });

  test("the modules that are not about people one by one are gone", async () => {
    const viewer = async (departments: string[]) =>
      viewerOf(db, (await administrator(db, tree.unit, { departments })).id);
    const all = await viewer([]);
    const few = await viewer([ids.office]);
    expect([...few.permissions]).toEqual(permissionsOf("employer", { limited: true }));
    expect([...all.permissions].filter((key) => !few.permissions.has(key))).toEqual(
      permissionsOf("employer").filter((key) => !("byDepartment" in permissions[key])),
    );
    expect(few.departments).toEqual([ids.office]);
    expect(all.departments).toBeNull();
  });
});
