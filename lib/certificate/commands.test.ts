import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { annualStandards, auditLog, certificates, creditRecords, declarations, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, type Person, professional } from "@/tests/fixtures";
import { downloadCertificate, issueCertificate, verifyCertificate } from "./commands";
import { creditedYears, findByCode, listCertificates } from "./queries";
import { issueSchema } from "./schema";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let unit: Ctx;
let self: Ctx;
let person: Person;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.owner);
  unit = await ctxFor(database.db, await administrator(database.owner, tree.unit));
  await database.owner
    .insert(annualStandards)
    .values({ year: 2025, total: 90, publicHours: 30, professionalHours: 60 })
    .onConflictDoNothing();
});
afterAll(() => database.close());

beforeEach(async () => {
  const made = await professional(database.owner, tree.unit, { name: "王小明" });
  person = made.person;
  self = await ctxFor(database.db, made.account);
  await credit({ category: "public", hours: 30 });
  await credit({ category: "professional", hours: 60 });
});

async function credit(values: Partial<typeof creditRecords.$inferInsert> = {}) {
  const common = {
    personId: person.id,
    organizationId: tree.unit.id,
    year: 2025,
    category: "professional" as const,
    form: "training" as const,
    title: "骨干教师培训班",
    startDate: "2025-06-01",
    endDate: "2025-06-03",
    hours: 2,
    ...values,
  };
  const [declaration] = await database.owner
    .insert(declarations)
    .values({ ...common, detail: {}, createdBy: self.viewer.accountId })
    .returning({ id: declarations.id });
  const [record] = await database.owner
    .insert(creditRecords)
    .values({
      ...common,
      declarationId: declaration?.id as string,
      creditedAt: new Date("2025-07-01T16:30:00Z"),
    })
    .returning();
  return record as typeof creditRecords.$inferSelect;
}

const issue = (ctx: Ctx = self) =>
  issueCertificate(ctx, { personId: person.id, fromYear: 2025, toYear: 2025 });

async function codeOf(id: string): Promise<string> {
  const [row] = await database.owner.select().from(certificates).where(eq(certificates.id, id));
  return row?.verificationCode as string;
}
const stateOf = async (id: string) => (await findByCode(database.db, await codeOf(id)))?.state;
const audited = (id: string) =>
  database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(auditLog.id);

describe("issueCertificate", () => {
  test("answers the same certificate for the same state, to the person and to the unit", async () => {
    const first = await issue();
    expect(first.number).toMatch(/^JN\d{4}-\d{8}$/);
    expect(await issue(unit)).toEqual(first);
    expect((await audited(first.id)).map((row) => [row.action, row.actorId])).toEqual([
      ["certificate.issue", self.viewer.accountId],
    ]);
    const [row] = await database.owner.select().from(certificates).where(eq(certificates.id, first.id));
    expect(row?.content).toMatchObject({
      person: { name: "王小明", title: "一级教师（中级）", unit: tree.unit.name },
      years: [{ year: 2025, public: 30, professional: 60, total: 90, met: true }],
      records: [{ creditedOn: "2025-07-02", form: "培训研修" }, {}],
    });
    expect(JSON.stringify(row?.content)).not.toContain(person.idNumber);
  });

  test("ten at once make one row", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => issue(index % 2 ? unit : self)),
    );
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    expect(await listCertificates(database.db, self.scope, person.id)).toHaveLength(1);
    expect(await audited(answers[0]?.id as string)).toHaveLength(1);
  });

  test("a changed record makes a new one and the old 已失效; changed back, the old one is the certificate again", async () => {
    const record = await credit({ hours: 4 });
    const setHours = (hours: number) =>
      database.owner.update(creditRecords).set({ hours }).where(eq(creditRecords.id, record.id));
    const first = await issue();
    await setHours(3.5);
    expect(await stateOf(first.id)).toBe("invalid");
    const second = await issue();
    expect(second.number).not.toBe(first.number);
    expect(await stateOf(second.id)).toBe("valid");
    expect((await listCertificates(database.db, self.scope, person.id)).map((item) => item.state)).toEqual([
      "valid",
      "invalid",
    ]);
    await expect(downloadCertificate(self, first.id)).rejects.toMatchObject({
      code: "blocked",
      message: expect.stringContaining("已失效，请重新打印"),
    });
    await setHours(4);
    expect(await stateOf(first.id)).toBe("valid");
    expect(await stateOf(second.id)).toBe("invalid");
    expect(await issue()).toEqual(first);
  });

  test("a record of another year changes nothing; a new standard or name does", async () => {
    const { id } = await issue();
    await credit({ year: 2024 });
    expect(await stateOf(id)).toBe("valid");
    await database.owner.update(persons).set({ name: "王大明" }).where(eq(persons.id, person.id));
    expect(await stateOf(id)).toBe("invalid");
    await database.owner.update(persons).set({ name: "王小明" }).where(eq(persons.id, person.id));
    const standard = database.owner.update(annualStandards);
    await standard.set({ total: 91 }).where(eq(annualStandards.year, 2025));
    expect(await stateOf(id)).toBe("invalid");
    await standard.set({ total: 90 }).where(eq(annualStandards.year, 2025));
  });

  test("a new unit or title prints a new certificate and leaves the old one 有效", async () => {
    const first = await issue();
    await database.owner.update(persons).set({ title: "高级教师" }).where(eq(persons.id, person.id));
    const second = await issue();
    expect(second.id).not.toBe(first.id);
    expect(await stateOf(first.id)).toBe("valid");
    expect(await stateOf(second.id)).toBe("valid");
  });

  test("another unit's or another professional's person is missing", async () => {
    const foreignUnit = await ctxFor(database.db, await administrator(database.owner, tree.foreignUnit));
    const colleague = await ctxFor(database.db, (await professional(database.owner, tree.unit)).account);
    const { id } = await issue();
    for (const ctx of [foreignUnit, colleague]) {
      await expect(issue(ctx)).rejects.toMatchObject({ code: "missing" });
      await expect(downloadCertificate(ctx, id)).rejects.toMatchObject({ code: "missing" });
      expect(await listCertificates(database.db, ctx.scope, person.id)).toEqual([]);
      expect(await creditedYears(database.db, ctx.scope, person.id)).toEqual([]);
    }
    const bureau = await ctxFor(database.db, await administrator(database.owner, tree.bureau));
    expect((await issue(bureau)).id).toBe(id);
    await expect(downloadCertificate(self, "nonsense")).rejects.toMatchObject({ code: "missing" });
  });

  test("a period without approved hours, or a character that the font lacks, is refused by name", async () => {
    await expect(
      issueCertificate(self, { personId: person.id, fromYear: 2020, toYear: 2021 }),
    ).rejects.toThrow("2020—2021年度没有审核通过的学时");
    await credit({ title: "骨干\u{1F600}教师培训" });
    await expect(issue()).rejects.toThrow(
      "2025年度学时记录的内容中的「\u{1F600}」（U+1F600）不在证明所用的字库中",
    );
    await database.owner.update(persons).set({ name: "王\u{2EBDB}" }).where(eq(persons.id, person.id));
    await expect(issue()).rejects.toThrow("姓名中的「\u{2EBDB}」（U+2EBDB）不在证明所用的字库中");
    await database.owner.update(persons).set({ name: "王\u200b明" }).where(eq(persons.id, person.id));
    await expect(issue()).rejects.toThrow("姓名中的不可见字符（U+200B）");
    expect(await listCertificates(database.db, self.scope, person.id)).toEqual([]);
  });

  test("years in the wrong order and more than ten are refused with a sentence", () => {
    const messages = (fromYear: number, toYear: number) =>
      issueSchema
        .safeParse({ personId: person.id, fromYear, toYear })
        .error?.issues.map((one) => one.message);
    expect(messages(2025, 2024)).toEqual(["结束年度不能早于起始年度"]);
    expect(messages(2016, 2026)).toEqual(["一份学时证明最多包含10个年度，请缩小范围"]);
    expect(messages(2017, 2026)).toBeUndefined();
  });
});

test("an account asks for sixty an hour, the same ones too; the fifty latest are listed", async () => {
  const first = await issue();
  for (let time = 1; time < 60; time += 1) {
    await database.owner
      .update(persons)
      .set({ title: `职称${time}` })
      .where(eq(persons.id, person.id));
    await issue();
  }
  await expect(issue()).rejects.toMatchObject({ code: "throttled" });
  const listed = await listCertificates(database.db, self.scope, person.id);
  expect(listed).toHaveLength(50);
  expect(listed.map((item) => item.id)).not.toContain(first.id);
  expect((await issue(unit)).id).toBe(listed[0]?.id);
});

test("a download is audited and answers what is printed", async () => {
  const { id, number } = await issue();
  const download = await downloadCertificate(unit, id);
  expect(download).toMatchObject({ number, code: await codeOf(id), content: { fromYear: 2025 } });
  expect((await audited(id)).map((row) => row.action)).toEqual(["certificate.issue", "certificate.download"]);
  expect(await creditedYears(database.db, unit.scope, person.id)).toEqual([2025]);
});

describe("verifyCertificate", () => {
  test("finds the code as typed, masks the person, counts and audits", async () => {
    const { id, number } = await issue();
    const code = await codeOf(id);
    await verifyCertificate(database.db, code, "10.0.0.1");
    const found = await verifyCertificate(database.db, ` ${code.toLowerCase()} `, "10.0.0.1");
    expect(found).toMatchObject({
      number,
      state: "valid",
      maskedName: "王*明",
      verifiedTimes: 2,
      content: { unit: tree.unit.name, totals: { public: 30, professional: 60, total: 90 } },
    });
    expect(found?.maskedIdNumber).toMatch(/^\d{6}\*{8}.{4}$/);
    expect(JSON.stringify(found)).not.toContain("王小明");
    expect((await audited(id)).filter((row) => row.action === "certificate.verify")).toMatchObject([
      { actorId: null, actorName: "访客", address: "10.0.0.1" },
      { actorId: null },
    ]);
  });

  test("an unknown code, a certificate number and nonsense are found nowhere", async () => {
    const { number } = await issue();
    for (const code of ["0".repeat(26), number, "'; drop table certificates", ""]) {
      expect(await verifyCertificate(database.db, code, "10.0.0.2")).toBeNull();
    }
  });

  test("an address has thirty tries a minute", async () => {
    const tries = Array.from({ length: 30 }, () => verifyCertificate(database.db, "x", "10.0.0.3"));
    await Promise.all(tries);
    await expect(verifyCertificate(database.db, "x", "10.0.0.3")).rejects.toMatchObject({
      code: "throttled",
    });
    const [row] = await database.owner
      .select({ tries: sql<number>`count(*)::int` })
      .from(auditLog)
      .where(eq(auditLog.address, "10.0.0.3"));
    expect(row?.tries).toBe(30);
  });
});
