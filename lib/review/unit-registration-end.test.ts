import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accountRoles, accounts, attachments, messages, organizations, throttles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import type { Ctx } from "@/lib/context";
import { decideReviews, withdrawReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree } from "@/tests/fixtures";
import {
  decideUnits,
  logInUnit,
  password,
  pendingUnits,
  registrationRow,
  sendUnit,
  submittedUnit,
  type UnitChanges,
  unitRefusal,
  unitRequest,
  visitor,
} from "@/tests/unit-registration";
import { listInbox } from "./queries";
import { withdrawRegistration } from "./registration-progress";
import { findReturnedUnit, unitRegistrationKind } from "./unit-registration";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let reviewer: Ctx;
let statements = 0;

beforeAll(async () => {
  database = await testDatabase({
    onStatement: () => {
      statements += 1;
    },
  });
  db = database.db;
  tree = await organizationTree(database.owner);
  reviewer = await ctxFor(db, await administrator(database.owner, tree.authority));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const prepare = (changes?: UnitChanges, id?: string) => unitRequest(db, tree.authority, changes, id);
const submitted = (changes?: UnitChanges) => submittedUnit(db, tree.authority, changes);
const refusal = (changes: UnitChanges, id?: string) => unitRefusal(db, prepare(changes, id));

describe("a rejection", () => {
  test("shows its reason, and the correction is a new round that keeps the password when none is given", async () => {
    const { id, idNumber, code } = await submitted();
    await decideUnits(reviewer, [id], "reject");
    expect(await logInUnit(db, { idNumber, password })).toContain("已被驳回");
    const returned = await findReturnedUnit(db, id);
    expect(returned?.rejection).toEqual({
      opinion: "营业执照不清晰",
      organization: tree.authority.name,
      phone: tree.authority.phone,
    });
    expect(returned?.values).toMatchObject({ unit: { code }, administrator: { idNumber } });
    // What came back holds neither code nor number for itself.
    const again = await prepare(
      {
        unit: { code, name: "改正后的名称" },
        administrator: { idNumber },
        login: { resume: true, password: "", confirmation: "" },
      },
      id,
    );
    await sendUnit(db, again);
    const rounds = await roundsOf(db, unitRegistrationKind, id);
    expect(rounds.map(({ round, state }) => [round, state])).toEqual([
      [2, "pending"],
      [1, "rejected"],
    ]);
    expect(await findReturnedUnit(db, id)).toBeNull();
    await decideUnits(reviewer, [id]);
    expect(await logInUnit(db, { idNumber, password })).toBe("ok");
  });

  test("frees code and number for somebody else, and then the former is refused", async () => {
    const first = await submitted();
    await decideUnits(reviewer, [first.id], "reject");
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
    await db.transaction((tx) =>
      withdrawReview(
        tx,
        { id: null, name: "颜世杰", organizationId: null, address: "10.0.0.1" },
        unitRegistrationKind,
        id,
      ),
    );
    expect((await registrationRow(db, id)).state).toBe("withdrawn");
    expect(await findReturnedUnit(db, id)).toMatchObject({ rejection: null });
    expect(await refusal({ administrator: { idNumber }, login: { resume: true } }, id)).toBeNull();
    await decideUnits(reviewer, [id]);
    expect(await refusal({}, id)).toBe("该注册已审核通过，请直接登录");
  });

  test.each(["rejected", "withdrawn"] as const)(
    "of a %s one nothing is written over by a fresh form; it is corrected by its own",
    async (state) => {
      const { id, code, idNumber, name } = await submitted();
      if (state === "rejected") await decideUnits(reviewer, [id], "reject");
      else await withdrawRegistration(visitor(db), { id, kind: "unit" });
      const before = await registrationRow(db, id);
      expect(before.state).toBe(state);
      expect(await refusal({ unit: { name: "别家的单位" } }, id)).toBe(
        "本次填写已过期，请刷新页面后重新填写并提交",
      );
      expect(await registrationRow(db, id)).toEqual(before);
      expect(await roundsOf(db, unitRegistrationKind, id)).toHaveLength(1);
      const correct = { unit: { code, name: `${name}（改）` }, administrator: { idNumber } };
      expect(await refusal({ ...correct, login: { resume: true } }, id)).toBeNull();
      expect(await registrationRow(db, id)).toMatchObject({
        state: "pending",
        values: { unit: { name: `${name}（改）` } },
      });
      // Nor is a draft taken for what is corrected.
      const stale = "本次填写已过期，请刷新页面后重新填写并提交";
      expect(await refusal({ login: { resume: true } })).toBe(stale);
    },
  );

  test("stays in the former superior's inbox as it was, whatever another one is asked since", async () => {
    const { id, code, idNumber, name } = await submitted({ administrator: { name: "孔某" } });
    await decideUnits(reviewer, [id], "reject");
    const again = {
      unit: { name: "改投的学校", divisionCode: "370812", streetCode: "" },
      administrator: { idNumber, name: "孟某" },
      superior: { id: tree.foreignAuthority.id, name: tree.foreignAuthority.name },
      login: { resume: true },
    };
    expect(await refusal(again, id)).toBeNull();
    const rowsOf = async (ctx: Ctx, tab: "open" | "decided") => {
      const list = { tab, filters: {}, order: undefined, limit: 50, offset: 0 } as const;
      const { rows } = await listInbox(ctx, unitRegistrationKind, list);
      return rows.filter(({ subjectId }) => subjectId === id).map(({ subject }) => subject);
    };
    expect(await rowsOf(reviewer, "decided")).toEqual([
      { id, name, code, divisionCode: "370811", administrator: "孔某" },
    ]);
    const foreign = await ctxFor(db, await administrator(db, tree.foreignAuthority));
    expect(await rowsOf(foreign, "open")).toMatchObject([
      { id, name: "改投的学校", divisionCode: "370812", administrator: "孟某" },
    ]);
  });
});

describe("an approval", () => {
  test("makes the unit and its administrator, who can log in with the chosen password", async () => {
    const { id, idNumber, code, name } = await submitted();
    expect(await logInUnit(db, { idNumber, password })).toBe("此账号还未被审核");
    await decideUnits(reviewer, [id]);
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
    expect(await registrationRow(db, id)).toMatchObject({ state: "approved", passwordHash: null });
    expect(await logInUnit(db, { idNumber, password })).toBe("ok");
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
      const reviewIds = await pendingUnits(db, ids);
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
    await expect(decideUnits(reviewer, [taken.id, free.id])).rejects.toMatchObject({ code: "conflict" });
    await expect(decideUnits(reviewer, [taken.id, free.id])).rejects.toThrow(taken.name);
    expect((await registrationRow(db, free.id)).state).toBe("pending");
    await decideUnits(reviewer, [free.id]);
    await decideUnits(reviewer, [taken.id], "reject");
    expect((await registrationRow(db, taken.id)).state).toBe("rejected");
  });
});
