import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, departments, persons } from "@/db/schema";
import type { PersonCtx } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { decideReviews } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, evidenceRow, organizationTree, type Person } from "@/tests/fixtures";
import { decideChange, newTitle, pendingChange, personRow, somebody } from "@/tests/person-change";
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
  ({ person, own } = await somebody(db, tree.unit));
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
    await decideChange(unit, person.id);
    expect(await personRow(db, person.id)).toEqual({
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
    await decideChange(unit, person.id);
    expect(await personRow(db, person.id)).toMatchObject({ departmentId: null, position: "主任" });
  });

  test("a no keeps the profile and comes back to be corrected: a new round", async () => {
    await submitPersonChange(own, await newTitle(own));
    await decideChange(unit, person.id, "reject");
    expect(await personRow(db, person.id)).toEqual(person);
    const returned = await findOwnReturned(own);
    expect(returned?.steps[0]?.opinion).toBe("证书编号页不清晰");
    expect(returned?.proposal.changes.title?.new).toBe("高级教师");
    expect(returned?.files).toMatchObject([{ evidence: "title", fileName: "结业证书.pdf", size: 1024 }]);

    await submitPersonChange(own, await newTitle(own, { titleCertificateNumber: "SD2024002" }));
    await decideChange(unit, person.id);
    expect(await findOwnReturned(own)).toBeNull();
    expect((await listOwnChanges(own)).map(({ round, state }) => [round, state])).toEqual([
      [2, "approved"],
      [1, "rejected"],
    ]);
    expect(await personRow(db, person.id)).toMatchObject({
      title: "高级教师",
      titleCertificateNumber: "SD2024002",
    });
  });

  test("a withdrawal keeps the profile, and is the professional's own alone", async () => {
    await submitPersonChange(own, await newTitle(own));
    const stranger = await somebody(db, tree.unit);
    await expect(withdrawPersonChange(stranger.own, { id: person.id })).rejects.toMatchObject({
      code: "missing",
    });
    await withdrawPersonChange(own, { id: person.id });
    expect(await personRow(db, person.id)).toEqual(person);
    await submitPersonChange(own, await newTitle(own));
  });
});

describe("the inbox", () => {
  const inbox = (q: string, tab: "open" | "decided" = "open") =>
    listInbox(unit, personChangeKind, { tab, filters: { q }, order: undefined, limit: 20, offset: 0 });

  test("shows who and what, with the ID number masked", async () => {
    await submitPersonChange(own, await newTitle(own));
    const { rows } = await inbox(person.name);
    expect(rows.map(({ subject }) => subject)).toMatchObject([
      { id: person.id, name: person.name, change: "职称", organizationName: tree.unit.name },
    ]);
    expect(JSON.stringify(rows)).not.toContain(person.idNumber);
    expect((await inbox(person.idNumber)).rows).toHaveLength(1);
    expect((await inbox("查无此人")).rows).toHaveLength(0);
  });

  test("keeps what was decided about as it was, whatever the person is called and wherever they are since", async () => {
    const [department] = await db
      .insert(departments)
      .values({ organizationId: tree.foreignUnit.id, name: `外科${person.id}` })
      .returning();
    await submitPersonChange(own, await newTitle(own));
    const [{ subject: before } = { subject: null }] = (await inbox(person.idNumber)).rows;
    await decideChange(unit, person.id);
    await database.owner
      .update(persons)
      .set({ name: "改了名", organizationId: tree.foreignUnit.id, departmentId: department?.id })
      .where(eq(persons.id, person.id));
    const { rows } = await inbox(person.idNumber, "decided");
    expect(rows.map(({ subject }) => subject)).toEqual([before]);
    expect(before).toMatchObject({
      name: person.name,
      organizationName: tree.unit.name,
      departmentName: null,
    });
  });
});

test("two and thirty in a batch take the same number of statements", async () => {
  const numbers: number[] = [];
  for (const count of [2, 30]) {
    const ids: string[] = [];
    const people: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { own: each, person: of } = await somebody(db, tree.unit);
      const file = await evidenceRow(db, of, { id: each.viewer.accountId });
      const values = await newTitle(each, {
        name: `改名${index}`,
        position: index % 2 ? "主任" : undefined,
        evidence: { title: [{ id: file.id }], identity: [{ id: file.id }] },
      });
      await submitPersonChange(each, values);
      ids.push((await pendingChange(db, of.id)).id);
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
      expect(await personRow(db, id)).toMatchObject({
        name: `改名${index}`,
        title: "高级教师",
        position: index % 2 ? "主任" : null,
      });
    }
  }
  expect(numbers[1]).toBe(numbers[0]);
});
