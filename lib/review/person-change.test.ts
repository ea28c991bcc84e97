import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { departments, transfers } from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import type { PersonCtx } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { deciderOf } from "@/lib/org/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  nextIdNumber,
  organization,
  organizationTree,
  type Person,
} from "@/tests/fixtures";
import { decideChange, newTitle, pendingChange, personRow, somebody } from "@/tests/person-change";
import { addDepartment } from "@/tests/person-registration";
import { personChangeKind, submitPersonChange } from "./person-change";

const statements: string[] = [];
let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let person: Person;
let own: PersonCtx;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
});
afterAll(() => database.close());
beforeEach(async () => {
  ({ person, own } = await somebody(db, tree.unit));
});

describe("a proposal", () => {
  test("holds only the fields that differ, and names the change", async () => {
    await submitPersonChange(own, await newTitle(own));
    const { proposal } = await pendingChange(db, person.id);
    expect(proposal).toMatchObject({
      title: "职称",
      changes: {
        titleLevel: { old: "中级", new: "副高级" },
        title: { old: "一级教师", new: "高级教师" },
        titleObtainedOn: { old: null, new: "2024-12-01" },
        titleCertificateNumber: { old: null, new: "SD2024001" },
      },
    });
    expect(Object.keys(proposal.changes as object)).not.toContain("titleSeries");
    expect(JSON.stringify(proposal)).not.toContain(person.idNumber);
    expect(await personRow(db, person.id)).toEqual(person);
  });

  test("of nothing is refused with a sentence", async () => {
    await expect(submitPersonChange(own, { name: person.name, evidence: {} })).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining("没有需要变更的内容"),
    });
  });

  test("is judged again on the server, and says which field", async () => {
    const values = await newTitle(own, { title: "教授", evidence: {} });
    await expect(submitPersonChange(own, values)).rejects.toMatchObject({
      code: "invalid",
      fields: { title: expect.any(String), "evidence.title": "请上传职称证书" },
    });
  });

  test("reads the person once", async () => {
    const values = await newTitle(own);
    statements.length = 0;
    await submitPersonChange(own, values);
    expect(statements.filter((query) => query.includes('from "persons"'))).toHaveLength(1);
  });

  test("is one at a time, also of two at the same moment", async () => {
    const values = await newTitle(own);
    const both = await Promise.allSettled([submitPersonChange(own, values), submitPersonChange(own, values)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(submitPersonChange(own, values)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("您有一项资料变更正在审核"),
    });
  });

  test("cites the professional's own files only", async () => {
    const other = await somebody(db, tree.unit);
    const foreign = await evidenceRow(db, other.person, other.account);
    const values = await newTitle(own, { evidence: { title: [{ id: foreign.id }] } });
    await expect(submitPersonChange(own, values)).rejects.toMatchObject({ code: "missing" });
    const unknown = await newTitle(own, { evidence: { title: [{ id: own.viewer.accountId }] } });
    await expect(submitPersonChange(own, unknown)).rejects.toMatchObject({ code: "missing" });
  });

  test("of a department is of the own unit's", async () => {
    const rows = await db
      .insert(departments)
      .values([
        { organizationId: tree.unit.id, name: `语文组${person.id}` },
        { organizationId: tree.foreignUnit.id, name: `内科${person.id}` },
      ])
      .returning();
    const [mine, foreign] = rows.map(({ id }) => id);
    await expect(submitPersonChange(own, { departmentId: foreign, evidence: {} })).rejects.toMatchObject({
      fields: { departmentId: expect.any(String) },
    });
    await submitPersonChange(own, { departmentId: mine, evidence: {} });
    expect((await pendingChange(db, person.id)).proposal.names).toEqual({
      [mine as string]: `语文组${person.id}`,
    });
    await decideChange(unit, person.id);
    expect((await personRow(db, person.id)).departmentId).toBe(mine);
  });

  test("is refused to who is not 在岗, to an administrator, and while a transfer is pending", async () => {
    const retired = await somebody(db, tree.unit, { state: "retired" });
    await expect(submitPersonChange(retired.own, await newTitle(retired.own))).rejects.toMatchObject({
      code: "blocked",
    });
    await expect(submitPersonChange(unit, { name: "张三", evidence: {} })).rejects.toMatchObject({
      code: "missing",
    });
    await db.insert(transfers).values({
      personId: person.id,
      fromOrganizationId: tree.unit.id,
      toOrganizationId: tree.foreignUnit.id,
      reason: "工作需要",
    });
    await expect(submitPersonChange(own, await newTitle(own))).rejects.toMatchObject({ code: "blocked" });
  });
});

describe("who decides", () => {
  test("its superior, where the professional is the unit's only reviewer", async () => {
    const small = await organization(db, "employer", "某小学", tree.authority);
    const idNumber = nextIdNumber();
    const { own: sole, person: head } = await somebody(db, small, { idNumber });
    const self = await ctxFor(db, await administrator(db, small, { idNumber }));
    // Others who couldn't decide either: without the permission, and disabled.
    await administrator(db, small, { permissions: ["hours.review"] });
    await administrator(db, small, { state: "disabled" });
    const authority = await ctxFor(db, await administrator(db, tree.authority));
    await submitPersonChange(sole, await newTitle(sole));
    expect((await pendingChange(db, head.id)).deciderId).toBe(tree.authority.id);
    await expect(decideChange(self, head.id)).rejects.toMatchObject({ code: "missing" });
    await decideChange(authority, head.id);
    expect((await personRow(db, head.id)).title).toBe("高级教师");
  });

  test("the unit again, where a colleague can decide", async () => {
    const small = await organization(db, "employer", "某中学", tree.authority);
    const idNumber = nextIdNumber();
    const { own: one, person: head } = await somebody(db, small, { idNumber });
    await administrator(db, small, { idNumber });
    await administrator(db, small, { permissions: ["person-changes.review"] });
    await submitPersonChange(one, await newTitle(one));
    expect((await pendingChange(db, head.id)).deciderId).toBe(small.id);
  });

  test("the next superior where somebody else can, past a disabled one; nobody: null", async () => {
    const root = await organization(db, "bureau", "某局");
    const high = await organization(db, "authority", "某委", root);
    const middle = await organization(db, "authority", "某主管部门", high);
    const bottom = await organization(db, "employer", "某单位", middle);
    const idNumber = nextIdNumber();
    const { permission } = personChangeKind;
    await administrator(db, bottom, { idNumber });
    const ask = () => deciderOf(db, { path: bottom.path, idNumber, departmentId: null, permission });
    expect(await ask()).toBeNull();
    await administrator(db, root);
    expect(await ask()).toEqual({ id: root.id, kind: "bureau" });
    // Whose only administrators can't decide, or are disabled, is passed over too.
    await administrator(db, high, { permissions: ["hours.review"] });
    await administrator(db, middle, { state: "disabled" });
    expect(await ask()).toEqual({ id: root.id, kind: "bureau" });
    await administrator(db, high, { permissions: [permission] });
    await administrator(db, middle, { permissions: [permission] });
    expect(await ask()).toEqual({ id: middle.id, kind: "authority" });
    await database.owner.execute(sql`update organizations set state = 'disabled' where id = ${middle.id}`);
    expect(await ask()).toEqual({ id: high.id, kind: "authority" });
  });

  test("a colleague who is limited to departments counts for the people of these and all below them", async () => {
    const small = await organization(db, "employer", "某小学", tree.authority);
    const teaching = await addDepartment(db, small.id, "教务处");
    const lessons = await addDepartment(db, small.id, "教学科", teaching.id);
    const office = await addDepartment(db, small.id, "办公室");
    const idNumber = nextIdNumber();
    const head = await administrator(db, small, { idNumber });
    await administrator(db, small, { departments: [teaching.id] });
    const ask = async (departmentId: string | null, permission: Permission = "person-changes.review") =>
      (await deciderOf(db, { path: small.path, idNumber, departmentId, permission }))?.id;
    expect(await ask(teaching.id)).toBe(small.id);
    expect(await ask(lessons.id)).toBe(small.id);
    expect(await ask(office.id)).toBe(tree.authority.id);
    expect(await ask(null)).toBe(tree.authority.id);
    // Nobody holds within a limit what isn't about people one by one.
    expect(await ask(teaching.id, "unit-changes.review")).toBe(tree.authority.id);
    // By where the professional is, not where the change puts them.
    const { own: one, person: applicant } = await somebody(db, small, { idNumber, departmentId: lessons.id });
    await submitPersonChange(one, { departmentId: office.id, evidence: {} });
    expect((await pendingChange(db, applicant.id)).deciderId).toBe(small.id);
    // Whose account is closed is no administrator any more.
    await database.owner.execute(sql`update accounts set state = 'closed' where id = ${head.id}`);
    expect(await ask(null)).toBe(small.id);
  });
});
