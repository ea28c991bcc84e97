import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  accounts,
  attachments,
  captchas,
  departments,
  persons,
  registrations,
  reviews,
  throttles,
} from "@/db/schema";
import { login } from "@/lib/auth/login";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { findResumable, listUnitDepartments } from "@/lib/registration/person/queries";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import { decideReviews } from "@/lib/workflow/commands";
import { inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree, professional } from "@/tests/fixtures";
import { personRegistrationKind, submitPersonRegistration } from "./person-registration";
import { withdrawRegistration } from "./registration-progress";

const password = "湖边的三棵老柳树";
const address = "203.0.113.7";
let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let department: { id: string };
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  tree = await organizationTree(database.db);
  unit = await ctxFor(database.db, await administrator(database.db, tree.unit));
  [department] = await addDepartment(tree.unit.id, "语文组");
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const addDepartment = async (organizationId: string, name: string) =>
  (await database.owner
    .insert(departments)
    .values({ organizationId, name })
    .returning({ id: departments.id })) as [{ id: string }];

async function solvedCaptcha() {
  const [row] = await database.owner
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning();
  return { captchaId: row?.id as string, captchaAnswer: "acde" };
}

const typed = (values: Partial<PersonRegistrationInput> = {}): PersonRegistrationInput => ({
  idType: "resident",
  idNumber: nextIdNumber(),
  name: "王芳",
  sex: "",
  birthDate: "",
  ethnicity: "汉族",
  politicalStatus: "",
  phone: "13805370001",
  email: "",
  departmentId: "",
  position: "教师",
  workStartedOn: "2010-08-01",
  education: "大学本科毕业",
  degree: "学士",
  school: "曲阜师范大学",
  major: "汉语言文学",
  graduatedOn: "2010-07-01",
  titleSeries: "中小学教师",
  titleLevel: "中级",
  title: "一级教师",
  titleObtainedOn: "2016-12-01",
  titleAppointedOn: "",
  titleCertificateNumber: "",
  specialty: "",
  organization: { id: tree.unit.id, name: tree.unit.name },
  evidence: { title: [], education: [] },
  resume: false,
  password,
  confirmation: password,
  captchaAnswer: "",
  captchaId: "",
  ...values,
});

const submit = async (values: Partial<PersonRegistrationInput> = {}, ticket: string | null = null) =>
  submitPersonRegistration(
    { db: database.db, address },
    personRegistrationSchema.parse(typed({ ...(await solvedCaptcha()), ...values })),
    ticket,
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error;
    },
  );

async function reviewOf(subjectId: string): Promise<string> {
  const [row] = await database.db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.subjectId, subjectId), eq(reviews.state, "pending")));
  return row?.id as string;
}
const decide = async (ids: string[], decision: "approve" | "reject" = "approve", opinion = "") =>
  decideReviews(unit, personRegistrationKind, {
    target: { ids: await Promise.all(ids.map(reviewOf)) },
    decision,
    opinion,
  });
const registrationOf = async (id: string) =>
  (await database.db.select().from(registrations).where(eq(registrations.id, id)))[0];
const personWith = async (idNumber: string) =>
  (await database.db.select().from(persons).where(eq(persons.idNumber, idNumber)))[0];

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
    expect(await registrationOf(id)).toMatchObject({
      kind: "person",
      state: "pending",
      idNumber,
      name: "王芳",
      organizationId: tree.unit.id,
      code: null,
    });
    expect(await personWith(idNumber)).toBeUndefined();
    expect(await database.db.$count(accounts, eq(accounts.idNumber, idNumber))).toBe(0);
    const [round] = await roundsOf(database.db, personRegistrationKind, id);
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
      const page = pageInbox(database.db, where, { tab: "open", order: undefined, limit: 20, offset: 0 });
      return (await personRegistrationKind.rows(database.db, page)).map(({ subject }) => subject);
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
    const captcha = await refusal(submit({ captchaAnswer: "XXXX" }));
    expect(captcha?.fields).toHaveProperty("captchaAnswer");
    const common = await refusal(submit({ password: "12345678", confirmation: "12345678" }));
    expect(common?.fields?.password).toContain("密码过于常见");
    const idNumber = nextIdNumber();
    const known = `a${idNumber.slice(-6)}b`;
    expect(
      (await refusal(submit({ idNumber, password: known, confirmation: known })))?.fields,
    ).toHaveProperty("password");
    await database.owner
      .update(throttles)
      .set({ count: 1000 })
      .where(eq(throttles.key, `register-person:${address}`));
    expect((await refusal(submit()))?.code).toBe("throttled");
  });

  test("an ID number in use is told at the field, and not whose it is", async () => {
    const { person } = await professional(database.db, tree.foreignUnit, { name: "赵六" });
    const pending = nextIdNumber();
    await submit({ idNumber: pending });
    for (const idNumber of [person.idNumber, pending]) {
      const error = await refusal(submit({ idNumber }));
      expect(error?.code).toBe("conflict");
      expect(error?.fields?.idNumber).toContain("重置");
      expect(JSON.stringify(error?.fields)).not.toMatch(/赵六|第一人民医院|王芳/);
    }
  });

  test("of two with the same ID number at the same moment one wins, the other is told at the field", async () => {
    const idNumber = nextIdNumber();
    const outcomes = await Promise.all([1, 2, 3].map(() => refusal(submit({ idNumber }))));
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    for (const outcome of outcomes) if (outcome) expect(outcome.fields).toHaveProperty("idNumber");
  });

  test("a unit disabled since the form was opened, and another unit's department, are told at the field", async () => {
    await database.owner.execute(
      sql`update organizations set state = 'disabled' where id = ${tree.subUnit.id}`,
    );
    const gone = await refusal(submit({ organization: { id: tree.subUnit.id, name: "校区" } }));
    expect(gone?.fields).toHaveProperty("organization");
    // Only units have professionals.
    const bureau = await refusal(submit({ organization: { id: tree.bureau.id, name: "人社局" } }));
    expect(bureau?.fields).toHaveProperty("organization");
    const [foreign] = await addDepartment(tree.foreignUnit.id, "内科");
    expect((await refusal(submit({ departmentId: foreign.id })))?.fields).toHaveProperty("departmentId");
  });

  test("departments of an active unit are listed to visitors, of no other", async () => {
    const list = (organizationId: string) =>
      listUnitDepartments({ db: database.db, address }, { organizationId });
    expect(await list(tree.unit.id)).toContainEqual({ id: department.id, name: "语文组" });
    expect(await list(tree.bureau.id)).toEqual([]);
  });

  test("only files of this browser's registration are taken", async () => {
    const [draft] = await database.owner.insert(registrations).values({ kind: "person" }).returning();
    const file = async (registrationId: string) => {
      const [row] = await database.owner
        .insert(attachments)
        .values({
          registrationId,
          fileName: "职称证书.pdf",
          mediaType: "application/pdf",
          size: 1024,
          sha256: "0".repeat(64),
        })
        .returning();
      return { id: row?.id as string };
    };
    const draftId = draft?.id as string;
    const own = await file(draftId);
    const foreign = await file((await submit()).id);
    const refused = await refusal(submit({ evidence: { title: [foreign], education: [] } }, draftId));
    expect(refused?.code).toBe("missing");
    const { id } = await submit({ evidence: { title: [own], education: [] } }, draftId);
    expect(id).toBe(draftId);
    const [round] = await roundsOf(database.db, personRegistrationKind, id);
    expect(round?.proposal.evidence).toEqual([{ evidence: "title", attachmentId: own.id }]);
  });
});

describe("correcting", () => {
  test("what was rejected comes back into the form and is submitted as another round, the password kept", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber });
    expect(await findResumable(database.db, id)).toBeNull();
    await decide([id], "reject", "毕业院校与证书不符");
    const before = await registrationOf(id);
    expect(before?.state).toBe("rejected");
    const values = await findResumable(database.db, id);
    expect(values).toMatchObject({
      idNumber,
      school: "曲阜师范大学",
      email: "",
      organization: { id: tree.unit.id },
    });
    const again = await submit(
      { ...values, school: "山东师范大学", resume: true, password: "", confirmation: "" },
      id,
    );
    expect(again.id).toBe(id);
    const after = await registrationOf(id);
    expect(after).toMatchObject({ state: "pending", passwordHash: before?.passwordHash });
    const rounds = await roundsOf(database.db, personRegistrationKind, id);
    expect(rounds.map((round) => `${round.round} ${round.state}`)).toEqual(["2 pending", "1 rejected"]);
    expect(rounds[0]?.proposal).toMatchObject({ profile: { school: "山东师范大学" } });
    expect(rounds[1]?.proposal).toMatchObject({ profile: { school: "曲阜师范大学" } });
    // Once more from another tab: it is under review already.
    expect((await refusal(submit({ ...values, resume: true }, id)))?.code).toBe("conflict");
  });

  test("somebody else at the same browser starts a registration of their own", async () => {
    const first = await submit();
    await decide([first.id], "reject", "不是本单位人员");
    const second = await submit({}, first.id);
    expect(second.id).not.toBe(first.id);
    expect((await registrationOf(first.id))?.state).toBe("rejected");
  });

  test("without the ticket nobody's registration is corrected", async () => {
    const { id } = await submit();
    await decide([id], "reject", "不是本单位人员");
    expect((await refusal(submit({ resume: true }, null)))?.code).toBe("conflict");
    expect((await registrationOf(id))?.state).toBe("rejected");
  });
});

describe("the last yes", () => {
  test("makes a person and an account that logs in, told and named in the history", async () => {
    const idNumber = nextIdNumber();
    const { id } = await submit({ idNumber, departmentId: department.id, titleSeries: "无" });
    expect(await decide([id])).toEqual({ done: 1, skipped: 0 });
    const person = await personWith(idNumber);
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
    expect(await registrationOf(id)).toMatchObject({ state: "approved", passwordHash: null });
    const [review] = await database.db.select().from(reviews).where(eq(reviews.subjectId, id));
    const [account] = await database.db.select().from(accounts).where(eq(accounts.idNumber, idNumber));
    expect(review).toMatchObject({ personId: person?.id, submittedBy: account?.id });
    const messages = await database.db.execute(
      sql`select title from messages where account_id = ${account?.id ?? null}`,
    );
    expect(messages).toEqual([{ title: "人员注册已通过：王芳" }]);
    const session = await login(database.db, {
      portal: "professional",
      idNumber,
      password,
      ...(await solvedCaptcha()),
      address,
      userAgent: "test",
      device: null,
    });
    expect(session).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a department that is gone by then is left out", async () => {
    const idNumber = nextIdNumber();
    const [short] = await addDepartment(tree.unit.id, "临时组");
    const { id } = await submit({ idNumber, departmentId: short.id });
    await database.owner.delete(departments).where(eq(departments.id, short.id));
    await decide([id]);
    expect(await personWith(idNumber)).toMatchObject({ departmentId: null });
  });

  test("who has got a person or an account meanwhile is named, and nothing is decided", async () => {
    const idNumber = nextIdNumber();
    const taken = await submit({ idNumber, name: "孙七" });
    const other = await submit();
    await professional(database.db, tree.foreignUnit, { idNumber });
    const error = await refusal(decide([taken.id, other.id]));
    expect(error?.message).toContain("孙七");
    expect((await registrationOf(other.id))?.state).toBe("pending");
    await decide([taken.id], "reject", "已有账户，请直接登录");
    expect((await registrationOf(taken.id))?.state).toBe("rejected");
  });

  test("a no and a withdrawal make nothing, and free the ID number", async () => {
    const idNumber = nextIdNumber();
    const first = await submit({ idNumber });
    await withdrawRegistration({ db: database.db, address }, { id: first.id, kind: "person" });
    expect((await registrationOf(first.id))?.state).toBe("withdrawn");
    const second = await submit({ idNumber });
    await decide([second.id], "reject", "不是本单位人员");
    expect(await personWith(idNumber)).toBeUndefined();
    expect((await submit({ idNumber })).id).not.toBe(second.id);
  });

  test("two and thirty take the same number of statements", async () => {
    for (const decision of ["approve", "reject"] as const) {
      const numbers: number[] = [];
      for (const count of [2, 30]) {
        const ids = await bulk(count);
        const target = { ids: await Promise.all(ids.map(reviewOf)) };
        statements.length = 0;
        const outcome = await decideReviews(unit, personRegistrationKind, {
          target,
          decision,
          opinion: decision === "reject" ? "不是本单位人员" : "",
        });
        numbers.push(statements.length);
        expect(outcome).toEqual({ done: count, skipped: 0 });
        const made = await database.db.$count(
          persons,
          inArray(
            persons.idNumber,
            database.db
              .select({ n: sql`id_number` })
              .from(registrations)
              .where(inArray(registrations.id, ids)),
          ),
        );
        expect(made).toBe(decision === "approve" ? count : 0);
      }
      expect(numbers[1]).toBe(numbers[0]);
    }
  });
});

/** Pending registrations. */
async function bulk(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) ids.push((await submit({ name: `批量${index}` })).id);
  return ids;
}
