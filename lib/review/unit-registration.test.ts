import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  accountRoles,
  accounts,
  attachments,
  auditLog,
  captchas,
  messages,
  organizations,
  registrations,
  reviews,
  temporaryCodes,
  throttles,
} from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { type LoginInput, login } from "@/lib/auth/login";
import type { Ctx } from "@/lib/context";
import { checkCharacter } from "@/lib/org/code";
import { createDraft } from "@/lib/registration/commands";
import { type UnitRegistrationInput, unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { decideReviews, withdrawReview } from "@/lib/workflow/commands";
import { countInbox, inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organization, organizationTree } from "@/tests/fixtures";
import { findReturnedUnit, submitUnitRegistration, unitRegistrationKind } from "./unit-registration";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let reviewer: Ctx;
let statements = 0;
const visitor = () => ({ db: database.db, address: "10.0.0.1" });
const password = "湖光山色-Lotus-7";

beforeAll(async () => {
  database = await testDatabase({
    onStatement: () => {
      statements += 1;
    },
  });
  tree = await organizationTree(database.owner);
  reviewer = await ctxFor(database.db, await administrator(database.owner, tree.authority));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

let made = 0;
/** Another valid 统一社会信用代码 at each call. */
function nextCode(): string {
  made += 1;
  const body = `12370800MB${String(made).padStart(7, "0")}`;
  return body + checkCharacter(body);
}

async function captcha() {
  const [row] = await database.owner
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: captchas.id });
  return { captchaId: row?.id as string, captchaAnswer: "acde" };
}

async function licenseOf(registrationId: string) {
  const file = { fileName: "营业执照.pdf", mediaType: "application/pdf", size: 1024 };
  const [row] = await database.owner
    .insert(attachments)
    .values({ ...file, registrationId, sha256: "0".repeat(64) })
    .returning({ id: attachments.id });
  return { id: row?.id as string, ...file };
}

type Changes = {
  unit?: Partial<UnitRegistrationInput["unit"]>;
  administrator?: Partial<UnitRegistrationInput["administrator"]>;
  login?: Partial<UnitRegistrationInput["login"]>;
} & Partial<Pick<UnitRegistrationInput, "superior" | "license" | "captchaAnswer">>;

/** What the form sends for a draft with its file. */
async function prepared(changes: Changes = {}, id?: string) {
  const registrationId = id ?? (await createDraft(visitor(), "unit"));
  const { unit, administrator: person, login: account, ...rest } = changes;
  const input: UnitRegistrationInput = {
    unit: {
      name: `济宁市示例学校${made}`,
      code: nextCode(),
      nature: "事业单位（全额）",
      level: "市属",
      industry: "教育",
      divisionCode: "370811",
      streetCode: "370811011",
      address: "古槐路1号",
      postcode: "272000",
      legalRepresentative: "孔凡亮",
      contactName: "王芳",
      phone: "0537-2345678",
      fax: "",
      email: "",
      introduction: "",
      ...unit,
    },
    superior: { id: tree.authority.id, name: "任意" },
    license: [await licenseOf(registrationId)],
    administrator: {
      name: "颜世杰",
      idNumber: nextIdNumber(),
      phone: "13812345678",
      email: "",
      position: "人事科长",
      ...person,
    },
    login: { resume: false, password, confirmation: account?.password ?? password, ...account },
    ...(await captcha()),
    ...rest,
  };
  return { registrationId, input };
}

const send = ({ registrationId, input }: Awaited<ReturnType<typeof prepared>>) =>
  submitUnitRegistration(visitor(), registrationId, unitRegistrationSchema.parse(input));

async function submitted(changes: Changes = {}) {
  const request = await prepared(changes);
  await send(request);
  const { unit, administrator: person } = unitRegistrationSchema.parse(request.input);
  return { id: request.registrationId, code: unit.code, idNumber: person.idNumber, name: unit.name };
}

const refusal = async (changes: Changes, id?: string) =>
  send(await prepared(changes, id)).then(
    () => null,
    (error: { fields?: object; message: string }) => error.fields ?? error.message,
  );

const rowOf = async (id: string) => {
  const [row] = await database.owner.select().from(registrations).where(eq(registrations.id, id));
  return row as typeof registrations.$inferSelect;
};

async function pendingIds(ids: string[]) {
  const rows = await database.owner
    .select({ id: reviews.id, subjectId: reviews.subjectId })
    .from(reviews)
    .where(eq(reviews.state, "pending"));
  return rows.filter((row) => ids.includes(row.subjectId)).map((row) => row.id);
}

const decide = async (ids: string[], decision: "approve" | "reject" = "approve", by = reviewer) =>
  decideReviews(by, unitRegistrationKind, {
    target: { ids: await pendingIds(ids) },
    decision,
    opinion: decision === "reject" ? "营业执照不清晰" : "",
  });

const logIn = async (values: { idNumber: string; password: string }) =>
  login(database.db, {
    portal: "employer",
    address: "10.0.0.9",
    userAgent: "test",
    device: null,
    ...(await captcha()),
    ...values,
  } satisfies LoginInput).then(
    () => "ok",
    (error: Error) => error.message,
  );

describe("submitting", () => {
  test("opens a round at the superior and tells no ID number but to the registration", async () => {
    const { id, idNumber } = await submitted();
    const [round] = await roundsOf(database.db, unitRegistrationKind, id);
    expect(
      round?.steps.map(({ organizationId, stage, state }) => ({ organizationId, stage, state })),
    ).toEqual([{ organizationId: tree.authority.id, stage: "authority", state: "open" }]);
    const proposal = unitRegistrationKind.proposal.parse(round?.proposal);
    expect(proposal.superior).toEqual({ id: tree.authority.id, name: tree.authority.name });
    expect(proposal.evidence).toHaveLength(1);
    expect(JSON.stringify(round?.proposal)).not.toContain(idNumber);
    expect(await rowOf(id)).toMatchObject({ state: "pending", idNumber, organizationId: tree.authority.id });
    expect((await rowOf(id)).passwordHash).toMatch(/^\$argon2id/);
    expect(JSON.stringify((await rowOf(id)).values)).not.toContain(password);
    const [audit] = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(audit).toMatchObject({ action: "unit-registration.submit", actorId: null, address: "10.0.0.1" });
  });

  test("a wrong captcha and a poor password are told at the field, and nothing is written", async () => {
    const { registrationId, input } = await prepared();
    await expect(send({ registrationId, input: { ...input, captchaAnswer: "XXXX" } })).rejects.toMatchObject({
      fields: { captchaAnswer: "验证码错误，请重新填写" },
    });
    const idNumber = nextIdNumber();
    const poor = await refusal({
      administrator: { idNumber },
      login: { password: `ab${idNumber.slice(-6)}` },
    });
    expect(poor).toEqual({ "login.password": "密码不能包含证件号码、证件号码后六位或出生日期" });
    expect((await rowOf(registrationId)).state).toBe("draft");
  });

  test("a code and an ID number that a unit has or that wait are told at the field", async () => {
    const pending = await submitted();
    const inUse = {
      "unit.code": "该统一社会信用代码已注册或正在审核",
      "administrator.idNumber": "该证件号码已注册或正在审核",
    };
    const same = { unit: { code: pending.code }, administrator: { idNumber: pending.idNumber } };
    expect(await refusal(same)).toEqual(inUse);
    await decide([pending.id]);
    expect(await refusal(same)).toEqual(inUse);
    await database.owner
      .update(organizations)
      .set({ state: "disabled" })
      .where(eq(organizations.code, pending.code));
    expect(await refusal(same)).toEqual(inUse);
    // The same number at another door is another account.
    const elsewhere = await administrator(database.owner, tree.authority);
    expect(await refusal({ administrator: { idNumber: elsewhere.idNumber } })).toBeNull();
  });

  test("of two with the same code at the same moment one wins, the other is told at the field", async () => {
    for (const shared of ["code", "idNumber"] as const) {
      const code = nextCode();
      const idNumber = nextIdNumber();
      const change = shared === "code" ? { unit: { code } } : { administrator: { idNumber } };
      const both = [await prepared(change), await prepared(change)];
      const outcomes = await Promise.allSettled(both.map(send));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const lost = outcomes.find((outcome) => outcome.status === "rejected");
      expect(Object.keys(lost?.reason.fields)).toEqual([
        shared === "code" ? "unit.code" : "administrator.idNumber",
      ]);
    }
  });

  test("twice at the same moment from two tabs makes one round", async () => {
    const first = await prepared();
    const again = { ...first, input: { ...first.input, ...(await captcha()) } };
    const outcomes = await Promise.allSettled([send(first), send(again)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await roundsOf(database.db, unitRegistrationKind, first.registrationId)).toHaveLength(1);
  });

  test("a superior that was disabled, or never was, is told at the field", async () => {
    const gone = await organization(database.owner, "authority", "市体育局", tree.bureau);
    const request = await prepared({ superior: { id: gone.id, name: gone.name } });
    await database.owner
      .update(organizations)
      .set({ state: "disabled" })
      .where(eq(organizations.id, gone.id));
    const told = { superior: "该上级部门不存在或已停用，请重新选择" };
    await expect(send(request)).rejects.toMatchObject({ fields: told });
    expect(await refusal({ superior: { id: uuidv7(), name: "无" } })).toEqual(told);
    expect(
      unitRegistrationSchema.safeParse({ ...request.input, superior: null }).error?.issues[0],
    ).toMatchObject({
      path: ["superior"],
      message: "请选择上级部门",
    });
  });

  test("a 临时编码 must have been issued, and be neither cancelled nor used", async () => {
    const issue = (code: string, cancelledAt?: Date) =>
      database.owner.insert(temporaryCodes).values({
        code,
        cancelledAt,
        organizationId: tree.bureau.id,
        unitName: "示例",
        issuedBy: "周敏",
      });
    await issue("LS370811000001");
    await issue("LS370811000002", new Date());
    const told = async (code: string) => await refusal({ unit: { code } });
    expect(await told("LS370811000003")).toEqual({
      "unit.code": "没有出具过该临时编码，请核对，或联系人社部门出具",
    });
    expect(await told("LS370811000002")).toEqual({
      "unit.code": "该临时编码已作废，请联系出具编码的人社部门",
    });
    expect(await told("LS370811000001")).toBeNull();
    expect(await told("LS370811000001")).toEqual({ "unit.code": "该统一社会信用代码已注册或正在审核" });
  });

  test("takes no file of another registration", async () => {
    const other = await createDraft(visitor(), "unit");
    expect(await refusal({ license: [await licenseOf(other)] })).toEqual({
      license: "上传的文件已失效，请移除后重新上传",
    });
  });
});

describe("a rejection", () => {
  test("shows its reason, and the correction is a new round that keeps the password when none is given", async () => {
    const { id, idNumber, code } = await submitted();
    await decide([id], "reject");
    expect(await logIn({ idNumber, password })).toContain("已被驳回");
    const returned = await findReturnedUnit(database.db, id);
    expect(returned?.rejection).toEqual({
      opinion: "营业执照不清晰",
      organization: tree.authority.name,
      phone: tree.authority.phone,
    });
    expect(returned?.values).toMatchObject({ unit: { code }, administrator: { idNumber } });
    // What came back holds neither code nor number for itself.
    const again = await prepared(
      {
        unit: { code, name: "改正后的名称" },
        administrator: { idNumber },
        login: { resume: true, password: "", confirmation: "" },
      },
      id,
    );
    await send(again);
    const rounds = await roundsOf(database.db, unitRegistrationKind, id);
    expect(rounds.map(({ round, state }) => [round, state])).toEqual([
      [2, "pending"],
      [1, "rejected"],
    ]);
    expect(await findReturnedUnit(database.db, id)).toBeNull();
    await decide([id]);
    expect(await logIn({ idNumber, password })).toBe("ok");
  });

  test("frees code and number for somebody else, and then the former is refused", async () => {
    const first = await submitted();
    await decide([first.id], "reject");
    const change = { unit: { code: first.code }, administrator: { idNumber: first.idNumber } };
    await submitted(change);
    expect(Object.keys((await refusal({ ...change, login: { resume: true } }, first.id)) ?? {})).toEqual([
      "unit.code",
      "administrator.idNumber",
    ]);
  });

  test("a withdrawn one can be submitted again; one under review or approved can't", async () => {
    const { id, idNumber } = await submitted();
    expect(await refusal({}, id)).toBe("该注册信息已提交审核，请勿重复提交");
    await database.db.transaction((tx) =>
      withdrawReview(
        tx,
        { id: null, name: "颜世杰", organizationId: null, address: "10.0.0.1" },
        unitRegistrationKind,
        id,
      ),
    );
    expect((await rowOf(id)).state).toBe("withdrawn");
    expect(await findReturnedUnit(database.db, id)).toMatchObject({ rejection: null });
    expect(await refusal({ administrator: { idNumber } }, id)).toBeNull();
    await decide([id]);
    expect(await refusal({}, id)).toBe("该注册已审核通过，请直接登录");
  });
});

describe("an approval", () => {
  test("makes the unit and its administrator, who can log in with the chosen password", async () => {
    const { id, idNumber, code, name } = await submitted();
    expect(await logIn({ idNumber, password })).toBe("此账号还未被审核");
    await decide([id]);
    const [unit] = await database.owner.select().from(organizations).where(eq(organizations.code, code));
    expect(unit).toMatchObject({
      name,
      kind: "employer",
      state: "active",
      parentId: tree.authority.id,
      path: `${tree.authority.path}${unit?.number}/`,
      nature: "事业单位（全额）",
      streetCode: "370811011",
      legalRepresentative: "孔凡亮",
      fax: null,
    });
    const [account] = await database.owner
      .select()
      .from(accounts)
      .innerJoin(accountRoles, eq(accountRoles.accountId, accounts.id))
      .where(eq(accounts.idNumber, idNumber));
    expect(account).toMatchObject({
      accounts: { portal: "employer", organizationId: unit?.id, state: "active", phone: "13812345678" },
      account_roles: { roleId: builtInRoles.employerAdministrator.id },
    });
    expect(await rowOf(id)).toMatchObject({ state: "approved", passwordHash: null });
    expect(await logIn({ idNumber, password })).toBe("ok");
    const [message] = await database.owner
      .select()
      .from(messages)
      .where(eq(messages.accountId, account?.accounts.id as string));
    expect(message?.title).toBe(`单位注册已通过：${name}`);
    const [file] = await database.owner.select().from(attachments).where(eq(attachments.registrationId, id));
    expect(file).toBeDefined();
  });

  test("of 2 and of 30 takes the same number of statements, each under its own superior", async () => {
    const measure = async (count: number) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        if (index % 20 === 0) await database.owner.delete(throttles);
        ids.push((await submitted()).id);
      }
      const reviewIds = await pendingIds(ids);
      statements = 0;
      const outcome = await decideReviews(reviewer, unitRegistrationKind, {
        target: { ids: reviewIds },
        decision: "approve",
        opinion: "",
      });
      expect(outcome).toEqual({ done: count, skipped: 0 });
      return statements;
    };
    const few = await measure(2);
    expect(await measure(30)).toBe(few);
    const rows = await database.owner
      .select()
      .from(organizations)
      .where(and(eq(organizations.parentId, tree.authority.id), eq(organizations.divisionCode, "370811")));
    expect(rows.length).toBeGreaterThanOrEqual(32);
    expect(rows.every((row) => row.path === `${tree.authority.path}${row.number}/`)).toBe(true);
  }, 120_000);

  test("of one whose code was taken meanwhile names it and does nothing", async () => {
    const [taken, free] = [await submitted(), await submitted()];
    await database.owner
      .update(organizations)
      .set({ code: taken.code })
      .where(eq(organizations.id, tree.foreignUnit.id));
    await expect(decide([taken.id, free.id])).rejects.toMatchObject({ code: "conflict" });
    await expect(decide([taken.id, free.id])).rejects.toThrow(taken.name);
    expect((await rowOf(free.id)).state).toBe("pending");
    await decide([free.id]);
    await decide([taken.id], "reject");
    expect((await rowOf(taken.id)).state).toBe("rejected");
  });
});

test("the inbox finds a registration by unit, code and administrator, and nobody else's", async () => {
  const { id, code, name } = await submitted({
    unit: { name: "济宁市%特殊_名称学校" },
    administrator: { name: "仲崇文" },
  });
  const find = async (ctx: Ctx, q: string) => {
    const where = inboxWhere(unitRegistrationKind, ctx.scope, ctx.viewer.accountId, {
      filters: { q },
      tab: "open",
    });
    const page = pageInbox(ctx.db, where, { tab: "open", order: "asc", limit: 20, offset: 0 });
    const { open } = await countInbox(ctx.db, { open: where, decided: where });
    const rows = await unitRegistrationKind.rows(ctx.db, page);
    expect(rows).toHaveLength(open);
    return rows.map(({ subject }) => subject);
  };
  for (const q of ["%特殊_名", code.toLowerCase(), "仲崇"]) {
    expect(await find(reviewer, q)).toEqual([
      { id, name, code, divisionCode: "370811", administrator: "仲崇文" },
    ]);
  }
  expect(await find(reviewer, "无此单位")).toEqual([]);
  const foreign = await ctxFor(database.db, await administrator(database.owner, tree.foreignAuthority));
  expect(await find(foreign, code)).toEqual([]);
});
