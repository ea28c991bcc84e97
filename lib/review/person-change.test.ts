import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, departments, persons, reviewSteps, reviews, transfers } from "@/db/schema";
import type { PersonCtx } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { deciderOf } from "@/lib/org/queries";
import type { ChangeValues } from "@/lib/person/change";
import { decideReviews } from "@/lib/workflow/commands";
import type { Decision } from "@/lib/workflow/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  nextIdNumber,
  organization,
  organizationTree,
  type Person,
  professional,
} from "@/tests/fixtures";
import {
  findOwnReturned,
  listOwnChanges,
  personChangeKind,
  submitPersonChange,
  withdrawPersonChange,
} from "./person-change";
import { listInbox } from "./queries";

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
  ({ person, own } = await somebody());
});

async function somebody(overrides: Parameters<typeof professional>[2] = {}, at = tree.unit) {
  const made = await professional(db, at, overrides);
  const ctx = await ctxFor(db, made.account);
  return { ...made, own: ctx as PersonCtx };
}

/** A new title with its certificate. */
async function newTitle(ctx: PersonCtx, edits: Partial<ChangeValues> = {}): Promise<ChangeValues> {
  const file = await evidenceRow(db, ctx.viewer.person, { id: ctx.viewer.accountId });
  return {
    titleSeries: "中小学教师",
    titleLevel: "副高级",
    title: "高级教师",
    titleObtainedOn: "2024-12-01",
    titleAppointedOn: null,
    titleCertificateNumber: "SD2024001",
    evidence: { title: [{ id: file.id }] },
    ...edits,
  };
}

async function pending(personId: string) {
  const [review] = await db
    .select({ id: reviews.id, proposal: reviews.proposal, deciderId: reviewSteps.organizationId })
    .from(reviews)
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .where(and(eq(reviews.subjectId, personId), eq(reviews.state, "pending")));
  if (!review) throw new Error("nothing is pending");
  return review;
}

const decide = async (personId: string, decision: Decision = "approve", by = unit) =>
  decideReviews(by, personChangeKind, {
    target: { ids: [(await pending(personId)).id] },
    decision,
    opinion: decision === "reject" ? "证书编号页不清晰" : "",
  });

async function stored(id: string) {
  const [row] = await db.select().from(persons).where(eq(persons.id, id));
  return row as Person;
}

describe("a proposal", () => {
  test("holds only the fields that differ, and names the change", async () => {
    await submitPersonChange(own, await newTitle(own));
    const { proposal } = await pending(person.id);
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
    expect(await stored(person.id)).toEqual(person);
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
    const other = await somebody();
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
    expect((await pending(person.id)).proposal.names).toEqual({ [mine as string]: `语文组${person.id}` });
    await decide(person.id);
    expect((await stored(person.id)).departmentId).toBe(mine);
  });

  test("is refused to who is not 在岗, to an administrator, and while a transfer is pending", async () => {
    const retired = await somebody({ state: "retired" });
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

describe("the end of a review", () => {
  test("a yes writes exactly what was proposed; what changed meanwhile stays", async () => {
    const file = await evidenceRow(db, person, { id: own.viewer.accountId });
    await submitPersonChange(own, {
      name: "王方",
      position: null,
      school: "山东大学",
      education: "大学本科毕业",
      evidence: { identity: [{ id: file.id }], education: [{ id: file.id }] },
    });
    await database.owner
      .update(persons)
      .set({ title: "三级教师", phone: "13911111111", organizationId: tree.foreignUnit.id })
      .where(eq(persons.id, person.id));
    await decide(person.id);
    expect(await stored(person.id)).toEqual({
      ...person,
      title: "三级教师",
      phone: "13911111111",
      organizationId: tree.foreignUnit.id,
      name: "王方",
      school: "山东大学",
      education: "大学本科毕业",
    });
    const [account] = await db.select().from(accounts).where(eq(accounts.personId, person.id));
    expect(account?.name).toBe("王方");
  });

  test("a department that is another unit's by now is not written", async () => {
    const [department] = await db
      .insert(departments)
      .values({ organizationId: tree.unit.id, name: `数学组${person.id}` })
      .returning();
    await submitPersonChange(own, { departmentId: department?.id, position: "主任", evidence: {} });
    await database.owner
      .update(persons)
      .set({ organizationId: tree.foreignUnit.id })
      .where(eq(persons.id, person.id));
    await decide(person.id);
    expect(await stored(person.id)).toMatchObject({ departmentId: null, position: "主任" });
  });

  test("a no keeps the profile and comes back to be corrected: a new round", async () => {
    await submitPersonChange(own, await newTitle(own));
    await decide(person.id, "reject");
    expect(await stored(person.id)).toEqual(person);
    const returned = await findOwnReturned(own);
    expect(returned?.steps[0]?.opinion).toBe("证书编号页不清晰");
    expect(returned?.proposal.changes.title?.new).toBe("高级教师");
    expect(returned?.files).toMatchObject([{ evidence: "title", fileName: "结业证书.pdf", size: 1024 }]);

    await submitPersonChange(own, await newTitle(own, { titleCertificateNumber: "SD2024002" }));
    await decide(person.id);
    expect(await findOwnReturned(own)).toBeNull();
    expect((await listOwnChanges(own)).map(({ round, state }) => [round, state])).toEqual([
      [2, "approved"],
      [1, "rejected"],
    ]);
    expect(await stored(person.id)).toMatchObject({
      title: "高级教师",
      titleCertificateNumber: "SD2024002",
    });
  });

  test("a withdrawal keeps the profile, and is the professional's own alone", async () => {
    await submitPersonChange(own, await newTitle(own));
    const stranger = await somebody();
    await expect(withdrawPersonChange(stranger.own, { id: person.id })).rejects.toMatchObject({
      code: "missing",
    });
    await withdrawPersonChange(own, { id: person.id });
    expect(await stored(person.id)).toEqual(person);
    await submitPersonChange(own, await newTitle(own));
  });
});

describe("who decides", () => {
  test("the unit, and it sees who and what, with the ID number masked", async () => {
    await submitPersonChange(own, await newTitle(own));
    const inbox = (q: string) =>
      listInbox(unit, personChangeKind, {
        tab: "open",
        filters: { q },
        order: undefined,
        limit: 20,
        offset: 0,
      });
    const { rows } = await inbox(person.name);
    expect(rows.map(({ subject }) => subject)).toMatchObject([
      { id: person.id, name: person.name, change: "职称", organizationName: tree.unit.name },
    ]);
    expect(JSON.stringify(rows)).not.toContain(person.idNumber);
    expect((await inbox(person.idNumber)).rows).toHaveLength(1);
    expect((await inbox("查无此人")).rows).toHaveLength(0);
  });

  test("its superior, where the professional is the unit's only reviewer", async () => {
    const small = await organization(db, "employer", "某小学", tree.authority);
    const idNumber = nextIdNumber();
    const { own: sole, person: head } = await somebody({ idNumber }, small);
    const self = await ctxFor(db, await administrator(db, small, { idNumber }));
    // Others who couldn't decide either: without the permission, and disabled.
    await administrator(db, small, { permissions: ["hours.review"] });
    await administrator(db, small, { state: "disabled" });
    await submitPersonChange(sole, await newTitle(sole));
    expect((await pending(head.id)).deciderId).toBe(tree.authority.id);
    await expect(decide(head.id, "approve", self)).rejects.toMatchObject({ code: "missing" });
    const authority = await ctxFor(db, await administrator(db, tree.authority));
    await decide(head.id, "approve", authority);
    expect((await stored(head.id)).title).toBe("高级教师");
  });

  test("the unit again, where a colleague can decide", async () => {
    const small = await organization(db, "employer", "某中学", tree.authority);
    const idNumber = nextIdNumber();
    const { own: one, person: head } = await somebody({ idNumber }, small);
    await administrator(db, small, { idNumber });
    await administrator(db, small, { permissions: ["person-changes.review"] });
    await submitPersonChange(one, await newTitle(one));
    expect((await pending(head.id)).deciderId).toBe(small.id);
  });

  test("the next superior for which it is not so, past a disabled one; nobody: null", async () => {
    const root = await organization(db, "bureau", "某局");
    const middle = await organization(db, "authority", "某主管部门", root);
    const bottom = await organization(db, "employer", "某单位", middle);
    const idNumber = nextIdNumber();
    await administrator(db, bottom, { idNumber });
    const ask = () => deciderOf(db, { path: bottom.path, idNumber, permission: personChangeKind.permission });
    expect(await ask()).toEqual({ id: middle.id, kind: "authority" });
    await database.owner.execute(sql`update organizations set state = 'disabled' where id = ${middle.id}`);
    expect(await ask()).toEqual({ id: root.id, kind: "bureau" });
    await administrator(db, root, { idNumber });
    expect(await ask()).toBeNull();
  });
});

test("two and thirty in a batch take the same number of statements", async () => {
  const numbers: number[] = [];
  for (const count of [2, 30]) {
    const ids: string[] = [];
    const people: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { own: each, person: of } = await somebody();
      const file = await evidenceRow(db, of, { id: each.viewer.accountId });
      const values = await newTitle(each, {
        name: `改名${index}`,
        position: index % 2 ? "主任" : undefined,
        evidence: { title: [{ id: file.id }], identity: [{ id: file.id }] },
      });
      await submitPersonChange(each, values);
      ids.push((await pending(of.id)).id);
      people.push(of.id);
    }
    statements.length = 0;
    const outcome = await decideReviews(unit, personChangeKind, {
      target: { ids },
      decision: "approve",
      opinion: "",
    });
    numbers.push(statements.length);
    expect(outcome).toEqual({ done: count, skipped: 0 });
    for (const [index, id] of people.entries()) {
      expect(await stored(id)).toMatchObject({
        name: `改名${index}`,
        title: "高级教师",
        position: index % 2 ? "主任" : null,
      });
    }
  }
  expect(numbers[1]).toBe(numbers[0]);
});
