import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accounts, registrations } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { loadViewer } from "@/lib/access/viewer";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import { deleteDepartment } from "@/lib/department/commands";
import { deleteRole } from "@/lib/role/commands";
import {
  type AdministratorWorld,
  administratorWorld,
  changeRights,
  rights,
} from "@/tests/administrator-world";
import {
  accountAudits,
  administratorWith,
  department,
  fullAdministrator,
  ownRole,
  standing,
} from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber } from "@/tests/fixtures";
import { refusal } from "@/tests/structure";
import {
  createAdministrator,
  deleteAdministrator,
  disableAdministrator,
  editAdministrator,
  enableAdministrator,
  resetAdministratorPassword,
} from "./commands";

let database: TestDatabase;
let world: AdministratorWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await administratorWorld(database.db);
});

const { enquirer } = builtInRoles;
const logIn = async (idNumber: string, password: string) =>
  login(database.db, await loginInput(database.db, { idNumber, password, portal: "employer" }));

test("新增管理员: the account has the initial password, roles and limits, and is audited", async () => {
  const { unit, hoursRole, full, input } = world;
  const office = await department(database.db, unit, "教务处");
  const values = input({ rights: rights([hoursRole, enquirer.id], [office]), email: "a@b.cn" });
  const { id, name, initialPasswordDays } = await createAdministrator(full, values);
  expect({ name, initialPasswordDays }).toEqual({ name: "王芳", initialPasswordDays: 30 });
  const made = await standing(database.owner, id);
  expect(made).toMatchObject({
    portal: "employer",
    organizationId: unit.id,
    state: "active",
    passwordHash: null,
    mustChangePassword: true,
    phone: "13905370001",
    email: "a@b.cn",
    position: "科长",
    roleIds: [hoursRole, enquirer.id].sort(),
    departmentIds: [office],
  });
  const sessionId = await logIn(values.idNumber, values.idNumber.slice(-6));
  const viewer = await loadViewer(sessionId);
  expect(viewer).toMatchObject({ mustChangePassword: true, departments: [office] });
  expect([...(viewer?.permissions ?? [])]).toEqual(["hours.progress", "hours.review", "persons.read"]);
  expect(await accountAudits(database.owner, full.viewer.accountId)).toEqual([
    {
      action: "administrator.create",
      subjectId: id,
      detail: { name: "王芳", roles: ["查询员", "学时专员"], departments: ["教务处"] },
    },
  ]);
});

test("an ID number in use at this portal is told at the field, and of nobody whose it is", async () => {
  const { tree, unit, full, foreign, input } = world;
  const taken = nextIdNumber();
  const { viewer } = await ctxFor(
    database.db,
    await administrator(database.db, tree.foreignUnit, { idNumber: taken, name: "保密" }),
  );
  const asked = nextIdNumber();
  await database.db.insert(registrations).values({
    kind: "unit",
    state: "pending",
    idNumber: asked,
    name: "张三",
    code: asked,
    organizationId: tree.authority.id,
    passwordHash: "x",
    values: {},
    submittedAt: new Date(),
  });
  for (const idNumber of [taken, asked]) {
    const error = await refusal(createAdministrator(full, input({ idNumber })));
    expect(error).toMatchObject({ code: "conflict", fields: { idNumber: expect.any(String) } });
    expect(JSON.stringify(error.fields)).not.toMatch(/保密|人民医院|张三/);
  }
  // Of the other portal it is another account; of who was deleted it is free.
  const clerk = await ctxFor(database.db, await fullAdministrator(database.db, tree.authority));
  const authorityRole = await ownRole(database.db, tree.authority, `审核${taken}`, ["hours.review"]);
  await createAdministrator(clerk, input({ idNumber: taken, rights: rights([authorityRole]) }));
  await deleteAdministrator(foreign, { id: viewer.accountId });
  const again = await createAdministrator(full, input({ idNumber: taken }));
  expect((await standing(database.owner, again.id)).organizationId).toBe(unit.id);
  expect(await logIn(taken, taken.slice(-6))).toBeTruthy();
});

test("编辑: basic data and rights, in force at the next request, each audited by what it changed", async () => {
  const { unit, hoursRole, personsRole, full, colleague } = world;
  const office = await department(database.db, unit, "教务处");
  const account = await colleague([hoursRole]);
  const { viewer } = await ctxFor(database.db, account);
  await changeRights(full, account.id, rights([personsRole], [office]), {
    name: "王芳芳",
    phone: "13905370002",
  });
  const changed = await loadViewer(viewer.sessionId);
  expect(changed).toMatchObject({ name: "王芳芳", departments: [office] });
  expect([...(changed?.permissions ?? [])]).toEqual(["persons.read"]);
  await changeRights(full, account.id, rights([personsRole], [office]));
  await changeRights(full, account.id, rights([personsRole]));
  expect((await loadViewer(viewer.sessionId))?.departments).toBeNull();
  expect(
    (await accountAudits(database.owner, full.viewer.accountId)).map(({ action, detail }) => ({
      action,
      detail,
    })),
  ).toEqual([
    {
      action: "administrator.edit",
      detail: { name: "王芳芳", formerName: "王芳", fields: ["name", "phone"] },
    },
    {
      action: "administrator.rights",
      detail: { name: "王芳", added: ["人员专员"], removed: ["学时专员"], departments: ["教务处"] },
    },
    {
      action: "administrator.rights",
      detail: { name: "王芳芳", added: [], removed: [], departments: ["全部"] },
    },
  ]);
});

test("a page that others have overtaken gives nothing back", async () => {
  const { hoursRole, personsRole, full, all, colleague } = world;
  const { id } = await colleague([hoursRole, personsRole]);
  const stale = await standing(database.owner, id);
  await changeRights(full, id, rights([hoursRole]));
  const error = await refusal(
    editAdministrator(all, {
      ...{ id, name: "王芳", phone: "13905370001", email: "", position: "" },
      rights: rights([hoursRole, personsRole]),
      seen: { roleIds: stale.roleIds, departmentIds: stale.departmentIds },
    }),
  );
  expect(error.code).toBe("conflict");
  expect((await standing(database.owner, id)).roleIds).toEqual([hoursRole]);
});

test("编辑 writes back nothing that was not touched, and nobody's newer change of the same field", async () => {
  const { hoursRole, personsRole, full, colleague } = world;
  const { id } = await colleague([hoursRole]);
  const was = { name: "王芳", phone: "13905370000", email: "", position: "" };
  const { roleIds, departmentIds } = await standing(database.owner, id);
  const save = (typed: Partial<typeof was>, roleId = hoursRole) =>
    editAdministrator(full, {
      ...{ id, ...was, ...typed, was, rights: rights([roleId]), seen: { roleIds, departmentIds } },
    });
  // Since the page was read: the administrator themself, and a reviewed change.
  const newer = { name: "王芳芳", phone: "13905370008", email: "new@b.cn" };
  await database.owner.update(accounts).set(newer).where(eq(accounts.id, id));
  for (const [field, value] of Object.entries({ name: "王方", phone: "13905370007", email: "old@b.cn" })) {
    const error = await refusal(save({ [field]: value, position: "科长" }, personsRole));
    expect(error).toMatchObject({
      ...{ code: "conflict", fields: { [field]: expect.stringContaining("刚被他人修改过") } },
    });
    expect(Object.keys(error.fields ?? {})).toEqual([field]);
  }
  expect(await standing(database.owner, id)).toMatchObject({
    ...newer,
    position: null,
    roleIds: [hoursRole],
  });
  // What both changed to the same is no conflict.
  const answer = await save({ position: "科长", email: newer.email }, personsRole);
  expect(answer).toEqual({ id, name: "王芳芳" });
  expect(await standing(database.owner, id)).toMatchObject({
    ...{ ...newer, position: "科长", roleIds: [personsRole] },
  });
  expect((await accountAudits(database.owner, full.viewer.accountId))[0]).toEqual({
    ...{ action: "administrator.edit", subjectId: id, detail: { name: "王芳芳", fields: ["position"] } },
  });
});

test("禁用 puts them out at once; 启用 lets them in again; both say when it was done already", async () => {
  const { hoursRole, full, colleague } = world;
  const account = await colleague([hoursRole]);
  const { viewer } = await ctxFor(database.db, account);
  await disableAdministrator(full, { id: account.id });
  expect(await loadViewer(viewer.sessionId)).toBeNull();
  expect((await refusal(disableAdministrator(full, { id: account.id }))).code).toBe("conflict");
  await enableAdministrator(full, { id: account.id });
  // The old session stays ended.
  expect(await loadViewer(viewer.sessionId)).toBeNull();
  expect((await refusal(enableAdministrator(full, { id: account.id }))).code).toBe("conflict");
  expect(await standing(database.owner, account.id)).toMatchObject({ state: "active", roleIds: [hoursRole] });
  expect((await accountAudits(database.owner, full.viewer.accountId)).map(({ action }) => action)).toEqual([
    "administrator.disable",
    "administrator.enable",
  ]);
});

test("删除 closes the account and frees its roles and departments", async () => {
  const { unit, hoursRole, full, colleague } = world;
  const office = await department(database.db, unit, "教务处");
  const account = await colleague([hoursRole], [office]);
  const { viewer } = await ctxFor(database.db, account);
  expect((await refusal(deleteRole(full, { id: hoursRole }))).code).toBe("blocked");
  await deleteAdministrator(full, { id: account.id });
  expect(await loadViewer(viewer.sessionId)).toBeNull();
  expect(await standing(database.owner, account.id)).toMatchObject({
    state: "closed",
    roleIds: [],
    departmentIds: [],
  });
  for (const again of [disableAdministrator, enableAdministrator, deleteAdministrator]) {
    expect((await refusal(again(full, { id: account.id }))).code).toBe("missing");
  }
  await deleteRole(full, { id: hoursRole });
  await deleteDepartment(full, { id: office });
  expect((await accountAudits(database.owner, full.viewer.accountId))[0]).toEqual({
    action: "administrator.delete",
    subjectId: account.id,
    detail: { name: "王芳", roles: ["学时专员"] },
  });
});

test("重置密码: the initial password again, sessions end, a lock is lifted, and it is audited", async () => {
  const { unit, hoursRole, full } = world;
  const account = await administratorWith(database.db, unit, {
    ...{ name: "王芳", roleIds: [hoursRole], password: "correct horse" },
  });
  const { viewer } = await ctxFor(database.db, account);
  for (let time = 0; time < 5; time++) await refusal(logIn(account.idNumber, "wrong"));
  await resetAdministratorPassword(full, { id: account.id });
  expect(await loadViewer(viewer.sessionId)).toBeNull();
  const sessionId = await logIn(account.idNumber, account.idNumber.slice(-6));
  expect(await loadViewer(sessionId)).toMatchObject({ mustChangePassword: true });
  expect(await accountAudits(database.owner, full.viewer.accountId)).toEqual([
    { action: "account.reset-password", subjectId: account.id, detail: { name: "王芳" } },
  ]);
});
