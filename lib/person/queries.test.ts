import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, auditLog, creditRecords, declarations, departments, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { listDepartments } from "@/lib/department/queries";
import { maskIdNumber } from "@/lib/id-number";
import { parseList } from "@/lib/list";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, type Person, professional } from "@/tests/fixtures";
import { addDepartment } from "@/tests/person-registration";
import { revealIdNumber } from "./commands";
import { findPerson, requirePerson, searchPersons } from "./queries";
import { type PersonFilters, personFilters } from "./schema";

const thisYear = currentYear();
const statements: string[] = [];
let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let authority: Ctx;
let own: Ctx;
let teacher: Person;
let colleague: Person;
let subUnitTeacher: Person;
let doctor: Person;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  const { owner } = database;
  tree = await organizationTree(owner);
  const [department] = await owner
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "语文组" })
    .returning();
  const made = await professional(owner, tree.unit, {
    name: "王小明",
    departmentId: department?.id,
    titleLevel: "副高级",
  });
  teacher = made.person;
  colleague = (await professional(owner, tree.unit, { name: "李小明", state: "retired" })).person;
  subUnitTeacher = (await professional(owner, tree.subUnit, { name: "赵一" })).person;
  doctor = (await professional(owner, tree.foreignUnit, { name: "王小明" })).person;
  unit = await ctxFor(database.db, await administrator(owner, tree.unit));
  authority = await ctxFor(database.db, await administrator(owner, tree.authority));
  own = await ctxFor(database.db, made.account);
});
afterAll(() => database.close());

const search = (ctx: Ctx, filters: PersonFilters = {}) =>
  searchPersons(ctx.db, ctx.scope, { filters, limit: 20, offset: 0 });
const names = async (ctx: Ctx, filters?: PersonFilters) =>
  (await search(ctx, filters)).rows.map((row) => row.name);

async function credit(
  person: Person,
  hours: { year?: number; public?: number; professional?: number },
): Promise<void> {
  const { owner } = database;
  const [account] = await owner.select().from(accounts).where(eq(accounts.personId, person.id));
  for (const category of ["public", "professional"] as const) {
    const amount = hours[category];
    if (!amount) continue;
    const year = hours.year ?? thisYear;
    const row = {
      personId: person.id,
      organizationId: person.organizationId,
      year,
      category,
      form: "training" as const,
      title: "骨干教师培训班",
      startDate: `${year}-01-01`,
      endDate: `${year}-01-10`,
      hours: amount,
    };
    const [declaration] = await owner
      .insert(declarations)
      .values({
        ...row,
        state: "approved",
        detail: {},
        fingerprint: uuidv7(),
        createdBy: account?.id as string,
        submittedAt: new Date(),
      })
      .returning({ id: declarations.id });
    await owner
      .insert(creditRecords)
      .values({ ...row, declarationId: declaration?.id as string, creditedAt: new Date() });
  }
}

describe("whom a search finds", () => {
  test("the unit's people and those of the units below, nobody else", async () => {
    expect((await names(unit)).sort()).toEqual(["李小明", "王小明", "赵一"].sort());
    expect((await search(unit)).total).toBe(3);
    expect((await search(authority)).rows.map((row) => row.id)).not.toContain(doctor.id);
    expect(await names(own)).toEqual(["王小明"]);
  });

  test("by part of a name, or by the whole ID number", async () => {
    expect(await names(unit, { q: "王" })).toEqual(["王小明"]);
    expect((await names(unit, { q: "小明" })).sort()).toEqual(["李小明", "王小明"].sort());
    expect(await names(unit, { q: teacher.idNumber.toLowerCase() })).toEqual(["王小明"]);
    expect(await names(unit, { q: teacher.idNumber.slice(0, 17) })).toEqual([]);
    expect(await names(unit, { q: doctor.idNumber })).toEqual([]);
    expect(await names(unit, { q: "%" })).toEqual([]);
  });

  test("by every title level of the catalogue, and no other", () => {
    const levels = ["正高级", "副高级", "中级", "助理级", "员级", "其他", "无"];
    expect(levels.filter((titleLevel) => !personFilters.safeParse({ titleLevel }).success)).toEqual([]);
    expect(personFilters.safeParse({ titleLevel: "初级" }).success).toBe(false);
  });

  test("by department, state and title level", async () => {
    const [department] = await listDepartments(unit.db, unit.scope);
    expect(department?.name).toBe("语文组");
    expect(await names(unit, { department: department?.id })).toEqual(["王小明"]);
    // With all below it; in none are those of the unit itself.
    const lower = await addDepartment(database.owner, tree.unit.id, "朗诵组", department?.id);
    await database.owner.update(persons).set({ departmentId: lower.id }).where(eq(persons.id, teacher.id));
    expect(await names(unit, { department: department?.id })).toEqual(["王小明"]);
    expect(await names(unit, { department: lower.id })).toEqual(["王小明"]);
    expect(await names(unit, { department: "unassigned" })).toEqual(["李小明"]);
    await database.owner
      .update(persons)
      .set({ departmentId: department?.id })
      .where(eq(persons.id, teacher.id));
    expect(await names(unit, { department: lower.id })).toEqual([]);
    expect(parseList({ department: "unassigned" }, personFilters).filters).toEqual({
      department: "unassigned",
    });
    expect(parseList({ department: "nonsense" }, personFilters).filters).toEqual({});
    expect(await names(unit, { state: "retired" })).toEqual(["李小明"]);
    expect(await names(unit, { titleLevel: "副高级" })).toEqual(["王小明"]);
  });

  test("ID numbers are masked, and the whole is nowhere in the answer", async () => {
    const { rows } = await search(unit, { q: "王" });
    expect(rows[0]?.maskedIdNumber).toBe(maskIdNumber(teacher.idNumber));
    expect(JSON.stringify(rows)).not.toContain(teacher.idNumber);
  });
});

describe("the year's hours", () => {
  beforeAll(async () => {
    await credit(teacher, { public: 30, professional: 60 });
    await credit(colleague, { public: 10, professional: 80 });
    await credit(colleague, { year: thisYear - 1, public: 30.5, professional: 60 });
  });

  test("are shown by category and compared with the standard", async () => {
    const { rows, year } = await search(unit);
    const of = (person: Person) => rows.find((row) => row.id === person.id);
    expect(year).toBe(thisYear);
    expect(of(teacher)).toMatchObject({ credited: { public: 30, professional: 60 }, fulfilled: true });
    expect(of(colleague)).toMatchObject({
      credited: { public: 10, professional: 80 },
      fulfilled: false,
      exempt: true,
    });
    expect(of(subUnitTeacher)).toMatchObject({ credited: { public: 0, professional: 0 }, fulfilled: false });
  });

  test("filter: fulfilled or not, in this or another year", async () => {
    expect(await names(unit, { fulfilled: "yes" })).toEqual(["王小明"]);
    expect(await names(unit, { fulfilled: "no" })).toEqual(["赵一"]);
    expect(await names(unit, { fulfilled: "exempt" })).toEqual(["李小明"]);
    const lastYear = await search(unit, { fulfilled: "yes", year: thisYear - 1 });
    expect(lastYear.rows).toHaveLength(1);
    expect(lastYear.rows[0]).toMatchObject({
      name: "李小明",
      credited: { public: 30.5, professional: 60 },
      fulfilled: true,
    });
    expect(await names(unit, { fulfilled: "yes", year: 2001 })).toEqual([]);
    expect(await search(unit, { year: 2001 })).toMatchObject({ rows: [{ fulfilled: null }, {}, {}] });
  });
});

test("a page of twenty takes as many statements as a page of three, and the pages don't overlap", async () => {
  const count = async (ctx: Ctx) => {
    statements.length = 0;
    const { rows } = await search(ctx);
    return { rows, statements: statements.length };
  };
  const few = await count(unit);
  for (let index = 0; index < 22; index += 1) await professional(database.owner, tree.countyUnit);
  const county = await ctxFor(database.db, await administrator(database.owner, tree.countyBureau));
  const many = await count(county);
  expect(many.rows).toHaveLength(20);
  expect(many.statements).toBe(few.statements);
  expect(many.statements).toBe(4);
  const next = await searchPersons(county.db, county.scope, { filters: {}, limit: 20, offset: 20 });
  expect(next.rows).toHaveLength(2);
  expect(new Set([...many.rows, ...next.rows].map((row) => row.id)).size).toBe(22);
});

describe("one person", () => {
  test("is found by whom they belong to, and by themself", async () => {
    const found = await findPerson(unit.db, unit.scope, subUnitTeacher.id);
    expect(found).toMatchObject({
      name: "赵一",
      organization: { id: tree.subUnit.id },
      accountState: "active",
    });
    expect(await findPerson(authority.db, authority.scope, teacher.id)).toMatchObject({
      maskedIdNumber: maskIdNumber(teacher.idNumber),
      departmentName: "语文组",
    });
    expect(await findPerson(own.db, own.scope, teacher.id)).not.toBeNull();
  });

  test("of another tree, unknown, or no id at all is null", async () => {
    expect(await findPerson(unit.db, unit.scope, doctor.id)).toBeNull();
    expect(await findPerson(own.db, own.scope, colleague.id)).toBeNull();
    expect(await findPerson(unit.db, unit.scope, uuidv7())).toBeNull();
    expect(await findPerson(unit.db, unit.scope, "1' or 1=1")).toBeNull();
  });

  test("is required in scope, with `own` in the unit itself, and locked for one at a time", async () => {
    for (const lock of [false, true]) {
      expect(await requirePerson(unit.db, unit.scope, subUnitTeacher.id, { lock })).toEqual({
        idNumber: subUnitTeacher.idNumber,
      });
      for (const ctx of [unit, own]) {
        expect(await requirePerson(ctx.db, ctx.scope, teacher.id, { own: true, lock })).toBeTruthy();
      }
      const missing = { code: "missing", message: "该专业技术人员不存在，或不在您的管理范围内" };
      for (const id of [doctor.id, uuidv7(), "1' or 1=1"]) {
        await expect(requirePerson(unit.db, unit.scope, id, { lock })).rejects.toMatchObject(missing);
      }
      await expect(
        requirePerson(unit.db, unit.scope, subUnitTeacher.id, { own: true, lock }),
      ).rejects.toMatchObject(missing);
      await expect(requirePerson(own.db, own.scope, colleague.id, { lock })).rejects.toMatchObject(missing);
    }
    const locked = { own: true, lock: true };
    await unit.db.transaction(async (tx) => {
      await requirePerson(tx, unit.scope, teacher.id, locked);
      const second = own.db.transaction(async (other) => {
        await other.execute(sql`set local lock_timeout = 100`);
        return requirePerson(other, own.scope, teacher.id, locked);
      });
      await expect(second).rejects.toThrow();
    });
  });

  test("tells the whole ID number in scope only, and is audited without it", async () => {
    expect(await revealIdNumber(unit, { personId: teacher.id })).toEqual({ idNumber: teacher.idNumber });
    const audited = () =>
      database.owner
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.action, "person.id-number"), eq(auditLog.actorId, unit.viewer.accountId)));
    const rows = await audited();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ subjectKind: "person", subjectId: teacher.id, detail: {} });
    await expect(revealIdNumber(unit, { personId: doctor.id })).rejects.toThrow("不在您的管理范围内");
    expect(await audited()).toHaveLength(1);
  });
});
