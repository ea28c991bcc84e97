import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { AccountState, OrganizationKind } from "@/db/enums";
import { accountRoles, accounts, auditLog, roles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { loadViewer } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseList } from "@/lib/list";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organization, organizationTree } from "@/tests/fixtures";
import { createRole, deleteRole, editRole } from "./commands";
import { findRole, findRoleUsers, listGrantableRoles, listRoles } from "./queries";
import { rolesAtMost } from "./rules";
import { roleFilters } from "./schema";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
/** An administrator of `unit` with all modules, one with few of them, and a foreign one. */
let full: Ctx;
let few: Ctx;
let foreign: Ctx;
let unit: { id: string; kind: OrganizationKind };

const fewModules: Permission[] = ["roles.manage", "hours.review", "hours.progress"];

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
  foreign = await ctxFor(database.db, await administrator(database.db, tree.foreignUnit));
});
afterAll(() => database.close());

beforeEach(async () => {
  // A unit of its own for each test: lists are whole, and no name is taken.
  unit = await organization(database.db, "employer", "济宁市实验中学", tree.authority);
  full = await ctxFor(database.db, await administrator(database.db, unit));
  few = await ctxFor(database.db, await administrator(database.db, unit, { permissions: fewModules }));
});

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
const rowOf = async (id: string) => (await database.owner.select().from(roles).where(eq(roles.id, id)))[0];
const auditOf = ({ viewer }: Ctx) =>
  database.owner
    .select({ action: auditLog.action, subjectId: auditLog.subjectId, detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.actorId, viewer.accountId), eq(auditLog.subjectKind, "role")))
    .orderBy(auditLog.id);
const input = (name: string, permissions: Permission[] = ["hours.review"], description = "") => ({
  name,
  description,
  permissions,
});
/** An administrator of the unit who has this role and no other. */
async function colleague(roleId: string, name: string, state: AccountState = "active") {
  const account = await administrator(database.db, unit, { name, state });
  await database.owner.update(accountRoles).set({ roleId }).where(eq(accountRoles.accountId, account.id));
  return account;
}
const list = (ctx: Ctx, search: Record<string, string> = {}) =>
  listRoles(ctx.db, ctx, parseList(search, roleFilters));

test("the list shows built-in roles of the kind and the organization's own, with who of its administrators has each", async () => {
  const { id } = await createRole(full, input("学时专员", ["hours.review"], "只审学时"));
  await colleague(id, "王芳");
  await colleague(id, "李强", "disabled");
  await colleague(id, "赵敏", "closed");
  const { rows, total } = await list(full);
  expect(total).toBe(rows.length);
  const builtIn = rows.filter((row) => row.builtIn);
  expect(rows.slice(0, 3)).toEqual(builtIn);
  expect(builtIn.map(({ name, editable, users }) => ({ name, editable, users }))).toEqual([
    { name: "单位管理员", editable: false, users: 0 },
    { name: "学时审核员", editable: false, users: 0 },
    { name: "查询员", editable: false, users: 0 },
  ]);
  expect(rows.at(-4)).toMatchObject({
    id,
    name: "学时专员",
    description: "只审学时",
    permissions: ["hours.review"],
    builtIn: false,
    editable: true,
    users: 2,
  });
  const found = await list(full, { q: "时专" });
  expect(found.rows.map((row) => row.id)).toEqual([id]);
  expect(found.total).toBe(1);
  expect((await list(full, { q: "_" })).total).toBe(0);
  expect((await list(foreign)).rows.map((row) => row.id)).not.toContain(id);
  // Those of other units are not counted.
  await database.owner.insert(accountRoles).values({
    accountId: foreign.viewer.accountId,
    roleId: builtInRoles.enquirer.id,
  });
  expect((await list(full)).rows.find(({ name }) => name === "查询员")?.users).toBe(0);
  expect((await list(foreign)).rows.find(({ name }) => name === "查询员")?.users).toBe(1);
});

test("each kind of organization has the administrator role of its own, and the roles of everybody", async () => {
  for (const [of, name] of [
    [tree.bureau, "人社局管理员"],
    [tree.authority, "主管部门管理员"],
    [tree.unit, "单位管理员"],
  ] as const) {
    const ctx = await ctxFor(database.db, await administrator(database.db, of));
    const { rows } = await list(ctx);
    expect(rows.filter((row) => row.builtIn).map((row) => row.name)).toEqual([name, "学时审核员", "查询员"]);
    expect(rows[0]?.permissions).toEqual(permissionsOf(of.kind));
  }
  expect(await findRole(full.db, full, builtInRoles.bureauAdministrator.id)).toBeNull();
});

test("what can be granted is what the viewer holds as a whole", async () => {
  const { id } = await createRole(full, input("查询", ["persons.read"]));
  const { id: within } = await createRole(full, input("审学时", ["hours.review"]));
  const names = async (ctx: Ctx) => (await listGrantableRoles(ctx.db, ctx)).map((role) => role.name);
  expect(await names(full)).toEqual(
    expect.arrayContaining(["单位管理员", "学时审核员", "查询员", "查询", "审学时"]),
  );
  const granted = await listGrantableRoles(few.db, few);
  expect(granted.map((role) => role.id)).toContain(within);
  expect(granted.map((role) => role.id)).not.toContain(id);
  expect(granted.filter((role) => role.builtIn).map((role) => role.name)).toEqual(["学时审核员"]);
  for (const { permissions } of granted) {
    expect(fewModules).toEqual(expect.arrayContaining(permissions));
  }
});

test("a role is made and audited; a name that another has, or that is built in, is told at the field", async () => {
  const made = await createRole(full, input("学时专员", ["hours.review", "hours.progress"], "说明"));
  expect(await rowOf(made.id)).toMatchObject({
    organizationId: unit.id,
    ...input("学时专员", ["hours.review", "hours.progress"], "说明"),
  });
  for (const name of ["学时专员", "单位管理员", "人社局管理员"]) {
    const { code, fields } = await refusal(createRole(full, input(name)));
    expect(code).toBe("conflict");
    expect(fields?.name).toMatch(/请换一个名称/);
  }
  // Another unit's names are its own.
  await createRole(foreign, input("学时专员"));
  expect(await auditOf(full)).toEqual([
    {
      action: "role.create",
      subjectId: made.id,
      detail: { name: "学时专员", added: ["学时审批", "申报进度查询"] },
    },
  ]);
});

test("two roles of one name at the same moment: one is made, the other is told", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, () => createRole(full, input("同名角色"))),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "conflict" });
  }
  expect(await database.owner.$count(roles, eq(roles.organizationId, unit.id))).toBe(3);
});

test("an organization has so many roles and no more", async () => {
  await database.owner.execute(sql`
    insert into roles (id, organization_id, name, permissions)
    select uuidv7(), ${unit.id}, '角色' || n || '号', '{hours.review}'
    from generate_series(3, ${rolesAtMost}::int) n`);
  const { code, message } = await refusal(createRole(full, input("再多一个")));
  expect(code).toBe("blocked");
  expect(message).toContain("100 个角色");
});

test("a change is true at the colleague's next request, and is audited with what came and went", async () => {
  const { id } = await createRole(full, input("学时专员", ["hours.review", "persons.read"]));
  const ctx = await ctxFor(database.db, await colleague(id, "王芳"));
  expect([...ctx.viewer.permissions]).toEqual(["hours.review", "persons.read"]);
  const change = { ...input("学时与证明", ["hours.review", "certificates.print"]), id };
  const answer = await editRole(full, { ...change, seen: ["persons.read", "hours.review"] });
  expect(answer).toEqual({ id, name: "学时与证明", users: 1 });
  const viewer = await loadViewer(ctx.viewer.sessionId);
  expect([...(viewer?.permissions ?? [])]).toEqual(["hours.review", "certificates.print"]);
  // The same once more changes nothing, and is no event.
  await editRole(full, { ...change, seen: change.permissions });
  expect((await auditOf(full)).slice(1)).toEqual([
    {
      action: "role.edit",
      subjectId: id,
      detail: {
        name: "学时与证明",
        formerName: "学时专员",
        fields: ["name", "permissions"],
        added: ["打印学时证明"],
        removed: ["专技人员信息查询"],
      },
    },
  ]);
  await createRole(full, input("另一个"));
  const { fields } = await refusal(editRole(full, { ...change, name: "另一个", seen: change.permissions }));
  expect(fields?.name).toMatch(/请换一个名称/);
});

test("who saves a page that somebody has overtaken gives nothing back", async () => {
  const { id } = await createRole(full, input("学时专员", ["hours.review", "persons.read"]));
  await editRole(full, { ...input("学时专员"), id, seen: ["hours.review", "persons.read"] });
  const late = editRole(full, {
    ...input("改个名", ["hours.review", "persons.read"]),
    id,
    seen: ["hours.review", "persons.read"],
  });
  expect(await refusal(late)).toMatchObject({ code: "conflict", message: expect.stringContaining("刷新") });
  expect(await rowOf(id)).toMatchObject(input("学时专员"));
});

test("forged form data beyond the viewer's rights is refused, changes nothing and is audited", async () => {
  const { id: beyond } = await createRole(full, input("人员专员", ["persons.read", "hours.review"]));
  const { id: within } = await createRole(few, input("学时专员"));
  const before = await database.owner.select().from(roles).orderBy(roles.id);
  const builtIn = builtInRoles.enquirer.id;
  const tries = [
    () => createRole(few, input("越权", ["hours.review", "persons.read"])),
    // A module that no administrator of a unit can hold.
    () => createRole(full, input("越权", ["authorities.manage"])),
    () =>
      editRole(few, { ...input("学时专员", permissionsOf("employer")), id: within, seen: ["hours.review"] }),
    () => editRole(few, { ...input("人员专员"), id: beyond, seen: ["persons.read", "hours.review"] }),
    () => deleteRole(few, { id: beyond }),
    () => editRole(full, { ...input("查询员"), id: builtIn, seen: ["persons.read", "hours.progress"] }),
    () => deleteRole(full, { id: builtIn }),
  ];
  for (const attempt of tries) expect((await refusal(attempt())).code).toBe("forbidden");
  expect(await database.owner.select().from(roles).orderBy(roles.id)).toEqual(before);
  expect((await auditOf(few)).slice(1)).toEqual([
    {
      action: "role.refused",
      subjectId: null,
      detail: { name: "越权", beyond: ["专技人员信息查询"] },
    },
    {
      action: "role.refused",
      subjectId: within,
      detail: { name: "学时专员", beyond: expect.arrayContaining(["管理单位管理员", "操作日志"]) },
    },
    { action: "role.refused", subjectId: beyond, detail: { name: "人员专员", beyond: ["专技人员信息查询"] } },
    { action: "role.refused", subjectId: beyond, detail: { name: "人员专员", beyond: ["专技人员信息查询"] } },
  ]);
  expect((await auditOf(full)).map(({ action }) => action)).toEqual([
    "role.create",
    "role.refused",
    "role.refused",
    "role.refused",
  ]);
});

test("one's own role may lose modules, not gain any", async () => {
  const [{ roleId } = { roleId: "" }] = await database.owner
    .select({ roleId: accountRoles.roleId })
    .from(accountRoles)
    .where(eq(accountRoles.accountId, few.viewer.accountId));
  const edit = (permissions: Permission[]) =>
    editRole(few, { ...input("我的角色", permissions), id: roleId, seen: fewModules });
  expect((await refusal(edit([...fewModules, "audit.read"]))).code).toBe("forbidden");
  await edit(["roles.manage", "hours.review"]);
  const viewer = await loadViewer(few.viewer.sessionId);
  expect([...(viewer?.permissions ?? [])]).toEqual(["roles.manage", "hours.review"]);
});

test("a role in use can't be deleted, and the refusal names who has it; one that only the closed had can", async () => {
  const { id } = await createRole(full, input("学时专员"));
  const held = [];
  for (const name of ["王芳", "李强", "赵敏", "孙立", "周静", "吴磊", "郑爽"]) {
    held.push((await colleague(id, name)).id);
  }
  const { code, message } = await refusal(deleteRole(full, { id }));
  expect(code).toBe("blocked");
  expect(message).toContain("正由王芳、李强、赵敏、孙立、周静等 7 人使用");
  expect(await findRoleUsers(full.db, full.viewer, id)).toEqual({
    names: ["王芳", "李强", "赵敏", "孙立", "周静"],
    total: 7,
    mine: false,
  });
  expect(await findRoleUsers(full.db, foreign.viewer, id)).toEqual({ names: [], total: 0, mine: false });
  await database.owner.update(accounts).set({ state: "closed" }).where(sql`${accounts.id} in ${held}`);
  expect(await deleteRole(full, { id })).toEqual({ name: "学时专员" });
  expect(await rowOf(id)).toBeUndefined();
  expect((await auditOf(full)).at(-1)).toEqual({
    action: "role.delete",
    subjectId: id,
    detail: { name: "学时专员", removed: ["学时审批"] },
  });
});

test("an unknown id and another organization's are missing, and neither is told apart", async () => {
  const { id } = await createRole(full, input("学时专员"));
  for (const unknown of [id, uuidv7(), builtInRoles.bureauAdministrator.id]) {
    const tries = [
      () => deleteRole(foreign, { id: unknown }),
      () => editRole(foreign, { ...input("改名"), id: unknown, seen: ["hours.review"] }),
    ];
    for (const attempt of tries) {
      expect(await refusal(attempt())).toMatchObject({
        code: "missing",
        message: "该角色不存在，或不在您的管理范围内",
      });
    }
    expect(await findRole(foreign.db, foreign, unknown)).toBeNull();
  }
  expect(await findRole(foreign.db, foreign, "no-id")).toBeNull();
  expect(await rowOf(id)).toMatchObject(input("学时专员"));
  expect(await auditOf(foreign).then((rows) => rows.filter(({ subjectId }) => subjectId === id))).toEqual([]);
});

test("a role that is deleted while it is being given: one of both wins", async () => {
  for (let round = 0; round < 8; round++) {
    const { id } = await createRole(full, input(`角色${round}`));
    const { id: accountId } = await administrator(database.db, unit, { permissions: ["hours.review"] });
    const give = () =>
      database.db.transaction(async (tx) => {
        const [role] = await tx.select({ id: roles.id }).from(roles).where(eq(roles.id, id)).for("share");
        if (!role) return "missing";
        await tx.insert(accountRoles).values({ accountId, roleId: id });
        return "given";
      });
    const remove = () =>
      deleteRole(full, { id }).then(
        () => "deleted",
        (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)),
      );
    const both = round % 2 ? [give, remove] : [remove, give];
    const outcome = (await Promise.all(both.map((start) => start()))).sort().join();
    expect(["blocked,given", "deleted,missing"]).toContain(outcome);
    expect((await rowOf(id)) !== undefined).toBe(outcome === "blocked,given");
  }
});

test("a grant that is under way holds a deletion up, and then stops it", async () => {
  const { id } = await createRole(full, input("学时专员"));
  const { id: accountId } = await administrator(database.db, unit, { name: "王芳" });
  let remove: Promise<AppError> | undefined;
  await database.db.transaction(async (tx) => {
    await tx.select({ id: roles.id }).from(roles).where(eq(roles.id, id)).for("share");
    remove = refusal(deleteRole(full, { id }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await tx.insert(accountRoles).values({ accountId, roleId: id });
  });
  expect((await remove)?.message).toContain("正由王芳使用");
});
