import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, registrations, throttles } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { listUnitDepartments } from "@/lib/registration/person/queries";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import { inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree, professional } from "@/tests/fixtures";
import {
  addDepartment,
  address,
  personInput,
  personWith,
  refusalOf,
  registrationFile,
  registrationOf,
  submitPerson,
} from "@/tests/person-registration";
import { personRegistrationKind } from "./person-registration";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let department: { id: string };

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
  unit = await ctxFor(db, await administrator(db, tree.unit));
  department = await addDepartment(db, tree.unit.id, "语文组");
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const submit = (values: Partial<PersonRegistrationInput> = {}, ticket: string | null = null) =>
  submitPerson(db, tree.unit, values, ticket);
const typed = (values: Partial<PersonRegistrationInput> = {}) => personInput(tree.unit, values);

describe("the form", () => {
  test.each<[string, Partial<PersonRegistrationInput>]>([
    ["password", { password: "", confirmation: "" }],
    ["password", { password: "short", confirmation: "short" }],
    ["confirmation", { confirmation: "another one" }],
    ["organization", { organization: null }],
    ["workStartedOn", { workStartedOn: "1950-01-01" }],
    ["title", { title: "教授" }],
    ["education", { education: "<b>博士</b>" }],
    ["captchaAnswer", { captchaAnswer: " " }],
  ])("refuses %s", (field, values) => {
    const issues = personRegistrationSchema.safeParse(typed({ captchaAnswer: "acde", ...values })).error
      ?.issues;
    expect(issues?.map(({ path }) => path.join("."))).toEqual([field]);
  });

  test("a corrected registration needs no new password", () => {
    const values = typed({ resume: true, password: "", confirmation: "", captchaAnswer: "acde" });
    expect(personRegistrationSchema.safeParse(values).success).toBe(true);
  });
});

describe("submitting", () => {
  test("puts a registration before the unit; there is no person and no account yet", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber: ` ${idNumber.toLowerCase()} `, departmentId: department.id });
    expect(await registrationOf(db, id)).toMatchObject({
      kind: "person",
      state: "pending",
      idNumber,
      name: "王芳",
      organizationId: tree.unit.id,
      code: null,
    });
    expect(await personWith(db, idNumber)).toBeUndefined();
    expect(await db.$count(accounts, eq(accounts.idNumber, idNumber))).toBe(0);
    const [round] = await roundsOf(db, personRegistrationKind, id);
    expect(round?.steps).toMatchObject([{ organizationId: tree.unit.id, stage: "employer", state: "open" }]);
    expect(personRegistrationKind.proposal.parse(round?.proposal)).toMatchObject({
      title: "王芳",
      department: "语文组",
      profile: { titleSeries: "中小学教师", birthDate: expect.stringMatching(/^\d{4}-/) },
    });
    // The proposal is kept for ever and cited in messages.
    expect(JSON.stringify(round?.proposal)).not.toContain(idNumber);
  });

  test("the inbox finds it by name and by the whole ID number, which it masks", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber, name: "欧阳明月" });
    const found = async (q: string) => {
      const where = inboxWhere(personRegistrationKind, unit.scope, unit.viewer.accountId, {
        filters: { q },
        tab: "open",
      });
      const page = pageInbox(db, where, { tab: "open", order: undefined, limit: 20, offset: 0 });
      return (await personRegistrationKind.rows(db, page)).map(({ subject }) => subject);
    };
    expect(await found("明月")).toEqual([
      {
        id,
        name: "欧阳明月",
        maskedIdNumber: expect.stringContaining("****"),
        phone: "13805370001",
        title: "一级教师",
        department: null,
      },
    ]);
    expect(await found(idNumber)).toHaveLength(1);
    expect(await found(idNumber.slice(-6))).toEqual([]);
  });

  test("a wrong captcha, a common password and too many tries are refused", async () => {
    const captcha = await refusalOf(submit({ captchaAnswer: "XXXX" }));
    expect(captcha?.fields).toHaveProperty("captchaAnswer");
    const common = await refusalOf(submit({ password: "12345678", confirmation: "12345678" }));
    expect(common?.fields?.password).toContain("密码过于常见");
    const idNumber = nextIdNumber();
    const known = `a${idNumber.slice(-6)}b`;
    expect(
      (await refusalOf(submit({ idNumber, password: known, confirmation: known })))?.fields,
    ).toHaveProperty("password");
    await database.owner
      .update(throttles)
      .set({ count: 1000 })
      .where(eq(throttles.key, `register-person:${address}`));
    expect((await refusalOf(submit()))?.code).toBe("throttled");
  });

  test("an ID number in use is told at the field, and not whose it is", async () => {
    const { person } = await professional(db, tree.foreignUnit, { name: "赵六" });
    const pending = nextIdNumber();
    await submit({ idNumber: pending });
    for (const idNumber of [person.idNumber, pending]) {
      const error = await refusalOf(submit({ idNumber }));
      expect(error?.code).toBe("conflict");
      expect(error?.fields?.idNumber).toContain("重置");
      expect(JSON.stringify(error?.fields)).not.toMatch(/赵六|第一人民医院|王芳/);
    }
  });

  test("of two with the same ID number at the same moment one wins, the other is told at the field", async () => {
    const idNumber = nextIdNumber();
    const outcomes = await Promise.all([1, 2, 3].map(() => refusalOf(submit({ idNumber }))));
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    for (const outcome of outcomes) if (outcome) expect(outcome.fields).toHaveProperty("idNumber");
  });

  test("a unit disabled since the form was opened, and another unit's department, are told at the field", async () => {
    await database.owner.execute(
      sql`update organizations set state = 'disabled' where id = ${tree.subUnit.id}`,
    );
    const gone = await refusalOf(submit({ organization: { id: tree.subUnit.id, name: "校区" } }));
    expect(gone?.fields).toHaveProperty("organization");
    // Only units have professionals.
    const bureau = await refusalOf(submit({ organization: { id: tree.bureau.id, name: "人社局" } }));
    expect(bureau?.fields).toHaveProperty("organization");
    const foreign = await addDepartment(db, tree.foreignUnit.id, "内科");
    expect((await refusalOf(submit({ departmentId: foreign.id })))?.fields).toHaveProperty("departmentId");
  });

  test("departments of an active unit are listed to visitors, of no other", async () => {
    const list = (organizationId: string) => listUnitDepartments({ db: db, address }, { organizationId });
    expect(await list(tree.unit.id)).toContainEqual({ id: department.id, name: "语文组" });
    expect(await list(tree.bureau.id)).toEqual([]);
  });

  test("only files of this browser's registration are taken", async () => {
    const [draft] = await database.owner.insert(registrations).values({ kind: "person" }).returning();
    const draftId = draft?.id as string;
    const own = await registrationFile(database.owner, draftId);
    const foreign = await registrationFile(database.owner, (await submit()).id);
    const refused = await refusalOf(submit({ evidence: { title: [foreign], education: [] } }, draftId));
    expect(refused?.code).toBe("missing");
    const { id } = await submit({ evidence: { title: [own], education: [] } }, draftId);
    expect(id).toBe(draftId);
    const [round] = await roundsOf(db, personRegistrationKind, id);
    expect(round?.proposal.evidence).toEqual([{ evidence: "title", attachmentId: own.id }]);
  });
});
