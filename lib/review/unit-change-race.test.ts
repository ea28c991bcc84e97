import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Executor, type Tx } from "@/db/client";
import { transfers } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { createOrganization } from "@/lib/structure/create";
import { createOrganizationSchema } from "@/lib/structure/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, nextIdNumber, pendingDeclaration, professional } from "@/tests/fixtures";
import { mover, wish } from "@/tests/transfer";
import {
  clerk,
  decideChanges,
  newCode,
  organizationRow,
  pendingChanges,
  propose,
  proposeSuperior,
  type UnitChangeWorld,
  unitChangeWorld,
} from "@/tests/unit-change";
import { submitPersonChange } from "./person-change";
import { submitTransfer, withdrawTransfer } from "./transfer";

let database: TestDatabase;
let db: Executor;
/** Enough connections that racers really run at once. */
let crowd: ReturnType<typeof connect>;
let world: UnitChangeWorld;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  crowd = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});
beforeEach(async () => {
  world = await unitChangeWorld(db);
});

const atOnce = (ctx: Ctx): Ctx => ({ ...ctx, db: crowd.db });

/** Starts work that will have to wait, and goes on when as many as `racers` wait (or it has ended all the same). */
async function start<T>(racers: number, work: () => Promise<T>): Promise<Promise<T>[]> {
  let ended = false;
  const under = work();
  under.then(
    () => {
      ended = true;
    },
    () => {
      ended = true;
    },
  );
  await expect
    .poll(async () => ended || (await waiting()) >= racers, { interval: 10, timeout: 10_000 })
    .toBe(true);
  // In a list, so that it isn't awaited by whoever awaits this.
  return [under];
}

async function waiting(): Promise<number> {
  const [row] = await database.owner.execute<{ count: number }>(sql`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return row?.count ?? 0;
}

/** What came of each. */
const outcomes = (work: Promise<unknown>[]) => Promise.allSettled(work);

const within = <T>(work: (tx: Tx, ctxOf: (ctx: Ctx) => Ctx) => Promise<T>) =>
  crowd.db.transaction((tx) => work(tx, (ctx) => ({ ...ctx, db: tx })));

test("a declaration that is being submitted is in the way of its unit's new superior", async () => {
  const { unit, foreignAuthority, tree } = world;
  const applicant = await ctxFor(db, (await professional(db, tree.unit)).account);
  await proposeSuperior(unit, tree.foreignAuthority);
  const approval = await within(async (tx, inside) => {
    await pendingDeclaration(tx, inside(applicant));
    return start(1, () => decideChanges(atOnce(foreignAuthority), [tree.unit.id]));
  });
  expect(await outcomes(approval)).toMatchObject([
    { reason: { code: "blocked", message: expect.stringContaining("本单位人员的学时申报 1 件") } },
  ]);
  expect((await organizationRow(db, tree.unit.id)).parentId).toBe(tree.authority.id);
});

test("what is submitted while its unit moves never goes to the former superior", async () => {
  const { unit, foreignAuthority, bureau, tree } = world;
  const { account, person } = await professional(db, tree.unit);
  const applicant = await ctxFor(db, account);
  // Another person: the first submission holds the row of its own.
  const other = await ctxFor(db, (await professional(db, tree.unit)).account);
  const change = { position: "教研组长", evidence: {} };
  await proposeSuperior(unit, tree.foreignAuthority);
  const [declaration, personChange] = await within(async (_, inside) => {
    await decideChanges(inside(foreignAuthority), [tree.unit.id]);
    const first = await start(1, () => pendingDeclaration(crowd.db, atOnce(applicant)));
    return [first, await start(2, () => submitPersonChange(atOnce(other), change))] as const;
  });
  for (const late of [declaration, personChange]) {
    expect(await outcomes(late)).toMatchObject([
      { reason: { code: "conflict", message: "所在单位的上级部门刚刚变更，请重新提交" } },
    ]);
  }
  const { declarationId } = await pendingDeclaration(db, applicant);
  const [round] = await roundsOf(db, { kind: "declaration" }, declarationId);
  expect(round?.steps.map((step) => step.organizationId)).toEqual([
    tree.unit.id,
    tree.foreignAuthority.id,
    bureau.viewer.organization.id,
  ]);
  await submitPersonChange(applicant, change);
  const [changed] = await roundsOf(db, { kind: "person-change" }, person.id);
  expect(changed?.steps).toMatchObject([{ organizationId: tree.unit.id }]);
});

test("a second change of a unit's data while the first is decided is refused; nobody waits in a circle", async () => {
  const { unit, authority, tree } = world;
  await propose(unit, { name: "第一次改名" });
  const [second, approval] = await within(async (tx) => {
    // Whoever submits asks for the superior after the unit itself.
    await tx.execute(sql`select 1 from organizations where id = ${tree.authority.id} for update`);
    const submission = await start(1, () => propose(atOnce(unit), { name: "第二次改名" }));
    return [submission, await start(2, () => decideChanges(atOnce(authority), [tree.unit.id]))] as const;
  });
  expect(await outcomes([...second, ...approval])).toMatchObject([
    { status: "rejected", reason: { code: "conflict", message: expect.stringContaining("正在审核") } },
    { status: "fulfilled", value: { done: 1, skipped: 0 } },
  ]);
  expect((await organizationRow(db, tree.unit.id)).name).toBe("第一次改名");
  expect(await pendingChanges(db, [tree.unit.id])).toEqual([]);
});

test("a unit asks for a code that is given to its new sub-unit at the same moment: one is told", async () => {
  const { unit, tree } = world;
  const colleague = await clerk(db, tree.unit);
  const code = newCode();
  const subUnit = createOrganizationSchema.parse({
    ...{
      kind: "employer",
      name: "济宁市第一中学新校区",
      divisionCode: "370811",
      phone: "0537-2967001",
      code,
    },
    ...{ address: "济宁市任城区红星中路 19 号", nature: "事业单位（全额）", level: "市属", industry: "教育" },
    ...{ legalRepresentative: "孔令军", contactName: "刘翠英", administratorName: "刘翠英" },
    ...{ administratorIdNumber: nextIdNumber(), administratorPhone: "13905370003" },
  });
  const [created, change] = await within(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`organization-code:${code}`}, 0))`);
    const first = await start(1, () => createOrganization(atOnce(colleague), "units", subUnit));
    return [first, await start(2, () => propose(atOnce(unit), { code }))] as const;
  });
  expect(await outcomes([...created, ...change])).toMatchObject([
    { status: "fulfilled" },
    { status: "rejected", reason: { code: "conflict", fields: { code: expect.any(String) } } },
  ]);
});

test("a transfer from a sub-unit to the unit that is to move: it is in the way, nobody waits in a circle", async () => {
  const { unit, foreignAuthority, tree } = world;
  const { ctx, person } = await mover(db, tree.subUnit);
  const { id } = await submitTransfer(ctx, wish(tree.unit));
  await withdrawTransfer(ctx, { id });
  await proposeSuperior(unit, tree.foreignAuthority);
  const [transfer, approval] = await within(async (tx) => {
    // Whoever submits again asks for the former transfer after the receiving unit, and for the own unit last.
    await tx.execute(sql`select 1 from transfers where id = ${id} for update`);
    const submission = await start(1, () => submitTransfer(atOnce(ctx), { ...wish(tree.unit), id }));
    return [
      submission,
      await start(2, () => decideChanges(atOnce(foreignAuthority), [tree.unit.id])),
    ] as const;
  });
  expect(await outcomes(transfer)).toMatchObject([{ status: "fulfilled" }]);
  expect(await outcomes(approval)).toMatchObject([
    { reason: { code: "blocked", message: expect.stringContaining("人员调入 1 件") } },
  ]);
  expect(await db.$count(transfers, eq(transfers.personId, person.id))).toBe(1);
});
