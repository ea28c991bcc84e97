import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { persons } from "@/db/schema";
import { declarationSchema } from "@/lib/hours/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  organization,
  pendingDeclaration,
  professional,
  trainingInput,
} from "@/tests/fixtures";
import { auditCount, decide, reviewWorld, standing } from "@/tests/review";
import { declarationKind, submitDeclaration, withdrawDeclaration } from "./declaration";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

/** Submits the declaration again, as its applicant corrected it. */
async function resubmit(declarationId: string, title: string) {
  const { applicant, person } = world;
  const account = { id: applicant.viewer.accountId };
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  const input = trainingInput(person.id, files, { id: declarationId, title });
  return submitDeclaration(applicant, declarationSchema.parse(input));
}

test("three yeses: each stage opens the next, the last one credits exactly once", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  const target = { ids: [reviewId] };
  expect(await standing(db, declarationId)).toEqual({
    state: "pending",
    rounds: ["pending: open waiting waiting"],
    credits: [],
  });
  expect(await decide(world.unit, target)).toEqual({ done: 1, skipped: 0 });
  expect(await standing(db, declarationId)).toEqual({
    state: "pending",
    rounds: ["pending: approved open waiting"],
    credits: [],
  });
  await decide(world.authority, target);
  await decide(world.bureau, target, "approve", "同意");
  expect(await standing(db, declarationId)).toEqual({
    state: "approved",
    rounds: ["approved: approved approved approved"],
    credits: [2],
  });

  const [round] = await roundsOf(db, declarationKind, declarationId);
  expect(round?.steps.map(({ stage, decidedBy, opinion }) => ({ stage, decidedBy, opinion }))).toEqual([
    { stage: "employer", decidedBy: world.unit.viewer.name, opinion: null },
    { stage: "authority", decidedBy: world.authority.viewer.name, opinion: null },
    { stage: "bureau", decidedBy: world.bureau.viewer.name, opinion: "同意" },
  ]);
  expect(await auditCount(db, "declaration.submit", declarationId)).toBe(1);
  expect(await auditCount(db, "declaration.approve", declarationId)).toBe(3);
});

test.each([
  ["unit", "rejected: rejected cancelled cancelled"],
  ["authority", "rejected: approved rejected cancelled"],
  ["bureau", "rejected: approved approved rejected"],
] as const)(
  "a no of the %s ends the round; corrected, it is a new one and both are kept",
  async (at, first) => {
    const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
    const stages = ["unit", "authority", "bureau"] as const;
    for (const stage of stages.slice(0, stages.indexOf(at))) await decide(world[stage], { ids: [reviewId] });
    await decide(world[at], { ids: [reviewId] }, "reject", "缺少结业证书");
    expect(await standing(db, declarationId)).toEqual({ state: "rejected", rounds: [first], credits: [] });
    const [rejected] = await roundsOf(db, declarationKind, declarationId);
    expect(rejected?.steps.find((step) => step.state === "rejected")?.opinion).toBe("缺少结业证书");

    expect(await resubmit(declarationId, `更正后的培训（${at}）`)).toEqual({ id: declarationId });
    expect(await standing(db, declarationId)).toEqual({
      state: "pending",
      rounds: [first, "pending: open waiting waiting"],
      credits: [],
    });
    const [second, former] = await roundsOf(db, declarationKind, declarationId);
    expect([former?.round, second?.round]).toEqual([1, 2]);
    expect(former?.proposal.title).not.toBe(second?.proposal.title);

    const target = { ids: [second?.reviewId as string] };
    for (const stage of stages) await decide(world[stage], target);
    expect(await standing(db, declarationId)).toEqual({
      state: "approved",
      rounds: [first, "approved: approved approved approved"],
      credits: [2],
    });
  },
);

test("taken back before the first decision, and submitted again", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  await withdrawDeclaration(world.applicant, { id: declarationId });
  const withdrawn = "withdrawn: cancelled cancelled cancelled";
  expect(await standing(db, declarationId)).toEqual({ state: "withdrawn", rounds: [withdrawn], credits: [] });
  await expect(decide(world.unit, { ids: [reviewId] })).rejects.toMatchObject({
    code: "conflict",
    message: "该学时申报已被申请人撤回，无需审核",
  });
  await expect(withdrawDeclaration(world.applicant, { id: declarationId })).rejects.toMatchObject({
    code: "conflict",
    message: "该学时申报已不在审核中，请刷新页面查看最新状态",
  });
  await resubmit(declarationId, "撤回后更正的培训");
  expect((await standing(db, declarationId)).rounds).toEqual([withdrawn, "pending: open waiting waiting"]);
});

test("not taken back after the first decision", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  await decide(world.unit, { ids: [reviewId] });
  await expect(withdrawDeclaration(world.applicant, { id: declarationId })).rejects.toMatchObject({
    code: "blocked",
    message: "该学时申报已有审核结果，不能撤回；如需修改请联系审核单位驳回",
  });
  expect((await standing(db, declarationId)).rounds).toEqual(["pending: approved open waiting"]);
  expect(await auditCount(db, "declaration.withdraw", declarationId)).toBe(0);
});

test("only the applicant's own side takes it back", async () => {
  const { declarationId } = await pendingDeclaration(db, world.applicant);
  for (const stranger of [world.unit, world.authority, world.bureau, world.foreignUnit]) {
    await expect(withdrawDeclaration(stranger, { id: declarationId })).rejects.toMatchObject({
      code: "missing",
    });
  }
  expect((await standing(db, declarationId)).state).toBe("pending");
});

test("what was declared by the unit for one of its people takes the same way", async () => {
  const { person } = await professional(db, world.tree.unit);
  const { declarationId, reviewId } = await pendingDeclaration(db, world.unit, { personId: person.id });
  for (const stage of ["unit", "authority", "bureau"] as const) {
    await decide(world[stage], { ids: [reviewId] });
  }
  expect((await standing(db, declarationId)).credits).toEqual([2]);
  await expect(pendingDeclaration(db, world.foreignUnit, { personId: person.id })).rejects.toMatchObject({
    code: "missing",
  });
});

test("a chain has as many stages as there are superiors up to the first bureau", async () => {
  const { tree } = world;
  const chains = [
    [tree.countyUnit, ["countyUnit", "countyBureau"]],
    [tree.unit, ["unit", "authority", "bureau"]],
    [tree.subUnit, ["subUnit", "unit", "authority", "bureau"]],
  ] as const;
  for (const [home, names] of chains) {
    const { account } = await professional(db, home);
    const { declarationId, reviewId } = await pendingDeclaration(db, await ctxFor(db, account));
    for (const [index, name] of names.entries()) {
      const reviewer = await ctxFor(db, await administrator(db, tree[name]));
      expect(await decide(reviewer, { ids: [reviewId] })).toEqual({ done: 1, skipped: 0 });
      const { state } = await standing(db, declarationId);
      expect(state).toBe(index === names.length - 1 ? "approved" : "pending");
    }
    const rounds = [`approved: ${names.map(() => "approved").join(" ")}`];
    expect(await standing(db, declarationId)).toEqual({ state: "approved", rounds, credits: [2] });
  }
});

test("without a bureau above nothing can be declared", async () => {
  const lonely = await organization(db, "authority", "孤立主管部门");
  const unit = await organization(db, "employer", "孤立单位", lonely);
  const { account } = await professional(db, unit);
  await expect(pendingDeclaration(db, await ctxFor(db, account))).rejects.toMatchObject({
    code: "blocked",
    message: "本单位没有上级人社局，暂不能申报，请联系人社部门",
  });
});

test.each(["left", "retired", "suspended"] as const)("somebody who is %s can't declare", async (state) => {
  const { account, person } = await professional(db, world.tree.unit);
  const ctx = await ctxFor(db, account);
  await db.update(persons).set({ state }).where(eq(persons.id, person.id));
  await expect(pendingDeclaration(db, ctx)).rejects.toMatchObject({
    code: "blocked",
    message: "该人员不是在岗状态，不能申报学时",
  });
});
