import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accountDepartments, accounts, creditRecords, declarations, departments } from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import { currentYear } from "@/lib/date";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  organization,
  organizationTree,
  pendingDeclaration,
  professional,
} from "@/tests/fixtures";
import { decide } from "@/tests/review";
import { unitFigures } from "./queries";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  tree = await organizationTree(db);
});
afterAll(() => database.close());

async function figuresOf(of: Parameters<typeof administrator>[1], permissions?: readonly Permission[]) {
  const ctx = await ctxFor(db, await administrator(db, of, { permissions }));
  return Object.fromEntries((await unitFigures(ctx)).map(({ label, value }) => [label, value]));
}

test("a unit's figures are those of the lists they lead to; a limited administrator's are of their departments", async () => {
  const [office] = await db
    .insert(departments)
    .values([
      { organizationId: tree.unit.id, name: "教务处" },
      { organizationId: tree.unit.id, name: "总务处" },
    ])
    .returning();
  const inOffice = { departmentId: office?.id };
  const { account, person } = await professional(db, tree.unit, inOffice);
  await professional(db, tree.unit, { ...inOffice, state: "retired" });
  const outside = await professional(db, tree.unit);
  await professional(db, tree.unit, { state: "left" });
  const lower = await professional(db, tree.subUnit);
  await professional(db, tree.foreignUnit);
  const reviewers = [
    await ctxFor(db, await administrator(db, tree.unit)),
    await ctxFor(db, await administrator(db, tree.authority)),
    await ctxFor(db, await administrator(db, tree.bureau)),
  ];
  await administrator(db, tree.unit, { state: "closed" });
  const year = currentYear();
  const ofYear = { year, startDate: `${year}-01-01`, endDate: `${year}-01-01` };
  await pendingDeclaration(db, await ctxFor(db, outside.account));
  const { reviewId } = await pendingDeclaration(db, await ctxFor(db, account), ofYear);
  for (const reviewer of reviewers) await decide(reviewer, { ids: [reviewId] });
  // Of a unit below: it counts as it does in the list.
  const [credited] = await db.select().from(creditRecords).where(eq(creditRecords.personId, person.id));
  const declared = await pendingDeclaration(db, await ctxFor(db, lower.account), ofYear);
  await database.owner
    .update(declarations)
    .set({ state: "approved" })
    .where(eq(declarations.id, declared.declarationId));
  await database.owner.insert(creditRecords).values({
    ...(credited as typeof creditRecords.$inferInsert),
    ...{ id: uuidv7(), declarationId: declared.declarationId, hours: 3 },
    ...{ personId: lower.person.id, organizationId: tree.subUnit.id },
  });

  expect(await figuresOf(tree.unit)).toEqual({
    ...{ 管理范围内在岗专业技术人员: 3, 离职人员: 1, 退休人员: 1, 停用人员: 0 },
    [`管理范围内 ${year} 年已通过学时`]: 5,
    ...{ 审核中的申报: 1, 内设部门: 2, 未分部门人员: 2, 单位管理员: 2, 下级单位: 1 },
  });

  const limited = await administrator(db, tree.unit);
  await db.insert(accountDepartments).values({ accountId: limited.id, departmentId: office?.id as string });
  const figures = await unitFigures(await ctxFor(db, limited));
  expect(Object.fromEntries(figures.map(({ label, value }) => [label, value]))).toMatchObject({
    ...{
      管理范围内在岗专业技术人员: 1,
      离职人员: 0,
      退休人员: 1,
      停用人员: 0,
      审核中的申报: 0,
      未分部门人员: 0,
    },
  });
  const hours = figures.find(({ unit }) => unit === "学时");
  expect(hours?.value).toBe(2);
  expect(figures.map(({ label }) => label)).not.toContain("单位管理员");
  expect(figures.map(({ label }) => label)).not.toContain("内设部门");
  expect(figures.map(({ label }) => label)).not.toContain("下级单位");
});

test("a superior's figures: the people of the subtree, and what is directly below", async () => {
  const fresh = await organizationTree(db);
  await professional(db, fresh.unit);
  await professional(db, fresh.subUnit);
  await professional(db, fresh.countyUnit);
  for (const state of ["left", "retired", "suspended"] as const) {
    await professional(db, fresh.unit, { state });
  }
  expect(await figuresOf(fresh.bureau)).toEqual({
    ...{ 管理范围内在岗专业技术人员: 3, 下级单位: 0, 主管部门和下级人社局: 3, 单位管理员: 1 },
  });
  await organization(db, "employer", "直属单位", fresh.authority);
  expect(await figuresOf(fresh.authority)).toEqual({
    ...{ 管理范围内在岗专业技术人员: 2, 下级单位: 2, 单位管理员: 1 },
  });
});

test("the head count leads to the list that it counts", async () => {
  const fresh = await organizationTree(db);
  for (const of of [fresh.unit, fresh.authority, fresh.bureau]) {
    const figures = await unitFigures(await ctxFor(db, await administrator(db, of)));
    expect(figures[0]).toMatchObject({
      label: "管理范围内在岗专业技术人员",
      href: "/statistics/persons?state=employed",
    });
    expect(new Set(figures.map(({ href }) => href)).size).toBe(figures.length);
  }
});

test("beyond twenty thousand people a unit's are not told apart by state", async () => {
  const fresh = await organizationTree(db);
  const people = (count: number, state: string, prefix: string) => sql`
    insert into persons (id, organization_id, name, id_number, sex, birth_date, state)
    select uuidv7(), ${fresh.unit.id}, '王小明', ${prefix} || n, 'male', '1990-01-01', ${state}
    from generate_series(1, ${count}::int) n`;
  await database.owner.execute(people(20_000, "left", "LEFT"));
  await database.owner.execute(people(7, "employed", "E1000"));
  const ctx = await ctxFor(db, await administrator(db, fresh.unit, { permissions: ["persons.read"] }));
  const figures = await unitFigures(ctx);
  expect(figures.map(({ label, value }) => [label, value])).toEqual([
    ["管理范围内在岗专业技术人员", 7],
    ["未分部门人员", 2_001],
  ]);
});

test("who may open no list has no figure of it; each is asked in few statements", async () => {
  const fresh = await organizationTree(db);
  expect(await figuresOf(fresh.unit, [])).toEqual({});
  expect(Object.keys(await figuresOf(fresh.unit, ["departments.manage"]))).toEqual(["内设部门"]);
  const ctx = await ctxFor(db, await administrator(db, fresh.unit));
  statements.length = 0;
  await unitFigures(ctx);
  expect(statements.length).toBeLessThanOrEqual(3);
  expect(await db.$count(accounts)).toBeGreaterThan(0);
});
