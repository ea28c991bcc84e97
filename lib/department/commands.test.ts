import { and, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountDepartments, accounts, auditLog, departments, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organization, organizationTree, professional } from "@/tests/fixtures";
import {
  addDepartment,
  assignDepartment,
  deleteDepartment,
  moveDepartment,
  renameDepartment,
  sortDepartment,
} from "./commands";
import { listDepartments } from "./queries";
import { maxDepartments } from "./rules";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let foreign: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.owner);
  foreign = await ctxOf(tree.foreignUnit);
});
afterAll(() => database.close());

const ctxOf = async (of: { id: string; kind: "employer" | "authority" | "bureau" }) =>
  ctxFor(database.db, await administrator(database.owner, of));

let units = 0;
/** A unit without departments, with an administrator. */
async function newUnit() {
  const row = await organization(database.owner, "employer", `济宁市第${++units + 1}中学`, tree.authority);
  return { row, ctx: await ctxOf(row) };
}
const add = async (ctx: Ctx, name: string, parentId: string | null = null) =>
  (await addDepartment(ctx, { name, parentId })).id;
const person = async (of: { id: string }, departmentId?: string) =>
  (await professional(database.owner, of, { departmentId })).person;
const pathsOf = async (ctx: Ctx) => (await listDepartments(ctx.db, ctx.scope)).map(({ name }) => name);
const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
/** What became of several at once: 'ok', or the refusal; anything else is thrown. */
const outcomes = (works: Promise<unknown>[]) =>
  Promise.all(
    works.map((work) =>
      work.then(
        () => "ok" as const,
        (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
      ),
    ),
  );
const auditOf = async (...ids: string[]) =>
  (
    await database.owner.select().from(auditLog).where(inArray(auditLog.subjectId, ids)).orderBy(auditLog.id)
  ).map(({ action, detail }) => ({ action, detail }));

describe("the tree of a unit", () => {
  test("grows at the end, renames, moves with all below, sorts and shrinks; each is audited once", async () => {
    const { ctx } = await newUnit();
    const teaching = await add(ctx, "教务处");
    const office = await add(ctx, "办公室");
    const lessons = await add(ctx, "教学科", teaching);
    await add(ctx, "教研室", lessons);
    await add(ctx, "考务科", teaching);
    expect(await pathsOf(ctx)).toEqual([
      "教务处",
      "教务处 / 教学科",
      "教务处 / 教学科 / 教研室",
      "教务处 / 考务科",
      "办公室",
    ]);
    await renameDepartment(ctx, { id: office, name: "综合办公室" });
    await renameDepartment(ctx, { id: office, name: "综合办公室" });
    await moveDepartment(ctx, { id: lessons, parentId: office });
    await moveDepartment(ctx, { id: lessons, parentId: office });
    await sortDepartment(ctx, { id: office, place: "before", beside: teaching });
    await sortDepartment(ctx, { id: office, place: "before", beside: teaching });
    expect(await pathsOf(ctx)).toEqual([
      "综合办公室",
      "综合办公室 / 教学科",
      "综合办公室 / 教学科 / 教研室",
      "教务处",
      "教务处 / 考务科",
    ]);
    await moveDepartment(ctx, { id: lessons, parentId: null });
    expect((await pathsOf(ctx)).at(-2)).toBe("教学科");
    await deleteDepartment(ctx, { id: office });
    expect(await pathsOf(ctx)).not.toContain("综合办公室");
    expect(await auditOf(office, lessons)).toEqual([
      { action: "department.create", detail: { name: "办公室", parent: null } },
      { action: "department.create", detail: { name: "教学科", parent: "教务处" } },
      { action: "department.rename", detail: { formerName: "办公室", name: "综合办公室" } },
      { action: "department.move", detail: { name: "教学科", from: "教务处", to: "综合办公室" } },
      { action: "department.sort", detail: { name: "综合办公室" } },
      { action: "department.move", detail: { name: "教学科", from: "综合办公室", to: null } },
      { action: "department.delete", detail: { name: "综合办公室" } },
    ]);
  });

  test("a name is one of its siblings' only, told at the field", async () => {
    const { ctx } = await newUnit();
    const teaching = await add(ctx, "教务处");
    const lower = await add(ctx, "教务处", teaching);
    const office = await add(ctx, "办公室");
    const message = "同一上级下已有同名部门，请换一个名称";
    for (const again of [
      () => add(ctx, "教务处"),
      () => add(ctx, "教务处", teaching),
      () => renameDepartment(ctx, { id: office, name: "教务处" }),
    ]) {
      expect(await refusal(again())).toMatchObject({ code: "conflict", fields: { name: message } });
    }
    expect((await refusal(moveDepartment(ctx, { id: lower, parentId: null }))).fields).toEqual({
      parentId: "所选上级部门下已有同名部门，请先改名再移动",
    });
  });

  test("a move below itself or its own is refused with a sentence; nothing changes", async () => {
    const { ctx } = await newUnit();
    const teaching = await add(ctx, "教务处");
    const lessons = await add(ctx, "教学科", teaching);
    for (const parentId of [teaching, lessons]) {
      const { code, fields } = await refusal(moveDepartment(ctx, { id: teaching, parentId }));
      expect(code).toBe("invalid");
      expect(fields?.parentId).toContain("请选择其他上级部门");
    }
    expect(await pathsOf(ctx)).toEqual(["教务处", "教务处 / 教学科"]);
  });

  test("an unknown id and another unit's are the same to every command", async () => {
    const { row, ctx } = await newUnit();
    const own = await add(ctx, "教务处");
    const theirs = await add(foreign, "内科");
    const newcomer = await person(row);
    for (const id of [theirs, uuidv7()]) {
      for (const attempt of [
        () => renameDepartment(ctx, { id, name: "改名" }),
        () => moveDepartment(ctx, { id, parentId: null }),
        () => sortDepartment(ctx, { id, place: "before", beside: own }),
        () => deleteDepartment(ctx, { id }),
        () => assignDepartment(ctx, { ids: [newcomer.id], from: null, to: id }),
        () => assignDepartment(ctx, { ids: [newcomer.id], from: id, to: null }),
      ]) {
        expect((await refusal(attempt())).code).toBe("missing");
      }
      for (const attempt of [
        () => add(ctx, "内科", id),
        () => moveDepartment(ctx, { id: own, parentId: id }),
      ]) {
        expect((await refusal(attempt())).fields).toEqual({
          parentId: "所选上级部门不存在或已被删除，请重新选择",
        });
      }
      expect((await refusal(sortDepartment(ctx, { id: own, place: "after", beside: id }))).code).toBe(
        "conflict",
      );
    }
    expect(await pathsOf(foreign)).toContain("内科");
  });

  test("ends at so many departments, with a sentence", async () => {
    const { row, ctx } = await newUnit();
    await database.owner.insert(departments).values(
      Array.from({ length: maxDepartments - 1 }, (_, index) => ({
        organizationId: row.id,
        name: `${index}`,
      })),
    );
    await add(ctx, "最后一个");
    const { code, message } = await refusal(add(ctx, "再多一个"));
    expect(code).toBe("blocked");
    expect(message).toContain(`最多 ${maxDepartments} 个`);
  });
});

describe("a deletion", () => {
  test("says how many people, departments and administrators are in the way", async () => {
    const { row, ctx } = await newUnit();
    const teaching = await add(ctx, "教务处");
    const lessons = await add(ctx, "教学科", teaching);
    const { id: personId } = await person(row, teaching);
    await person(row, teaching);
    const deputy = await administrator(database.owner, row);
    await database.owner.insert(accountDepartments).values({ accountId: deputy.id, departmentId: teaching });
    const deletion = () => deleteDepartment(ctx, { id: teaching });
    expect(await refusal(deletion())).toMatchObject({
      code: "blocked",
      message: expect.stringContaining(
        "还有 2 名人员、1 个下级部门，并且在 1 名管理员的数据范围内，不能删除",
      ),
    });
    await deleteDepartment(ctx, { id: lessons });
    await database.owner
      .update(persons)
      .set({ departmentId: null })
      .where(eq(persons.organizationId, row.id));
    expect((await refusal(deletion())).message).toContain("1 名管理员的数据范围");
    // An administrator who was deleted limits nobody.
    await database.owner.update(accounts).set({ state: "closed" }).where(eq(accounts.id, deputy.id));
    await deletion();
    expect(await pathsOf(ctx)).toEqual([]);
    expect(await departmentOf(personId)).toBeNull();
  });
});

const departmentOf = async (id: string) =>
  (await database.owner.select().from(persons).where(eq(persons.id, id)))[0]?.departmentId;

describe("batch assignment", () => {
  test("puts people from one department into another, each audited; others are skipped", async () => {
    const { row, ctx } = await newUnit();
    const teaching = await add(ctx, "教务处");
    const office = await add(ctx, "办公室");
    const [one, two, elsewhere] = [await person(row), await person(row), await person(row, office)];
    const theirs = await person(tree.foreignUnit);
    const ids = [one.id, two.id, elsewhere.id, theirs.id, uuidv7(), one.id];
    expect(await assignDepartment(ctx, { ids, from: null, to: teaching })).toEqual({ done: 2, skipped: 3 });
    expect(await Promise.all([one, two, elsewhere, theirs].map(({ id }) => departmentOf(id)))).toEqual([
      teaching,
      teaching,
      office,
      null,
    ]);
    const written = { action: "person.assign-department", detail: { from: null, to: "教务处" } };
    expect(await auditOf(...ids)).toEqual([written, written]);
    // The second of two tabs.
    expect((await refusal(assignDepartment(ctx, { ids, from: null, to: office }))).code).toBe("missing");
    await assignDepartment(ctx, { ids: [one.id], from: teaching, to: null });
    expect(await departmentOf(one.id)).toBeNull();
    expect((await auditOf(one.id)).at(-1)?.detail).toEqual({ from: "教务处", to: null });
  });

  test("by who is limited to departments stays within them", async () => {
    const { row, ctx } = await newUnit();
    const [teaching, office] = [await add(ctx, "教务处"), await add(ctx, "办公室")];
    const lessons = await add(ctx, "教学科", teaching);
    const deputy = await administrator(database.owner, row);
    await database.owner.insert(accountDepartments).values({ accountId: deputy.id, departmentId: teaching });
    const limited = await ctxFor(database.db, deputy);
    const ids = [(await person(row, teaching)).id, (await person(row)).id, (await person(row, office)).id];
    for (const [from, to] of [
      [teaching, office],
      [teaching, null],
      [null, teaching],
      [office, teaching],
    ] as const) {
      expect((await refusal(assignDepartment(limited, { ids, from, to }))).code).toBe("missing");
    }
    expect(await assignDepartment(limited, { ids, from: teaching, to: lessons })).toMatchObject({ done: 1 });
  });
});

describe("at the same moment", () => {
  test("of several additions of one name one is made, the others are told at the field", async () => {
    const { ctx } = await newUnit();
    const ends = await outcomes(Array.from({ length: 6 }, () => add(ctx, "教务处")));
    const refusals = ends.filter((end) => end !== "ok");
    expect(refusals).toHaveLength(5);
    for (const { fields } of refusals) expect(fields).toHaveProperty("name");
    expect(await pathsOf(ctx)).toEqual(["教务处"]);
  });

  test("crossing moves never close a circle", async () => {
    const { ctx } = await newUnit();
    for (let round = 0; round < 10; round++) {
      const names = ["甲", "乙", "丙"].map((name) => `${name}${round}`);
      const made: string[] = [];
      for (const name of names) made.push(await add(ctx, name));
      const ends = await outcomes(
        made.map((id, index) => moveDepartment(ctx, { id, parentId: made[(index + 1) % 3] ?? null })),
      );
      expect(ends.filter((end) => end === "ok")).toHaveLength(2);
      // All three can still be reached from the top.
      const shown = new Set((await listDepartments(ctx.db, ctx.scope)).map(({ id }) => id));
      expect(made.every((id) => shown.has(id))).toBe(true);
    }
  });

  test("sorting loses nothing, and additions get places of their own", async () => {
    const { row, ctx } = await newUnit();
    const ids: string[] = [];
    for (const name of ["甲", "乙", "丙", "丁"]) ids.push(await add(ctx, name));
    const [a = "", b = "", c = "", d = ""] = ids;
    await Promise.all([
      sortDepartment(ctx, { id: d, place: "before", beside: c }),
      sortDepartment(ctx, { id: a, place: "after", beside: b }),
      add(ctx, "戊"),
      add(ctx, "己"),
    ]);
    const rows = await database.owner
      .select()
      .from(departments)
      .where(eq(departments.organizationId, row.id));
    expect(new Set(rows.map(({ position }) => position)).size).toBe(6);
    expect((await pathsOf(ctx)).slice(0, 4)).toEqual(["乙", "甲", "丁", "丙"]);
  });

  test("a deletion waits for whoever is being put into it, and then counts them", async () => {
    const { row, ctx } = await newUnit();
    const id = await add(ctx, "教务处");
    const newcomer = await person(row);
    let deletion: Promise<AppError> | undefined;
    await database.owner.transaction(async (tx) => {
      await tx.update(persons).set({ departmentId: id }).where(eq(persons.id, newcomer.id));
      deletion = refusal(deleteDepartment(ctx, { id }));
      await new Promise((resolve) => setTimeout(resolve, 200));
    });
    expect((await deletion)?.message).toContain("还有 1 名人员");
    expect(await departmentOf(newcomer.id)).toBe(id);
  });

  test("delete and assign: one is done, the other is told, and nobody is left in a department that is gone", async () => {
    const { row, ctx } = await newUnit();
    for (let round = 0; round < 10; round++) {
      const id = await add(ctx, `教务处${round}`);
      const newcomer = await person(row);
      const [deleted, assigned] = await outcomes([
        deleteDepartment(ctx, { id }),
        assignDepartment(ctx, { ids: [newcomer.id], from: null, to: id }),
      ]);
      if (deleted === "ok") {
        expect(assigned).toMatchObject({ code: "missing" });
        expect(await departmentOf(newcomer.id)).toBeNull();
      } else {
        expect(deleted?.message).toContain("还有 1 名人员");
        expect(assigned).toBe("ok");
      }
      const exists = await database.owner.$count(
        departments,
        and(eq(departments.id, id), eq(departments.organizationId, row.id)),
      );
      expect(exists).toBe(deleted === "ok" ? 0 : 1);
    }
  });
});
