import { eq, inArray, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import type { PersonState } from "@/db/enums";
import {
  accounts,
  auditLog,
  declarations,
  departments,
  messages,
  personStateChanges,
  sessions,
} from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { today } from "@/lib/date";
import { declarationSchema } from "@/lib/hours/schema";
import { submitDeclaration } from "@/lib/review/declaration";
import { submitPersonChange } from "@/lib/review/person-change";
import { submitTransfer } from "@/lib/review/transfer";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  pendingDeclaration,
  professional,
  trainingInput,
} from "@/tests/fixtures";
import { decide, reviewWorld, standing } from "@/tests/review";
import { decideTransfers, mover, personRow, reviewOf, wish } from "@/tests/transfer";
import { setPersonState } from "./commands";
import { exemptYears, listStateChanges } from "./queries";
import { setStateSchema } from "./schema";

const statements: string[] = [];
let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
/** Enough connections that racers really run at once. */
let crowd: ReturnType<typeof connect>;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  world = await reviewWorld(db);
  crowd = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});

const atOnce = (ctx: Ctx): Ctx => ({ ...ctx, db: crowd.db });
const somebody = async () => (await professional(db, world.tree.unit)).person;

const idNumberOf = async ({ viewer }: Ctx) =>
  (
    await db.select({ idNumber: accounts.idNumber }).from(accounts).where(eq(accounts.id, viewer.accountId))
  )[0]?.idNumber;

/** What the dialog sends. */
const set = (
  ctx: Ctx,
  ids: string[],
  state: PersonState,
  effectiveOn = "2026-06-30",
  reason = "解除聘用合同",
) => setPersonState(ctx, setStateSchema.parse({ ids, state, effectiveOn, reason }));

const audited = (id: string) =>
  db
    .select({ actor: auditLog.actorName, detail: auditLog.detail })
    .from(auditLog)
    .where(sql`${auditLog.action} = 'person.state' and ${auditLog.subjectId} = ${id}`)
    .orderBy(auditLog.at);

describe("a person's state", () => {
  test("is set with its day and reason, and set back the same way; the history keeps all", async () => {
    const { id } = await somebody();
    expect(await set(world.unit, [id], "left")).toEqual({
      done: 1,
      oneself: 0,
      same: 0,
      early: 0,
      missing: 0,
    });
    expect((await personRow(db, id)).state).toBe("left");
    await set(world.unit, [id], "employed", "2026-06-30", "　误操作，更正 ");
    expect((await personRow(db, id)).state).toBe("employed");
    const common = { actorName: world.unit.viewer.name, organizationName: world.tree.unit.name };
    expect(await listStateChanges(db, id)).toMatchObject([
      {
        fromState: "left",
        toState: "employed",
        effectiveOn: "2026-06-30",
        reason: "误操作，更正",
        ...common,
      },
      {
        fromState: "employed",
        toState: "left",
        effectiveOn: "2026-06-30",
        reason: "解除聘用合同",
        ...common,
      },
    ]);
    expect(await audited(id)).toEqual([
      {
        actor: world.unit.viewer.name,
        detail: { state: "left", effectiveOn: "2026-06-30", reason: "解除聘用合同" },
      },
      {
        actor: world.unit.viewer.name,
        detail: { state: "employed", effectiveOn: "2026-06-30", reason: "误操作，更正" },
      },
    ]);
  });

  test("is refused where it is that already; a day that was too late is corrected by an earlier one", async () => {
    const { id, name } = await somebody();
    const refused = (message: string) => ({ code: "conflict", message });
    await expect(set(world.unit, [id], "employed")).rejects.toMatchObject(
      refused(`${name}已是在岗状态，请核对`),
    );
    await set(world.unit, [id], "left", "2026-06-30");
    for (const day of ["2026-06-30", "2026-07-01"]) {
      await expect(set(world.unit, [id], "left", day)).rejects.toMatchObject(
        refused(`${name}已是离职状态（自 2026-06-30 起），只能更正为更早的生效日期，请核对`),
      );
    }
    expect(await set(world.unit, [id], "left", "2025-11-01", "日期填错")).toMatchObject({ done: 1 });
    expect(await listStateChanges(db, id)).toMatchObject([
      { fromState: "left", toState: "left", effectiveOn: "2025-11-01" },
      { fromState: "employed", toState: "left", effectiveOn: "2026-06-30" },
    ]);
    expect(await exemptYears(db, id, { fromYear: 2024, toYear: 2026 })).toEqual(new Set([2025, 2026]));
    // Back from the very first day on: nothing of it is left in the years.
    await set(world.unit, [id], "employed", "2025-10-01");
    expect(await exemptYears(db, id, { fromYear: 2024, toYear: 2026 })).toEqual(new Set());
    expect(await audited(id)).toHaveLength(3);
  });

  test("is nobody's own to set, not among others either", async () => {
    const { person: own } = await professional(db, world.tree.unit, {
      idNumber: await idNumberOf(world.unit),
    });
    await expect(set(world.unit, [own.id], "left")).rejects.toMatchObject({
      code: "forbidden",
      message: "不能设置本人的人员状态，请由本单位其他管理员设置",
    });
    const { id } = await somebody();
    expect(await set(world.unit, [id, own.id], "left")).toMatchObject({ done: 1, oneself: 1 });
    expect((await personRow(db, own.id)).state).toBe("employed");
    const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
    expect(await set(colleague, [own.id], "left")).toMatchObject({ done: 1 });
  });

  test("is not set for days before they came to the unit", async () => {
    const { ctx, person } = await mover(db, world.tree.foreignUnit);
    const { id } = await submitTransfer(ctx, wish(world.tree.unit));
    await decideTransfers(world.unit, [await reviewOf(db, id)]);
    await expect(set(world.unit, [person.id], "left", "2026-06-30")).rejects.toMatchObject({
      code: "invalid",
      fields: { effectiveOn: `生效日期不能早于${person.name}调入本单位的日期（${today()}）` },
    });
    expect(await set(world.unit, [person.id], "left", today())).toMatchObject({ done: 1 });
  });

  test("needs a day that exists and isn't to come, and a reason of one line", () => {
    const tomorrow = new Date(Date.now() + 36 * 3600_000).toISOString().slice(0, 10);
    const objection = (values: Record<string, unknown>) =>
      setStateSchema.safeParse({
        ...{ ids: [uuidv7()], state: "left", effectiveOn: "2026-06-30", reason: "离职", ...values },
      }).error?.issues[0]?.message;
    expect(objection({})).toBeUndefined();
    expect(objection({ effectiveOn: tomorrow })).toBe("生效日期不能晚于今天");
    expect(objection({ effectiveOn: "2026-02-30" })).toBe("生效日期不是有效日期");
    expect(objection({ effectiveOn: "" })).toBe("请选择生效日期");
    expect(objection({ effectiveOn: "0206-06-30" })).toBe("生效日期过早，请核对年份");
    expect(objection({ state: "dead" })).toBe("请选择人员状态");
    expect(objection({ reason: " 　" })).toBe("请填写原因");
    expect(objection({ reason: "长".repeat(201) })).toContain("200");
    expect(objection({ ids: [] })).toBe("请先勾选人员");
    expect(objection({ ids: Array.from({ length: 201 }, () => uuidv7()) })).toBe("一次最多设置 200 人");
    expect(objection({ ids: ["1"] })).toContain("不在您的管理范围内");
  });

  test("is the own unit's to set, and of somebody limited to departments only their people's", async () => {
    const { id } = await somebody();
    const below = (await professional(db, world.tree.subUnit)).person;
    for (const [ctx, personId] of [
      [world.foreignUnit, id],
      [world.authority, id],
      [world.bureau, id],
      [world.unit, below.id],
      [world.unit, uuidv7()],
    ] as const) {
      await expect(set(ctx, [personId], "left")).rejects.toMatchObject({
        code: "missing",
        message: "该专业技术人员不存在，或不在您的管理范围内",
      });
    }
    const [department] = await db
      .insert(departments)
      .values({ organizationId: world.tree.unit.id, name: "语文组" })
      .returning();
    const inside = (await professional(db, world.tree.unit, { departmentId: department?.id })).person;
    const limited: Ctx = {
      ...world.unit,
      scope: { ...world.unit.scope, departments: [department?.id as string] } as Ctx["scope"],
    };
    await expect(set(limited, [id], "left")).rejects.toMatchObject({ code: "missing" });
    expect(await set(limited, [inside.id, id], "left")).toMatchObject({ done: 1, missing: 1 });
    expect((await personRow(db, id)).state).toBe("employed");
    expect(await listStateChanges(db, id)).toEqual([]);
  });
});

describe("several at once", () => {
  test("who can't be set is left as they are and counted", async () => {
    const [fresh, retired, corrected, foreign] = [
      await somebody(),
      await somebody(),
      await somebody(),
      (await professional(db, world.tree.foreignUnit)).person,
    ];
    await set(world.unit, [retired.id], "retired");
    await set(world.unit, [corrected.id], "retired", "2026-07-15");
    const ids = [foreign, corrected, retired, fresh, fresh].map(({ id }) => id);
    expect(await set(world.unit, ids, "retired")).toMatchObject({ done: 2, same: 1, early: 0, missing: 1 });
    expect([
      (await personRow(db, fresh.id)).state,
      (await personRow(db, retired.id)).state,
      (await personRow(db, foreign.id)).state,
    ]).toEqual(["retired", "retired", "employed"]);
    for (const [id, rows] of [[fresh.id, 1] as const, [retired.id, 1] as const, [corrected.id, 2] as const]) {
      expect(await audited(id)).toHaveLength(rows);
    }
    await expect(set(world.unit, [retired.id, fresh.id], "retired")).rejects.toMatchObject({
      message: "所选人员已是退休状态，请核对",
    });
  });

  test("a hundred cost as many statements as one, and all are out at once", async () => {
    const made = await Promise.all(Array.from({ length: 100 }, () => mover(db, world.tree.unit)));
    const [alone] = made.splice(0, 1);
    const count = async (people: typeof made) => {
      statements.length = 0;
      await set(
        world.unit,
        people.map(({ person }) => person.id),
        "suspended",
      );
      return statements.length;
    };
    const one = await count(alone ? [alone] : []);
    expect(await count(made)).toBe(one);
    const ids = made.map(({ person }) => person.id);
    expect(await db.$count(personStateChanges, inArray(personStateChanges.personId, ids))).toBe(99);
    for (const { ctx } of made.slice(0, 5)) expect(await loadViewer(ctx.viewer.sessionId)).toBeNull();
  });
});

test("who is set is told, in the words of the unit; nobody else is", async () => {
  const { person, account } = await mover(db, world.tree.unit);
  const other = await mover(db, world.tree.unit);
  await set(world.unit, [person.id], "left", "2026-06-30", "解除聘用合同");
  const told = (accountId: string) =>
    db
      .select({ title: messages.title, body: messages.body })
      .from(messages)
      .where(eq(messages.accountId, accountId));
  expect(await told(account.id)).toEqual([
    {
      title: "您的人员状态已变更为“离职”",
      body: `由${world.tree.unit.name}设置，自 2026-06-30 起生效，原因：解除聘用合同。如有疑问请联系单位。`,
    },
  ]);
  expect(await told(other.account.id)).toEqual([]);
});

describe("停用", () => {
  test("ends every session for good; the next state lets the person log in anew", async () => {
    const { ctx, person } = await mover(db, world.tree.unit);
    const { sessionId } = ctx.viewer;
    expect(await loadViewer(sessionId)).not.toBeNull();
    await set(world.unit, [person.id], "left");
    expect(await loadViewer(sessionId)).not.toBeNull();
    await set(world.unit, [person.id], "suspended");
    expect(await loadViewer(sessionId)).toBeNull();
    await set(world.unit, [person.id], "employed");
    expect(await loadViewer(sessionId)).toBeNull();
    const [session] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
    expect(session?.endedAt).toBeInstanceOf(Date);
  });

  test("refuses a session that began while the state was being set", async () => {
    const { ctx, person } = await mover(db, world.tree.unit);
    await database.owner.execute(sql`update persons set state = 'suspended' where id = ${person.id}`);
    expect(await loadViewer(ctx.viewer.sessionId)).toBeNull();
  });
});

describe("what is under review when somebody leaves", () => {
  test.each(["left", "retired", "suspended"] as const)(
    "goes on, and its hours are theirs (%s)",
    async (state) => {
      const { ctx, person } = await mover(db, world.tree.unit);
      const { declarationId, reviewId } = await pendingDeclaration(db, ctx);
      await submitPersonChange(ctx, { position: "教研组长", evidence: {} });
      await set(world.unit, [person.id], state);
      for (const reviewer of [world.unit, world.authority, world.bureau]) {
        expect(await decide(reviewer, { ids: [reviewId] })).toEqual({ done: 1, skipped: 0 });
      }
      expect(await standing(db, declarationId)).toMatchObject({ state: "approved", credits: [2] });
      await expect(pendingDeclaration(db, ctx)).rejects.toMatchObject({ code: "blocked" });
      await expect(pendingDeclaration(db, world.unit, { personId: person.id })).rejects.toMatchObject({
        code: "blocked",
      });
    },
  );
});

test("a declaration submitted while the state is set: it is under review before, or refused after", async () => {
  const seen = new Set<string>();
  for (let index = 0; index < 20; index++) {
    const { ctx, person, account } = await mover(db, world.tree.unit);
    const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
    const input = declarationSchema.parse(trainingInput(person.id, files));
    const wait = (late: boolean) =>
      crowd.db.execute(sql`select pg_sleep(${late ? (index % 10) * 0.002 : 0}::float8)`);
    const [submitted] = await Promise.allSettled([
      wait(index % 2 === 0).then(() => submitDeclaration(atOnce(ctx), input)),
      wait(index % 2 === 1).then(() => set(atOnce(world.unit), [person.id], "left")),
    ]);
    expect((await personRow(db, person.id)).state).toBe("left");
    const written = await db.$count(declarations, eq(declarations.personId, person.id));
    if (submitted.status === "rejected") expect(submitted.reason).toMatchObject({ code: "blocked" });
    expect(written).toBe(submitted.status === "fulfilled" ? 1 : 0);
    seen.add(submitted.status);
  }
  expect(seen).toEqual(new Set(["fulfilled", "rejected"]));
});

test("a submission that waits for the state to be set is refused", async () => {
  const { ctx, person, account } = await mover(db, world.tree.unit);
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  const input = declarationSchema.parse(trainingInput(person.id, files));
  const { submission } = await crowd.db.transaction(async (tx) => {
    await set({ ...world.unit, db: tx }, [person.id], "left");
    const submission = submitDeclaration(atOnce(ctx), input);
    submission.catch(() => {});
    await expect.poll(() => db.execute(sql`select 1 from pg_locks where not granted`)).not.toEqual([]);
    return { submission };
  });
  await expect(submission).rejects.toMatchObject({ code: "blocked" });
});

test("two who set one person at once: both are in the history, in the order in which they were true", async () => {
  const { id } = await somebody();
  const results = await Promise.allSettled([
    set(atOnce(world.unit), [id], "left"),
    set(atOnce(world.unit), [id], "retired"),
  ]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  const [latest, first] = await listStateChanges(db, id);
  expect(first?.fromState).toBe("employed");
  expect(latest?.fromState).toBe(first?.toState);
  expect((await personRow(db, id)).state).toBe(latest?.toState);
});
