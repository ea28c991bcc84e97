import { afterAll, beforeAll, expect, test } from "vitest";
import { accountDepartments, departments } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { maskIdNumber } from "@/lib/id-number";
import { parseList } from "@/lib/list";
import { searchPersons } from "@/lib/person/queries";
import { listUnitDepartments } from "@/lib/registration/person/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, type Person, professional } from "@/tests/fixtures";
import { departmentTree, listDepartmentPeople, listDepartments } from "./queries";
import { flatten } from "./rules";
import { departmentPeopleFilters } from "./schema";

const statements: string[] = [];
let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let foreignUnit: Ctx;
let limited: Ctx;
let own: Ctx;
let ids: Record<string, string>;
let people: Person[];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  const { owner } = database;
  tree = await organizationTree(owner);
  const add = async (name: string, position: number, parentId?: string) => {
    const [row] = await owner
      .insert(departments)
      .values({ organizationId: tree.unit.id, name, position, parentId })
      .returning();
    return row?.id ?? "";
  };
  const office = await add("办公室", 1);
  const teaching = await add("教务处", 0);
  ids = {
    office,
    teaching,
    exams: await add("考务科", 1, teaching),
    lessons: await add("教学科", 0, teaching),
  };
  await owner.insert(departments).values({ organizationId: tree.foreignUnit.id, name: "内科" });
  const put = async (name: string, departmentId: string | undefined, state?: "left") =>
    professional(owner, tree.unit, { name, departmentId, state });
  const made = [
    await put("王一", ids.teaching),
    await put("赵二", ids.teaching, "left"),
    await put("孙三", ids.lessons),
    await put("李四", undefined),
  ];
  people = made.map(({ person }) => person);
  await professional(owner, tree.subUnit, { name: "钱五" });
  await professional(owner, tree.foreignUnit, { name: "周六" });
  own = await ctxFor(database.db, made[0]?.account ?? { id: "" });
  unit = await ctxFor(database.db, await administrator(owner, tree.unit));
  foreignUnit = await ctxFor(database.db, await administrator(owner, tree.foreignUnit));
  const deputy = await administrator(owner, tree.unit);
  await owner.insert(accountDepartments).values({ accountId: deputy.id, departmentId: ids.teaching ?? "" });
  limited = await ctxFor(database.db, deputy);
});
afterAll(() => database.close());

test("choices come in the tree's order, named by their way down; the limited get theirs, the professional all", async () => {
  const all = ["教务处", "教务处 / 教学科", "教务处 / 考务科", "办公室"];
  const names = async (ctx: Ctx) => (await listDepartments(ctx.db, ctx.scope)).map(({ name }) => name);
  expect(await names(unit)).toEqual(all);
  expect(await names(own)).toEqual(all);
  expect(await names(limited)).toEqual(all.slice(0, 3));
  expect(await names(foreignUnit)).toEqual(["内科"]);
  const { db, address } = unit;
  const registering = await listUnitDepartments({ db, address }, { organizationId: tree.unit.id });
  expect(registering).toEqual(await listDepartments(db, unit.scope));
});

test("the tree counts each department's people with those below, 在岗 and all, and those in none, in one statement", async () => {
  statements.length = 0;
  const { trees, unassigned } = await departmentTree(unit.db, unit.scope);
  expect(statements).toHaveLength(1);
  expect(
    flatten(trees).map(
      ({ name, depth, people, employed, below }) => `${depth} ${name} ${employed}/${people} ${below}`,
    ),
  ).toEqual(["1 教务处 2/3 1", "2 教学科 1/1 0", "2 考务科 0/0 0", "1 办公室 0/0 0"]);
  // Each number is what its link leads to.
  for (const { id, people } of [...flatten(trees), { id: "unassigned" as const, ...unassigned }]) {
    const found = searchPersons(unit.db, unit.scope, { filters: { department: id }, limit: 20, offset: 0 });
    expect((await found).total, id).toBe(people);
  }
  // Nobody of the sub-unit.
  expect(unassigned).toEqual({ people: 1, employed: 1 });
  expect((await departmentTree(foreignUnit.db, foreignUnit.scope)).unassigned.people).toBe(1);
  expect(await departmentTree(own.db, own.scope)).toEqual({
    trees: [],
    unassigned: { people: 0, employed: 0 },
  });
});

test("people of a department are found by name, whole ID number and state; a foreign one's are nobody", async () => {
  const of = async (ctx: Ctx, departmentId: string | null, search: Record<string, string> = {}) =>
    listDepartmentPeople(ctx.db, ctx.scope, departmentId, parseList(search, departmentPeopleFilters));
  const names = async (...args: Parameters<typeof of>) => (await of(...args)).rows.map(({ name }) => name);
  const { teaching = "", office = "", lessons = "" } = ids;
  expect((await names(unit, teaching)).toSorted()).toEqual(["王一", "赵二"].toSorted());
  expect(await names(unit, teaching, { state: "left" })).toEqual(["赵二"]);
  expect(await names(unit, teaching, { q: "王" })).toEqual(["王一"]);
  expect(await names(unit, teaching, { q: people[1]?.idNumber ?? "" })).toEqual(["赵二"]);
  expect(await names(unit, teaching, { q: "孙三" })).toEqual([]);
  expect(await names(unit, office)).toEqual([]);
  expect(await names(unit, null)).toEqual(["李四"]);
  expect(await names(limited, null)).toEqual([]);
  expect(await names(limited, lessons)).toEqual(["孙三"]);
  expect(await of(foreignUnit, teaching)).toEqual({ rows: [], total: 0 });
  const { rows, total } = await of(unit, lessons);
  expect(total).toBe(1);
  expect(rows[0]?.maskedIdNumber).toBe(maskIdNumber(people[2]?.idNumber ?? ""));
  expect(JSON.stringify(rows)).not.toContain(people[2]?.idNumber);
});
