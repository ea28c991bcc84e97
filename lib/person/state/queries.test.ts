import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import type { PersonState } from "@/db/enums";
import { annualStandards } from "@/db/schema";
import { certificateContent } from "@/lib/certificate/queries";
import { verdictOf } from "@/lib/certificate/rules";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { yearlyLedger } from "@/lib/hours/ledger/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, type Person, professional } from "@/tests/fixtures";
import { searchPersons } from "../queries";
import type { PersonFilters } from "../schema";
import { setPersonState } from "./commands";
import { countStates, exemptYears, findOwnState } from "./queries";

const thisYear = currentYear();
/** Years ago, so that the test is as true in every year. */
const ago = (years: number) => thisYear - years;
const range = { fromYear: ago(4), toYear: thisYear };

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  for (let year = ago(4); year <= thisYear; year += 1) {
    await database.owner
      .insert(annualStandards)
      .values({ year, total: 90, publicHours: 30, professionalHours: 60 })
      .onConflictDoNothing();
  }
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
  person = (await professional(db, tree.unit)).person;
});

const set = (state: PersonState, effectiveOn: string) =>
  setPersonState(unit, { ids: [person.id], state, effectiveOn, reason: "测试" });
const exempt = async (id = person.id) => [...(await exemptYears(db, id, range))].sort();

describe("the years whose standard asks for nothing", () => {
  test("are none of somebody 在岗, and those from the one in which the person left", async () => {
    expect(await exempt()).toEqual([]);
    await set("left", `${ago(2)}-07-01`);
    expect(await exempt()).toEqual([ago(2), ago(1), thisYear]);
  });

  test("a year counts by its end: its last day is in it, the next one's first isn't", async () => {
    await set("retired", `${ago(2)}-12-31`);
    expect(await exempt()).toEqual([ago(2), ago(1), thisYear]);
    person = (await professional(db, tree.unit)).person;
    await set("retired", `${ago(1)}-01-01`);
    expect(await exempt()).toEqual([ago(1), thisYear]);
  });

  test("end with the year in which the person is 在岗 again", async () => {
    await set("left", `${ago(3)}-03-01`);
    await set("suspended", `${ago(2)}-03-01`);
    await set("employed", `${ago(1)}-09-01`);
    expect(await exempt()).toEqual([ago(3), ago(2)]);
  });

  test("a state set by mistake and set back on the same day leaves none", async () => {
    await set("retired", `${ago(3)}-03-01`);
    await set("employed", `${ago(3)}-03-01`);
    expect(await exempt()).toEqual([]);
  });

  test("of somebody without a history are all or none", async () => {
    const { person: retired } = await professional(db, tree.unit, { state: "retired" });
    expect(await exempt(retired.id)).toHaveLength(5);
  });
});

/** Hours of a year, written past the reviews. */
async function credit(id: string, year: number): Promise<void> {
  await database.owner.execute(sql`
    with declared as (
      insert into declarations (id, person_id, organization_id, state, year, category, form, title, start_date, end_date,
        hours, detail, fingerprint, created_by, submitted_at)
      select uuidv7(), person.id, person.organization_id, 'approved', ${year}, category, 'training', '培训',
        ${`${year}-01-01`}::date, ${`${year}-01-09`}::date, 60, '{}', uuidv7()::text, account.id, now()
      from persons person join accounts account on account.person_id = person.id,
        unnest(array['public', 'professional']) category
      where person.id = ${id} returning *)
    insert into credit_records (id, declaration_id, person_id, organization_id, year, category, form, title, start_date,
      end_date, hours, credited_at)
    select uuidv7(), id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, now()
    from declared`);
}

describe("完成情况", () => {
  const search = async (filters: PersonFilters) =>
    (await searchPersons(db, unit.scope, { filters, limit: 20, offset: 0 })).rows;
  const found = async (filters: PersonFilters) => (await search(filters)).map(({ id }) => id).sort();

  test("of a year in the list, its filter and the ledger: 达标 by the hours, 不要求 instead of 未达标", async () => {
    const { person: colleague } = await professional(db, tree.unit);
    const { person: active } = await professional(db, tree.unit);
    await credit(colleague.id, ago(1));
    await set("left", `${ago(1)}-07-01`);
    await setPersonState(unit, {
      ids: [colleague.id],
      state: "retired",
      effectiveOn: `${ago(1)}-07-01`,
      reason: "测试",
    });
    const of = async (id: string, year: number) => {
      const row = (await search({ year })).find((candidate) => candidate.id === id);
      return row && [row.fulfilled, row.exempt];
    };
    for (const year of [ago(2), ago(1), thisYear]) {
      const left = year > ago(2);
      expect(await of(person.id, year)).toEqual([false, left]);
      expect(await of(active.id, year)).toEqual([false, false]);
      const done = year === ago(1);
      expect(await of(colleague.id, year)).toEqual([done, left]);
      expect(await found({ year, fulfilled: "yes" })).toEqual(done ? [colleague.id] : []);
      const notAsked = left ? [person.id, ...(done ? [] : [colleague.id])] : [];
      expect(await found({ year, fulfilled: "exempt" })).toEqual(notAsked.sort());
      const short = [person.id, colleague.id, active.id].filter(
        (id) => !notAsked.includes(id) && !(done && id === colleague.id),
      );
      expect(await found({ year, fulfilled: "no" })).toEqual(short.sort());
    }
    expect(
      (await yearlyLedger(db, person.id, ago(2), thisYear)).map((row) => [row.year, row.exempt]),
    ).toEqual([
      [thisYear, true],
      [ago(1), true],
      [ago(2), false],
    ]);
  });

  test("a year without a standard has no filter but 全部", async () => {
    for (const fulfilled of ["yes", "no", "exempt"] as const) {
      expect(await found({ year: 2001, fulfilled })).toEqual([]);
    }
  });

  test("is what a 学时证明 says; one that was issued before stays 有效", async () => {
    const { person: retired } = await professional(db, tree.unit);
    await credit(retired.id, ago(1));
    const verdicts = async () => {
      const made = await certificateContent(db, retired.id, ago(2), thisYear);
      return { digest: made?.recordsDigest, words: made?.content.years.map(verdictOf) };
    };
    const before = await verdicts();
    expect(before.words).toEqual(["未达标", "达标", "未达标"]);
    person = retired;
    await set("retired", `${ago(1)}-07-01`);
    expect(await verdicts()).toEqual({ digest: before.digest, words: ["未达标", "达标", "不要求"] });
  });
});

test("how many people of the unit and those below are in each state", async () => {
  await professional(db, tree.unit);
  await professional(db, tree.subUnit, { state: "left" });
  await professional(db, tree.foreignUnit, { state: "retired" });
  expect(await countStates(db, unit.scope)).toEqual({ employed: 2, left: 1 });
});

test("the professional's own state says since when, and whom to ask", async () => {
  const { person: own, account } = await professional(db, tree.unit);
  const { scope } = await ctxFor(db, account);
  const { name, phone } = tree.unit;
  expect(await findOwnState(db, scope)).toEqual({ state: "employed", since: null, unit: { name, phone } });
  person = own;
  await set("left", `${ago(1)}-07-01`);
  expect(await findOwnState(db, scope)).toMatchObject({ state: "left", since: `${ago(1)}-07-01` });
  expect(await findOwnState(db, unit.scope)).toBeNull();
});
