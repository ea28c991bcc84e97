import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, departments, persons, registrations, reviews, throttles } from "@/db/schema";
import { login } from "@/lib/auth/login";
import type { Ctx } from "@/lib/context";
import type { PersonRegistrationInput } from "@/lib/registration/person/schema";
import { decideReviews } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree, professional } from "@/tests/fixtures";
import { solvedCaptcha } from "@/tests/matters";
import {
  addDepartment,
  address,
  decidePersons,
  password,
  pendingReview,
  personWith,
  refusalOf,
  registrationOf,
  submitPerson,
} from "@/tests/person-registration";
import { personRegistrationKind } from "./person-registration";
import { withdrawRegistration } from "./registration-progress";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let department: { id: string };
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
  department = await addDepartment(db, tree.unit.id, "语文组");
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const submit = (values: Partial<PersonRegistrationInput> = {}, ticket: string | null = null) =>
  submitPerson(db, tree.unit, values, ticket);

test("makes a person and an account that logs in, told and named in the history", async () => {
  const idNumber = nextIdNumber();
  const { id } = await submit({ idNumber, departmentId: department.id, titleSeries: "无" });
  expect(await decidePersons(unit, [id])).toEqual({ done: 1, skipped: 0 });
  const person = await personWith(db, idNumber);
  expect(person).toMatchObject({
    name: "王芳",
    organizationId: tree.unit.id,
    departmentId: department.id,
    state: "employed",
    titleSeries: "无",
    titleLevel: "无",
    titleObtainedOn: null,
    workStartedOn: "2010-08-01",
    email: null,
  });
  expect(await registrationOf(db, id)).toMatchObject({ state: "approved", passwordHash: null });
  const [review] = await db.select().from(reviews).where(eq(reviews.subjectId, id));
  const [account] = await db.select().from(accounts).where(eq(accounts.idNumber, idNumber));
  expect(review).toMatchObject({ personId: person?.id, submittedBy: account?.id });
  const messages = await db.execute(
    sql`select title from messages where account_id = ${account?.id ?? null}`,
  );
  expect(messages).toEqual([{ title: "人员注册已通过：王芳" }]);
  const session = await login(db, {
    portal: "professional",
    idNumber,
    password,
    ...(await solvedCaptcha(db)),
    address,
    userAgent: "test",
    device: null,
  });
  expect(session).toMatch(/^[0-9a-f-]{36}$/);
});

test("a department that is gone by then is left out", async () => {
  const idNumber = nextIdNumber();
  const short = await addDepartment(db, tree.unit.id, "临时组");
  const { id } = await submit({ idNumber, departmentId: short.id });
  await database.owner.delete(departments).where(eq(departments.id, short.id));
  await decidePersons(unit, [id]);
  expect(await personWith(db, idNumber)).toMatchObject({ departmentId: null });
});

test("who has got a person or an account meanwhile is named, and nothing is decided", async () => {
  const idNumber = nextIdNumber();
  const taken = await submit({ idNumber, name: "孙七" });
  const other = await submit();
  await professional(db, tree.foreignUnit, { idNumber });
  const error = await refusalOf(decidePersons(unit, [taken.id, other.id]));
  expect(error?.message).toContain("孙七");
  expect((await registrationOf(db, other.id))?.state).toBe("pending");
  await decidePersons(unit, [taken.id], "reject", "已有账户，请直接登录");
  expect((await registrationOf(db, taken.id))?.state).toBe("rejected");
});

test("a no and a withdrawal make nothing, and free the ID number", async () => {
  const idNumber = nextIdNumber();
  const first = await submit({ idNumber });
  await withdrawRegistration({ db: db, address }, { id: first.id, kind: "person" });
  expect((await registrationOf(db, first.id))?.state).toBe("withdrawn");
  const second = await submit({ idNumber });
  await decidePersons(unit, [second.id], "reject", "不是本单位人员");
  expect(await personWith(db, idNumber)).toBeUndefined();
  expect((await submit({ idNumber })).id).not.toBe(second.id);
});

test("two and thirty take the same number of statements", async () => {
  for (const decision of ["approve", "reject"] as const) {
    const numbers: number[] = [];
    for (const count of [2, 30]) {
      const ids = await bulk(count);
      const target = { ids: await Promise.all(ids.map((id) => pendingReview(db, id))) };
      statements.length = 0;
      const outcome = await decideReviews(unit, personRegistrationKind, {
        target,
        decision,
        opinion: decision === "reject" ? "不是本单位人员" : "",
      });
      numbers.push(statements.length);
      expect(outcome).toEqual({ done: count, skipped: 0 });
      const made = await db.$count(
        persons,
        inArray(
          persons.idNumber,
          db.select({ n: sql`id_number` }).from(registrations).where(inArray(registrations.id, ids)),
        ),
      );
      expect(made).toBe(decision === "approve" ? count : 0);
    }
    expect(numbers[1]).toBe(numbers[0]);
  }
});

/** Pending registrations. */
async function bulk(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await submit({ name: `批量${index}` })).id);
  return ids;
}
