import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RegistrationKind } from "@/db/enums";
import { accounts, auditLog, captchas, registrations, throttles } from "@/db/schema";
import { hashing, hashPassword } from "@/lib/auth/password";
import { factsOf } from "@/lib/id-number";
import { lookUpRegistration } from "@/lib/registration/progress/commands";
import { type ProgressInput, progressSchema } from "@/lib/registration/progress/schema";
import { submitReview } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { nextIdNumber, organizationTree, professional } from "@/tests/fixtures";
import { personRegistrationKind } from "./person-registration";
import { findProgress, remindRegistration, withdrawRegistration } from "./registration-progress";
import { unitRegistrationKind } from "./unit-registration";

const password = "湖边的三棵老柳树";
const address = "203.0.113.8";
let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let passwordHash: string;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
  passwordHash = await hashPassword(password);
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

type Options = { kind?: RegistrationKind; idNumber?: string; hash?: string; days?: number };

/** A registration under review, as its own submission writes it. */
async function pending({
  kind = "person",
  idNumber = nextIdNumber(),
  hash = passwordHash,
  days = 0,
}: Options = {}) {
  const since = sql`now() - make_interval(days => ${days})`;
  const [row] = await database.owner
    .insert(registrations)
    .values({
      kind,
      state: "pending",
      idNumber,
      name: "王芳",
      code: kind === "unit" ? `TEST${idNumber}` : null,
      organizationId: tree.unit.id,
      passwordHash: hash,
      values: { idType: "resident", ...factsOf(idNumber), evidence: [] },
      submittedAt: since,
    })
    .returning({ id: registrations.id });
  const id = row?.id as string;
  const engineKind = kind === "unit" ? unitRegistrationKind : personRegistrationKind;
  await database.db.transaction((tx) =>
    submitReview(tx, { id: null, name: "王芳", organizationId: null, address }, engineKind, {
      subjectId: id,
      personId: null,
      organizationId: tree.unit.id,
      proposal: { title: "王芳", profile: {}, evidence: [] },
      route: [{ organizationId: tree.unit.id, stage: "employer" }],
    }),
  );
  await database.owner.execute(sql`
    update review_steps set opened_at = ${since} where review_id in (select id from reviews where subject_id = ${id})`);
  return { id, idNumber, kind };
}

async function lookUp(values: Pick<ProgressInput, "idNumber"> & Partial<ProgressInput>) {
  const [captcha] = await database.owner
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning();
  const captchaId = captcha?.id as string;
  return lookUpRegistration(
    { db: database.db, address },
    progressSchema.parse({ kind: "person", password, captchaAnswer: "acde", captchaId, ...values }),
  );
}
const answer = (values: Parameters<typeof lookUp>[0]): Promise<string> =>
  lookUp(values).then(
    ({ id }) => id,
    (error: Error) => error.message,
  );

describe("looking up", () => {
  test("a wrong password and an unknown number have the same answer and cost the same", async () => {
    const { id, idNumber } = await pending();
    const before = hashing.started;
    expect(await answer({ idNumber, password: "wrong" })).toBe("证件号码或密码错误");
    const wrong = hashing.started - before;
    expect(await answer({ idNumber: nextIdNumber(), password: "wrong" })).toBe("证件号码或密码错误");
    expect(hashing.started - before).toBe(2 * wrong);
    // The right ones of the other kind are unknown there.
    expect(await answer({ idNumber, kind: "unit" })).toBe("证件号码或密码错误");
    expect(await answer({ idNumber: ` ${idNumber.toLowerCase()}` })).toBe(id);
    expect(hashing.started - before).toBe(4 * wrong);
  });

  test("a unit's is found by its administrator's number", async () => {
    const { id, idNumber } = await pending({ kind: "unit" });
    expect(await answer({ idNumber, kind: "unit" })).toBe(id);
  });

  test("somebody else's later registration of the number does not hide one's own", async () => {
    const own = await pending();
    await withdrawRegistration({ db: database.db, address }, own);
    const other = await pending({ idNumber: own.idNumber, hash: await hashPassword("somebody else") });
    expect(await answer({ idNumber: own.idNumber })).toBe(own.id);
    expect(await answer({ idNumber: own.idNumber, password: "somebody else" })).toBe(other.id);
  });

  test("an approved one is found with the account's password of today", async () => {
    const { id, idNumber } = await pending();
    const { account } = await professional(database.owner, tree.unit, { idNumber, password });
    await database.owner
      .update(registrations)
      .set({ state: "approved", passwordHash: null })
      .where(eq(registrations.id, id));
    expect(await answer({ idNumber })).toBe(id);
    await database.owner
      .update(accounts)
      .set({ passwordHash: await hashPassword("a newer password") })
      .where(eq(accounts.id, account.id));
    expect(await answer({ idNumber })).toBe("证件号码或密码错误");
  });

  test("five wrong passwords lock the number for fifteen minutes, known or not", async () => {
    const { idNumber } = await pending();
    for (const number of [idNumber, nextIdNumber()]) {
      const answers = [];
      for (let index = 0; index < 5; index++)
        answers.push(await answer({ idNumber: number, password: "wrong" }));
      expect(answers[3]).toBe("证件号码或密码错误");
      expect(answers[4]).toBe("密码错误次数过多，请 15 分钟后再试");
      expect(await answer({ idNumber: number })).toContain("密码错误次数过多");
    }
  });

  test("a wrong captcha counts no password", async () => {
    const { id, idNumber } = await pending();
    for (let index = 0; index < 6; index++) {
      expect(await answer({ idNumber, captchaAnswer: "XXXX" })).toBe("验证码错误");
    }
    expect(await answer({ idNumber })).toBe(id);
  });

  test("every look-up is audited, without the number", async () => {
    const { id, idNumber } = await pending();
    await answer({ idNumber, password: "wrong" });
    await answer({ idNumber });
    const rows = await database.db
      .select({ subjectId: auditLog.subjectId, detail: auditLog.detail })
      .from(auditLog)
      .where(
        and(
          eq(auditLog.action, "registration.look-up"),
          sql`${auditLog.detail} ->> 'idNumber' like ${`${idNumber.slice(0, 6)}%${idNumber.slice(-4)}`}`,
        ),
      )
      .orderBy(auditLog.id);
    expect(rows.map(({ subjectId }) => subjectId)).toEqual([null, id]);
    expect(JSON.stringify(rows)).not.toContain(idNumber);
  });
});

describe("by the ticket", () => {
  const ctx = () => ({ db: database.db, address });

  test("it shows who has to decide, since when, and what can be done", async () => {
    const ticket = await pending({ days: 2 });
    const progress = await findProgress(database.db, ticket);
    expect(progress).toMatchObject({
      state: "pending",
      name: "王芳",
      open: { organizationName: tree.unit.name, organizationPhone: tree.unit.phone },
      actions: ["withdraw"],
      reminderRefusal: "等待满 3 天后可以催办",
    });
  });

  test("it is withdrawn once, and then may be corrected", async () => {
    const ticket = await pending();
    await withdrawRegistration(ctx(), ticket);
    expect(await findProgress(database.db, ticket)).toMatchObject({
      state: "withdrawn",
      open: null,
      actions: ["edit", "submit"],
    });
    await expect(withdrawRegistration(ctx(), ticket)).rejects.toMatchObject({ code: "conflict" });
  });

  test("after three days the reviewer is asked to hurry, once a day", async () => {
    const early = await pending({ days: 2 });
    await expect(remindRegistration(ctx(), early)).rejects.toMatchObject({ code: "blocked" });
    const ticket = await pending({ days: 3 });
    expect((await findProgress(database.db, ticket))?.reminderRefusal).toBeNull();
    await remindRegistration(ctx(), ticket);
    await expect(remindRegistration(ctx(), ticket)).rejects.toMatchObject({ code: "blocked" });
  });

  test("without one, or with another kind's, nothing happens", async () => {
    const { id } = await pending();
    await expect(withdrawRegistration(ctx(), null)).rejects.toMatchObject({ code: "missing" });
    await expect(withdrawRegistration(ctx(), { id, kind: "unit" })).rejects.toMatchObject({
      code: "missing",
    });
    expect(await findProgress(database.db, { id, kind: "unit" })).toBeNull();
    expect(await findProgress(database.db, { id, kind: "person" })).toMatchObject({ state: "pending" });
  });
});
