import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accountDepartments, auditLog, declarations, departments, roles } from "@/db/schema";
import { may } from "@/lib/access/permissions";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import type { Ctx } from "@/lib/context";
import { revealIdNumber } from "@/lib/person/commands";
import { appointAdministrator, resetFullAdministrator } from "@/lib/structure/appoint";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  organizationTree,
  pendingDeclaration,
  professional,
  viewerOf,
} from "@/tests/fixtures";
import { decideChanges, propose, proposeSuperior, unitChangeWorld } from "@/tests/unit-change";
import type { AuditFilters } from "./filters";
import { listAudit } from "./queries";
import { entryWords, operatorWords } from "./words";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());

/** A unit with its administrator, in a tree of its own. */
async function world() {
  tree = await organizationTree(db);
  const account = await administrator(db, tree.unit, { name: "张管理" });
  return { account, ctx: await ctxFor(db, account) };
}

const list = async (ctx: Ctx, filters: AuditFilters = {}) => {
  const { rows, total } = await listAudit(ctx, { filters, limit: 20, offset: 0 });
  expect(total).toBe(rows.length);
  return rows;
};
const actions = async (ctx: Ctx, filters?: AuditFilters) =>
  (await list(ctx, filters)).map(({ action }) => action);

/** Entries by somebody of an organization, or with `actorOrganizationId` null by a visitor. */
const log = (values: Partial<typeof auditLog.$inferInsert>) =>
  database.owner.insert(auditLog).values({
    action: "organization.edit",
    actorName: "某人",
    subjectKind: "organization",
    detail: {},
    address: "10.0.0.1",
    ...values,
  });

test("the log is the own organization's: nobody's beside, above or below", async () => {
  const { ctx } = await world();
  const { person } = await professional(db, tree.unit, { name: "王小明" });
  await revealIdNumber(ctx, { personId: person.id });
  const others = [tree.bureau, tree.authority, tree.subUnit, tree.foreignUnit];
  for (const other of others) {
    const foreign = await ctxFor(db, await administrator(db, other));
    expect(await list(foreign), other.name).toEqual([]);
    // What is theirs, and about their own, is not the unit's either.
    await log({ actorOrganizationId: other.id, subjectId: other.id });
  }
  const rows = await list(ctx);
  expect(rows.map(entryWords)).toEqual([
    { action: "查看完整证件号", subjectKind: "专业技术人员", subject: "王小明", note: "" },
  ]);
  expect(rows.map(operatorWords)).toEqual(["张管理"]);
  expect(JSON.stringify(rows)).not.toContain(person.idNumber);
});

test("what others did to the organization and its administrators' accounts is there, their addresses are not", async () => {
  const { ctx } = await world();
  const account = await administrator(db, tree.unit, { name: "张管理", password: "correct horse" });
  const { account: theirs } = await professional(db, tree.unit);
  const byBureau = { actorOrganizationId: tree.bureau.id, actorName: "李局长" };
  await log({
    ...byBureau,
    action: "organization.edit",
    subjectId: tree.unit.id,
    detail: { fields: ["phone"] },
  });
  await log({ ...byBureau, action: "account.reset-password", subjectKind: "account", subjectId: account.id });
  await log({ ...byBureau, action: "organization.disable", subjectId: tree.subUnit.id });
  await log({ ...byBureau, action: "account.reset-password", subjectKind: "account", subjectId: theirs.id });
  // An id of the same digits, of another kind.
  await log({ ...byBureau, subjectKind: "person", subjectId: tree.unit.id });
  const tries = await loginInput(db, { idNumber: account.idNumber, password: "x", address: "203.0.113.7" });
  await login(db, tries).catch(() => {});
  const rows = await list(ctx);
  expect(rows.map((row) => [row.action, operatorWords(row), row.address])).toEqual([
    ["session.login-failed", "访客", "203.0.113.7"],
    ["account.reset-password", `李局长（${tree.bureau.name}）`, ""],
    ["organization.edit", `李局长（${tree.bureau.name}）`, ""],
  ]);
  expect(rows.map(entryWords).map(({ subject, note }) => [subject, note])).toEqual([
    ["张管理", "登录入口：用人单位；密码错误"],
    ["张管理", ""],
    [tree.unit.name, "修改内容：联系电话"],
  ]);
  // What one does to one's own organization is there once.
  await log({ actorOrganizationId: tree.unit.id, subjectId: tree.unit.id });
  expect(await list(ctx)).toHaveLength(4);
});

test("what the superior decides about the unit, and does with its administrators, is there", async () => {
  const world = await unitChangeWorld(db);
  const { unit, authority, foreignAuthority, tree } = world;
  await propose(unit, { name: "济宁市第一中学（新）" });
  await decideChanges(authority, [tree.unit.id], "reject");
  await propose(unit, { name: "济宁市第一中学（新）" });
  await decideChanges(authority, [tree.unit.id]);
  await proposeSuperior(unit, tree.foreignAuthority);
  await decideChanges(foreignAuthority, [tree.unit.id], "reject");
  const { accountId, name } = unit.viewer;
  const full = { id: tree.unit.id, administratorId: accountId };
  await appointAdministrator(authority, "units", { from: "existing", ...full });
  await resetFullAdministrator(authority, "units", full);
  const unitName = "济宁市第一中学（新）";
  const theirs = (await list(unit)).filter((row) => row.actorName !== name);
  expect(theirs.map((row) => [row.action, row.actorOrganization, row.subjectName, row.address])).toEqual([
    ["account.reset-password", tree.authority.name, name, ""],
    ["administrator.appoint", tree.authority.name, unitName, ""],
    ["unit-change.reject", tree.foreignAuthority.name, unitName, ""],
    ["unit-change.approve", tree.authority.name, unitName, ""],
    ["unit-change.reject", tree.authority.name, unitName, ""],
  ]);
  expect(await actions(unit, { action: "unit-change.approve" })).toEqual(["unit-change.approve"]);
  expect((await actions(unit)).filter((action) => action === "unit-change.submit")).toHaveLength(3);
});

test("whoever is limited to departments, and a professional, hold no audit.read and read nothing", async () => {
  const { account, ctx } = await world();
  expect(may(ctx.viewer, "audit.read")).toBe(true);
  const [department] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "教务处" })
    .returning({ id: departments.id });
  await db
    .insert(accountDepartments)
    .values({ accountId: account.id, departmentId: department?.id as string });
  const limited = await ctxFor(db, account);
  expect(may(limited.viewer, "audit.read")).toBe(false);
  await expect(listAudit(limited, { filters: {}, limit: 20, offset: 0 })).rejects.toMatchObject({
    code: "forbidden",
  });
  const person = await ctxFor(db, (await professional(db, tree.unit)).account);
  expect(may(person.viewer, "audit.read")).toBe(false);
  await expect(listAudit(person, { filters: {}, limit: 20, offset: 0 })).rejects.toMatchObject({
    code: "forbidden",
  });
  expect(
    may(await viewerOf(db, (await administrator(db, tree.unit, { permissions: [] })).id), "audit.read"),
  ).toBe(false);
});

test("days count in the platform's zone, both of them; without days the log goes back ninety", async () => {
  const { ctx } = await world();
  const by = { actorOrganizationId: tree.unit.id };
  const midnight = [
    "2026-03-01T00:00:00+08:00",
    "2026-03-01T23:59:59.999+08:00",
    "2026-03-02T00:00:00+08:00",
  ];
  for (const at of midnight) await log({ ...by, at: new Date(at) });
  const times = async (filters: AuditFilters) => (await list(ctx, filters)).map(({ time }) => time);
  expect(await times({ from: "2026-03-01", to: "2026-03-01" })).toEqual([
    "2026-03-01 23:59:59",
    "2026-03-01 00:00:00",
  ]);
  expect(await times({ from: "2026-03-02", to: "2026-03-31" })).toEqual(["2026-03-02 00:00:00"]);
  expect(await times({ to: "2026-03-01" })).toHaveLength(2);
  expect(await times({ from: "2026-03-02", to: "2026-03-01" })).toEqual([]);
  await log({ ...by, at: new Date(Date.now() - 89 * 86_400_000) });
  await log({ ...by, at: new Date(Date.now() - 92 * 86_400_000) });
  expect(await times({})).toHaveLength(1);
});

test("entries are found by verb, by operator and by the name of what they are about", async () => {
  const { ctx } = await world();
  const applicant = await ctxFor(db, (await professional(db, tree.unit, { name: "欧阳修竹" })).account);
  await pendingDeclaration(db, applicant, { title: "骨干教师培训班" });
  await log({ actorOrganizationId: tree.unit.id, actorName: "100%张", subjectId: tree.unit.id });
  const [department] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "教务处" })
    .returning({ id: departments.id });
  const onDepartment = { actorOrganizationId: tree.unit.id, subjectKind: "department" };
  await log({
    ...onDepartment,
    action: "department.create",
    subjectId: department?.id,
    detail: { name: "旧名" },
  });
  await log({
    ...onDepartment,
    action: "department.delete",
    subjectId: uuidv7(),
    detail: { name: "总务处" },
  });

  expect(await actions(ctx, { action: "declaration.submit" })).toEqual(["declaration.submit"]);
  expect(await actions(ctx, { operator: "阳修" })).toEqual(["declaration.submit"]);
  expect(await actions(ctx, { operator: "0%" })).toEqual(["organization.edit"]);
  expect(await actions(ctx, { operator: "%" })).toHaveLength(1);
  const subjects = async (subject: string) => (await list(ctx, { subject })).map((row) => row.subjectName);
  expect(await subjects("骨干教师")).toEqual(["欧阳修竹：骨干教师培训班"]);
  expect(await subjects(tree.unit.name)).toEqual([tree.unit.name]);
  expect(await subjects("教务")).toEqual(["教务处"]);
  expect(await subjects("总务")).toEqual(["总务处"]);
  expect(await subjects("旧名")).toEqual([]);
});

test("a draft's title is its side's alone, and what is out of scope has no name", async () => {
  const { ctx } = await world();
  const { account, person } = await professional(db, tree.unit, { name: "王小明" });
  const { declarationId } = await pendingDeclaration(db, await ctxFor(db, account), { title: "未提交的" });
  await database.owner.update(declarations).set({ state: "draft" }).where(eq(declarations.id, declarationId));
  expect((await list(ctx)).map((row) => row.subjectName)).toEqual([person.name]);

  const foreign = await administrator(db, tree.foreignUnit, { name: "外单位" });
  const [role] = await db
    .select({ id: roles.id })
    .from(roles)
    .where(eq(roles.organizationId, tree.foreignUnit.id));
  const tried = { actorOrganizationId: tree.unit.id, action: "role.refused" };
  await log({ ...tried, subjectKind: "account", subjectId: foreign.id });
  await log({ ...tried, subjectKind: "role", subjectId: role?.id });
  expect((await list(ctx)).map((row) => row.subjectName)).toEqual([null, null, person.name]);
});

test("a page of a long log reads what it shows and counts, the newest first, and nobody else's", async () => {
  const { ctx } = await world();
  await database.owner.execute(sql`
    insert into audit_log (at, action, actor_name, actor_organization_id, subject_kind, subject_id, detail, address)
    select now() - make_interval(mins => n / 10), 'person.id-number', '某人',
           case when n % 2 = 0 then ${tree.unit.id}::uuid else ${tree.bureau.id}::uuid end, 'person', uuidv7(), '{}', '1'
    from generate_series(1, 100000) n`);
  await database.owner.execute(sql`analyze audit_log`);
  await db.transaction(async (tx) => {
    const { rows, total } = await listAudit({ ...ctx, db: tx }, { filters: {}, limit: 20, offset: 0 });
    expect([rows.length, total]).toEqual([20, 2001]);
    const [read] = await tx.execute<{ rows: number }>(sql`
      select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'audit_log'`);
    expect(read?.rows).toBeGreaterThan(2000);
    expect(read?.rows).toBeLessThan(2200);
  });
});

test("a search by name looks through the newest fifty thousand of the period, and no further", async () => {
  const { ctx } = await world();
  const { person } = await professional(db, tree.unit, { name: "欧阳修竹" });
  const by = { actorOrganizationId: tree.unit.id, action: "person.id-number", subjectKind: "person" };
  await log({ ...by, actorName: "慕容", subjectId: person.id, at: new Date("2026-03-01T12:00:00+08:00") });
  await database.owner.execute(sql`
    insert into audit_log (at, action, actor_name, actor_organization_id, subject_kind, subject_id, detail, address)
    select '2026-03-02T12:00:00+08:00'::timestamptz + make_interval(secs => n), 'declaration.approve', '某人',
           ${tree.unit.id}::uuid, 'declaration', uuidv7(), '{}', '1'
    from generate_series(1, 49999) n`);
  const from = "2026-03-01";
  const searches: AuditFilters[] = [{ operator: "慕容" }, { subject: "欧阳" }];
  for (const search of searches) expect(await actions(ctx, { from, ...search })).toEqual([by.action]);
  await log({ ...by, actorName: "某人", at: new Date("2026-03-03T12:00:00+08:00") });
  for (const search of searches) {
    expect(await actions(ctx, { from, ...search })).toEqual([]);
    // The verb doesn't carry it further back; a shorter period does.
    expect(await actions(ctx, { from, ...search, action: "person.id-number" })).toEqual([]);
    expect(await actions(ctx, { from, to: from, ...search })).toEqual([by.action]);
  }
  expect((await list(ctx, { from, action: "person.id-number" })).map((row) => row.actorName)).toEqual([
    "某人",
    "慕容",
  ]);
});

test("a search by name looks up no more names than it reaches entries, however long the period", async () => {
  const { ctx } = await world();
  await database.owner.execute(sql`
    insert into audit_log (at, action, actor_name, actor_organization_id, subject_kind, subject_id, detail, address)
    select now() - make_interval(secs => n), 'declaration.approve', '某人', ${tree.unit.id}::uuid, 'declaration',
           uuidv7(), '{}', '1'
    from generate_series(1, 60000) n`);
  await db.transaction(async (tx) => {
    // What the connection did before this transaction may be in it.
    const lookedUp = async () =>
      (
        await tx.execute<{ times: number }>(sql`
        select (seq_scan + idx_scan)::int as times from pg_stat_xact_user_tables where relname = 'declarations'`)
      )[0]?.times ?? 0;
    const before = await lookedUp();
    const filters = { from: "2000-01-01", subject: "欧阳" };
    await listAudit({ ...ctx, db: tx }, { filters, limit: 20, offset: 0 });
    // For the page and for the count.
    expect((await lookedUp()) - before).toBe(100_000);
  });
});
