import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { auditLog, organizations, temporaryCodes, throttles } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { createDraft } from "@/lib/registration/commands";
import { unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { countInbox, inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organization, organizationTree } from "@/tests/fixtures";
import { nextCode, solvedCaptcha } from "@/tests/matters";
import { registrationFile } from "@/tests/person-registration";
import { propose } from "@/tests/unit-change";
import {
  decideUnits,
  password,
  registrationRow,
  sendUnit,
  submittedUnit,
  type UnitChanges,
  unitRefusal,
  unitRequest,
  visitor,
} from "@/tests/unit-registration";
import { unitRegistrationKind } from "./unit-registration";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let reviewer: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(database.owner);
  reviewer = await ctxFor(db, await administrator(database.owner, tree.authority));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const prepare = (changes?: UnitChanges, id?: string) => unitRequest(db, tree.authority, changes, id);
const submitted = (changes?: UnitChanges) => submittedUnit(db, tree.authority, changes);
const refusal = (changes: UnitChanges, id?: string) => unitRefusal(db, prepare(changes, id));

describe("submitting", () => {
  test("opens a round at the superior and tells no ID number but to the registration", async () => {
    const { id, idNumber } = await submitted();
    const [round] = await roundsOf(db, unitRegistrationKind, id);
    expect(
      round?.steps.map(({ organizationId, stage, state }) => ({ organizationId, stage, state })),
    ).toEqual([{ organizationId: tree.authority.id, stage: "authority", state: "open" }]);
    const proposal = unitRegistrationKind.proposal.parse(round?.proposal);
    expect(proposal.superior).toEqual({ id: tree.authority.id, name: tree.authority.name });
    expect(proposal.evidence).toHaveLength(1);
    expect(JSON.stringify(round?.proposal)).not.toContain(idNumber);
    expect(await registrationRow(db, id)).toMatchObject({
      state: "pending",
      idNumber,
      organizationId: tree.authority.id,
    });
    expect((await registrationRow(db, id)).passwordHash).toMatch(/^\$argon2id/);
    expect(JSON.stringify((await registrationRow(db, id)).values)).not.toContain(password);
    const [audit] = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id));
    expect(audit).toMatchObject({ action: "unit-registration.submit", actorId: null, address: "10.0.0.1" });
  });

  test("a wrong captcha and a poor password are told at the field, and nothing is written", async () => {
    const { registrationId, input } = await prepare();
    await expect(
      sendUnit(db, { registrationId, input: { ...input, captchaAnswer: "XXXX" } }),
    ).rejects.toMatchObject({
      fields: { captchaAnswer: "验证码错误，请重新填写" },
    });
    const idNumber = nextIdNumber();
    const poor = await refusal({
      administrator: { idNumber },
      login: { password: `ab${idNumber.slice(-6)}` },
    });
    expect(poor).toEqual({ "login.password": "密码不能包含证件号码、证件号码后六位或出生日期" });
    expect((await registrationRow(db, registrationId)).state).toBe("draft");
  });

  test("a code and an ID number that a unit has or that wait are told at the field", async () => {
    const pending = await submitted();
    const inUse = {
      "unit.code": "该统一社会信用代码已注册或正在审核",
      "administrator.idNumber": "该证件号码已注册或正在审核",
    };
    const same = { unit: { code: pending.code }, administrator: { idNumber: pending.idNumber } };
    expect(await refusal(same)).toEqual(inUse);
    await decideUnits(reviewer, [pending.id]);
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

  test("a code that another unit's change under review asks for is told at the field", async () => {
    const code = nextCode();
    await propose(await ctxFor(db, await administrator(db, tree.unit)), { code });
    expect(await refusal({ unit: { code } })).toEqual({ "unit.code": "该统一社会信用代码已注册或正在审核" });
  });

  test("of two with the same code at the same moment one wins, the other is told at the field", async () => {
    for (const shared of ["code", "idNumber"] as const) {
      const code = nextCode();
      const idNumber = nextIdNumber();
      const change = shared === "code" ? { unit: { code } } : { administrator: { idNumber } };
      const both = [await prepare(change), await prepare(change)];
      const outcomes = await Promise.allSettled(both.map((request) => sendUnit(db, request)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const lost = outcomes.find((outcome) => outcome.status === "rejected");
      expect(Object.keys(lost?.reason.fields)).toEqual([
        shared === "code" ? "unit.code" : "administrator.idNumber",
      ]);
    }
  });

  test("twice at the same moment from two tabs makes one round", async () => {
    const first = await prepare();
    const again = { ...first, input: { ...first.input, ...(await solvedCaptcha(db)) } };
    const outcomes = await Promise.allSettled([sendUnit(db, first), sendUnit(db, again)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await roundsOf(db, unitRegistrationKind, first.registrationId)).toHaveLength(1);
  });

  test("a superior that was disabled, or never was, is told at the field", async () => {
    const gone = await organization(database.owner, "authority", "市体育局", tree.bureau);
    const request = await prepare({ superior: { id: gone.id, name: gone.name } });
    await database.owner
      .update(organizations)
      .set({ state: "disabled" })
      .where(eq(organizations.id, gone.id));
    const told = { superior: "该上级部门不存在或已停用，请重新选择" };
    await expect(sendUnit(db, request)).rejects.toMatchObject({ fields: told });
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
    const other = await createDraft(visitor(db), "unit");
    expect(await refusal({ license: [await registrationFile(db, other)] })).toEqual({
      license: "上传的文件已失效，请移除后重新上传",
    });
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
  const foreign = await ctxFor(db, await administrator(database.owner, tree.foreignAuthority));
  expect(await find(foreign, code)).toEqual([]);
});
