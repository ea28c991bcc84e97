import { afterAll, beforeAll, expect, test } from "vitest";
import { builtInRoles } from "@/db/seed/roles";
import type { Ctx } from "@/lib/context";
import { parseList } from "@/lib/list";
import { roleOf } from "@/lib/org/create";
import { administratorWith, department, fullAdministrator, ownRole } from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { type Account, administrator, ctxFor, organizationTree } from "@/tests/fixtures";
import { findActor, findAdministrator, listAdministrators, listSuccessors } from "./queries";
import { administratorFilters } from "./schema";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let full: Ctx;
let few: Ctx;
let foreign: Ctx;
let limited: Account;
let office: string;
let closed: Account;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  tree = await organizationTree(db);
  office = await department(db, tree.unit, "教务处");
  full = await ctxFor(db, await fullAdministrator(db, tree.unit, { name: "周敏", phone: "13905370001" }));
  limited = await administratorWith(db, tree.unit, {
    name: "王芳",
    roleIds: [builtInRoles.hoursReviewer.id, await ownRole(db, tree.unit, "资料专员", ["unit.profile"])],
    departmentIds: [office],
  });
  few = await ctxFor(
    db,
    await administrator(db, tree.unit, {
      name: "李强",
      permissions: ["administrators.manage", "hours.review", "hours.progress"],
    }),
  );
  await administratorWith(db, tree.unit, {
    name: "赵敏",
    roleIds: [builtInRoles.enquirer.id],
    state: "disabled",
  });
  closed = await administrator(db, tree.unit, { name: "孙立", state: "closed" });
  await administrator(db, tree.subUnit, { name: "下级" });
  foreign = await ctxFor(db, await fullAdministrator(db, tree.foreignUnit, { name: "外单位" }));
});
afterAll(() => database.close());

const list = async (ctx: Ctx, search: Record<string, string> = {}) =>
  listAdministrators(ctx.db, ctx, parseList(search, administratorFilters));
const names = async (ctx: Ctx, search?: Record<string, string>) =>
  (await list(ctx, search)).rows.map(({ name }) => name);

test("the list shows the own organization's that are not deleted, the ID number masked", async () => {
  const { rows, total, actor } = await list(full);
  expect(total).toBe(4);
  expect(actor.full).toBe(true);
  expect(rows.map(({ name, state, full, own }) => ({ name, state, full, own }))).toEqual([
    { name: "周敏", state: "active", full: true, own: true },
    { name: "王芳", state: "active", full: false, own: false },
    { name: "李强", state: "active", full: false, own: false },
    { name: "赵敏", state: "disabled", full: false, own: false },
  ]);
  expect(JSON.stringify(rows)).not.toContain(limited.idNumber);
  expect(rows[1]).toMatchObject({
    maskedIdNumber: expect.stringMatching(/^370802\*{8}.{4}$/),
    departments: [{ id: office, name: "教务处" }],
    limited: true,
    modules: ["hours.progress", "hours.review"],
    refusal: null,
  });
  expect(rows[1]?.roles.map(({ name }) => name)).toEqual(["学时审核员", "资料专员"]);
  expect(await names(foreign)).toEqual(["外单位"]);
});

test("it is searched by a part of the name or the whole ID number, and by state", async () => {
  expect(await names(full, { q: "王" })).toEqual(["王芳"]);
  expect(await names(full, { q: limited.idNumber.toLowerCase() })).toEqual(["王芳"]);
  expect(await names(full, { q: limited.idNumber.slice(0, 17) })).toEqual([]);
  expect(await names(full, { q: "%" })).toEqual([]);
  expect(await names(full, { q: closed.idNumber })).toEqual([]);
  expect(await names(full, { state: "disabled" })).toEqual(["赵敏"]);
  expect(await names(full, { state: "closed" })).toHaveLength(4);
});

test("whom the viewer can't touch, the row says why", async () => {
  const { rows, actor } = await list(few);
  expect(actor.full).toBe(false);
  expect(rows.map(({ name, refusal }) => [name, refusal])).toEqual([
    ["周敏", expect.stringContaining("周敏是全权管理员")],
    ["王芳", expect.stringContaining("资料管理")],
    ["李强", null],
    ["赵敏", expect.stringContaining("专技人员信息查询")],
  ]);
});

test("one administrator; deleted, foreign and unknown ones are nothing", async () => {
  expect(await findAdministrator(full.db, full, limited.id)).toMatchObject({ name: "王芳", own: false });
  for (const id of [closed.id, foreign.viewer.accountId, "no-id", "00000000-0000-7000-8000-000000000000"]) {
    expect(await findAdministrator(full.db, full, id)).toBeNull();
  }
});

test("full is active, unlimited and with the built-in role of the own kind", async () => {
  const { db } = database;
  const held = async (roleIds: string[], departmentIds: string[] = []) => {
    const account = await administratorWith(db, tree.unit, {
      roleIds: [...roleIds, await ownRole(db, tree.unit, `管理${roleIds}${departmentIds}`, ["hours.review"])],
      departmentIds,
    });
    return (await findActor(db, await ctxFor(db, account))).full;
  };
  expect(await held([roleOf.employer])).toBe(true);
  expect(await held([roleOf.employer], [office])).toBe(false);
  expect(await held([roleOf.authority])).toBe(false);
  expect(await held([])).toBe(false);
  const clerk = await ctxFor(db, await fullAdministrator(db, tree.authority));
  expect((await findActor(db, clerk)).full).toBe(true);
});

test("successors are the other active ones, who was asked for first", async () => {
  const all = await listSuccessors(full.db, full);
  expect(all.map(({ name }) => name)).not.toContain("周敏");
  expect(all.map(({ name }) => name)).not.toContain("赵敏");
  expect(all.map(({ name }) => name)).not.toContain("孙立");
  const first = await listSuccessors(full.db, full, limited.id);
  expect(first[0]).toMatchObject({ id: limited.id, name: "王芳", neverLoggedIn: true });
  expect(first).toHaveLength(all.length);
});
