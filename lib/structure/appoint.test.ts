import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accounts } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { loadViewer } from "@/lib/access/viewer";
import { disableAdministrator } from "@/lib/administrator/commands";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import type { Ctx } from "@/lib/context";
import { parseList } from "@/lib/list";
import { roleOf } from "@/lib/org/create";
import type { Organization } from "@/scripts/seed/rows";
import {
  accountAudits,
  administratorWith,
  department,
  fullAdministrator,
  messagesOf,
  standing,
} from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organization } from "@/tests/fixtures";
import { auditOf, refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { listAdministratorsOf } from "./administrators";
import { appointAdministrator, resetFullAdministrator } from "./appoint";
import { detachOrganization, disableOrganization, editOrganization } from "./commands";
import { createInvitation } from "./invitations";
import { listOrganizations } from "./queries";
import { type AppointInput, type Branch, organizationFilters } from "./schema";

let database: TestDatabase;
let world: StructureWorld;
/** Of the bureau, and of the authority. */
let below: Organization;
let unit: Organization;

beforeAll(async () => {
  database = await testDatabase();
  world = await structureWorld(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  below = await organization(database.db, "authority", "济宁市水利局", world.tree.bureau);
  unit = await organization(database.db, "employer", "济宁市实验中学", world.tree.authority);
});

const appointNew = (ctx: Ctx, branch: Branch, id: string, idNumber = nextIdNumber()) =>
  appointAdministrator(ctx, branch, { from: "new", id, name: "张海涛", idNumber, phone: "13905370003" });
const appoint = (ctx: Ctx, branch: Branch, id: string, administratorId: string) =>
  appointAdministrator(ctx, branch, { from: "existing", id, administratorId } satisfies AppointInput);
const names = async ({ id, kind }: Organization) =>
  (await listAdministratorsOf(database.db, { id, kind })).map(({ name, full }) => [name, full]);

test("somebody new is made 全权管理员 where there is none, with the initial password", async () => {
  const idNumber = nextIdNumber();
  expect(await appointNew(world.bureau, "authorities", below.id, idNumber)).toEqual({
    name: "张海涛",
    initialPasswordDays: 30,
  });
  expect(await names(below)).toEqual([["张海涛", true]]);
  const input = await loginInput(database.db, {
    idNumber,
    password: idNumber.slice(-6),
    portal: "authority",
  });
  expect(await loadViewer(await login(database.db, input))).toMatchObject({ mustChangePassword: true });
  expect((await auditOf(database.owner, below.id)).map(({ action, detail }) => ({ action, detail }))).toEqual(
    [{ action: "administrator.appoint", detail: { name: "济宁市水利局", administrator: "张海涛" } }],
  );
});

test("an existing one is enabled and made 全权管理员 in place of roles and limits; the organization is told", async () => {
  const office = await department(database.db, unit, "教务处");
  const account = await administratorWith(database.db, unit, {
    name: "王芳",
    roleIds: [builtInRoles.enquirer.id],
    departmentIds: [office],
    state: "disabled",
  });
  const { id: colleague } = await administrator(database.db, unit, { name: "李强" });
  expect(await appoint(world.authority, "units", unit.id, account.id)).toEqual({
    name: "王芳",
    initialPasswordDays: null,
  });
  expect(await standing(database.owner, account.id)).toMatchObject({
    state: "active",
    roleIds: [roleOf.employer],
    departmentIds: [],
  });
  for (const id of [account.id, colleague]) {
    expect(await messagesOf(database.owner, id)).toEqual(["王芳已被指定为本单位的全权管理员"]);
  }
});

test("where there is an active 全权管理员 nobody is appointed", async () => {
  const account = await fullAdministrator(database.db, unit, { name: "周敏" });
  const { id } = await administrator(database.db, unit);
  for (const attempt of [
    () => appointNew(world.authority, "units", unit.id),
    () => appoint(world.authority, "units", unit.id, id),
  ]) {
    expect((await refusal(attempt())).code).toBe("blocked");
  }
  // Disabled, or limited, they are none any more.
  const office = await department(database.db, unit, "教务处");
  await administratorWith(database.db, unit, { roleIds: [roleOf.employer], departmentIds: [office] });
  await database.db.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, account.id));
  await appoint(world.authority, "units", unit.id, id);
});

test("an ID number in use is told at the field; administrators of others, and deleted ones, are missing", async () => {
  const { idNumber, id } = await administrator(database.db, world.tree.foreignUnit);
  const error = await refusal(appointNew(world.authority, "units", unit.id, idNumber));
  expect(error).toMatchObject({ code: "conflict", fields: { idNumber: expect.any(String) } });
  const { id: closed } = await administrator(database.db, unit, { state: "closed" });
  for (const unknown of [id, closed, uuidv7()]) {
    expect((await refusal(appoint(world.authority, "units", unit.id, unknown))).code).toBe("missing");
  }
});

test("only the superior directly above appoints and resets, each in its branch", async () => {
  const account = await administrator(database.db, unit);
  const full = await fullAdministrator(database.db, below);
  const { bureau, authority, foreignAuthority, unit: itself } = world;
  for (const [ctx, branch] of [
    [bureau, "units"],
    [foreignAuthority, "units"],
    [itself, "units"],
    [bureau, "authorities"],
  ] as const) {
    for (const attempt of [
      () => appoint(ctx, branch, unit.id, account.id),
      () => appointNew(ctx, branch, unit.id),
      () => resetFullAdministrator(ctx, branch, { id: unit.id, administratorId: account.id }),
    ]) {
      expect((await refusal(attempt())).code).toBe("missing");
    }
  }
  for (const attempt of [
    () => appointNew(authority, "authorities", below.id),
    () => resetFullAdministrator(authority, "authorities", { id: below.id, administratorId: full.id }),
  ]) {
    expect((await refusal(attempt())).code).toBe("forbidden");
  }
});

test("重置密码 of a 全权管理员, who is out at once; the organization is told, and it is audited", async () => {
  const account = await fullAdministrator(database.db, unit, { name: "周敏" });
  const { viewer } = await ctxFor(database.db, account);
  const { id: colleague } = await administrator(database.db, unit);
  const reset = (administratorId: string) =>
    resetFullAdministrator(world.authority, "units", { id: unit.id, administratorId });
  await reset(account.id);
  expect(await loadViewer(viewer.sessionId)).toBeNull();
  expect(await standing(database.owner, account.id)).toMatchObject({
    passwordHash: null,
    mustChangePassword: true,
  });
  for (const id of [account.id, colleague]) {
    expect(await messagesOf(database.owner, id)).toEqual(["周敏的登录密码已由上级部门重置"]);
  }
  expect(await accountAudits(database.owner, world.authority.viewer.accountId)).toContainEqual({
    action: "account.reset-password",
    subjectId: account.id,
    detail: { name: "周敏" },
  });
  // Of the others the unit's own 全权管理员 does it.
  expect((await refusal(reset(colleague))).code).toBe("missing");
});

test("of two appointments at the same moment, or one beside the disabling of the last but one, one 全权管理员 comes out", async () => {
  for (let round = 0; round < 4; round++) {
    const unit = await organization(database.db, "employer", `学校${round}`, world.tree.authority);
    const first = await administrator(database.db, unit);
    const outcomes = await Promise.allSettled([
      appoint(world.authority, "units", unit.id, first.id),
      appointNew(world.authority, "units", unit.id),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await names(unit)).filter(([, full]) => full)).toHaveLength(1);
  }
  const one = await ctxFor(database.db, await fullAdministrator(database.db, unit));
  const other = await fullAdministrator(database.db, unit);
  await Promise.allSettled([
    disableAdministrator(one, { id: other.id }),
    appoint(world.authority, "units", unit.id, other.id),
  ]);
  expect((await names(unit)).filter(([, full]) => full)).toHaveLength(1);
});

test("authorities and bureaus manage the units directly below them, and detach them to their own superior", async () => {
  const { authority, bureau } = world;
  const list = async (ctx: Ctx) =>
    (await listOrganizations(ctx.db, ctx.scope, "units", parseList({}, organizationFilters))).rows.map(
      ({ id }) => id,
    );
  expect(await list(authority)).toContain(unit.id);
  expect(await list(bureau)).not.toContain(unit.id);
  expect((await createInvitation(authority)).token).toBeTruthy();
  await editOrganization(authority, "units", {
    id: unit.id,
    name: "济宁市实验初中",
    divisionCode: "370811",
    phone: "0537-2967001",
    address: "红星中路 19 号",
  });
  expect((await refusal(disableOrganization(bureau, "units", { id: unit.id }))).code).toBe("missing");
  await detachOrganization(authority, { id: unit.id });
  expect(await list(authority)).not.toContain(unit.id);
  expect(await list(bureau)).toContain(unit.id);
  await disableOrganization(bureau, "units", { id: unit.id });
  // Above the root there is nobody to go to.
  expect((await refusal(detachOrganization(bureau, { id: unit.id }))).code).toBe("blocked");
});

test("the list names an administrator who is not deleted", async () => {
  await administrator(database.db, unit, { name: "已删除", state: "closed" });
  await administrator(database.db, unit, { name: "停用者", state: "disabled" });
  const { rows } = await listOrganizations(
    database.db,
    world.authority.scope,
    "units",
    parseList({}, organizationFilters),
  );
  expect(rows.find(({ id }) => id === unit.id)?.administrator?.name).toBe("停用者");
  expect(await names(unit)).toEqual([["停用者", false]]);
});
