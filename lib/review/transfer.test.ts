import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { certificates, creditRecords, declarations, departments, persons, transfers } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import { issueCertificate } from "@/lib/certificate/commands";
import { listCertificates } from "@/lib/certificate/queries";
import { contextOf } from "@/lib/context";
import { saveDraft } from "@/lib/hours/commands";
import { declarationSchema, draftSchema } from "@/lib/hours/schema";
import { findPerson, searchPersons } from "@/lib/person/queries";
import { listObstacles, listOwnTransfers } from "@/lib/transfer/queries";
import { transferSchema } from "@/lib/transfer/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  organization,
  pendingDeclaration,
  trainingInput,
} from "@/tests/fixtures";
import { auditCount, decide, reviewWorld } from "@/tests/review";
import {
  decideTransfers,
  mover,
  personRow,
  reviewOf,
  transferRow,
  waitingDeclarations,
  wish,
} from "@/tests/transfer";
import { submitDeclaration, withdrawDeclaration } from "./declaration";
import { submitPersonChange } from "./person-change";
import { findDeclarationMatter } from "./queries";
import { submitTransfer, transferKind, transferProposal, withdrawTransfer } from "./transfer";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

test("refused while a declaration is under review, naming it by number and title", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  const { declarationId } = await pendingDeclaration(db, ctx, { title: "暑期骨干研修" });
  const obstacles = await listObstacles(db, person.id);
  expect(obstacles).toEqual([
    {
      kind: "declaration",
      subjectId: declarationId,
      title: "暑期骨干研修",
      number: expect.stringMatching(/^SB\d{4}-\d{6}$/),
    },
  ]);
  await expect(submitTransfer(ctx, wish(world.tree.foreignUnit))).rejects.toMatchObject({
    code: "blocked",
    message: `您有学时申报 ${obstacles[0]?.number}《暑期骨干研修》正在审核中，审核结束或撤回后才能申请调转`,
  });
  expect(await db.$count(transfers, eq(transfers.personId, person.id))).toBe(0);
  await withdrawDeclaration(ctx, { id: declarationId });
  await expect(submitTransfer(ctx, wish(world.tree.foreignUnit))).resolves.toBeDefined();
});

test("refused while a change of the person's data is under review, naming it", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  await submitPersonChange(ctx, { position: "教研组长", evidence: {} });
  const [obstacle] = await listObstacles(db, person.id);
  expect(obstacle).toMatchObject({ kind: "person-change", title: expect.stringMatching(/岗位/) });
  await expect(submitTransfer(ctx, wish(world.tree.foreignUnit))).rejects.toMatchObject({
    code: "blocked",
    message: `您有人员信息修改“${obstacle?.title}”正在审核中，审核结束或撤回后才能申请调转`,
  });
});

test("while a transfer is under review no change of the person's data is proposed", async () => {
  const { ctx } = await mover(db, world.tree.unit);
  await submitTransfer(ctx, wish(world.tree.foreignUnit));
  await expect(submitPersonChange(ctx, { position: "教研组长", evidence: {} })).rejects.toMatchObject({
    code: "blocked",
    message: expect.stringContaining(`调往“${world.tree.foreignUnit.name}”的人员调转正在审核中`),
  });
});

test("a unit that nobody can move to is refused at the field", async () => {
  const { ctx } = await mover(db, world.tree.unit);
  const disabled = await organization(db, "employer", "已停用的单位", world.tree.authority);
  await database.owner.execute(sql`update organizations set state = 'disabled' where id = ${disabled.id}`);
  const refusal = (message: string) => ({ code: "invalid", message, fields: { unit: message } });
  await expect(submitTransfer(ctx, wish(world.tree.unit))).rejects.toMatchObject(
    refusal("您已在该单位，请选择其他单位"),
  );
  await expect(submitTransfer(ctx, wish(disabled))).rejects.toMatchObject(
    refusal("该单位已停用，不能调入，请选择其他单位"),
  );
  const unknown = { id: "01a20889-ffc9-7c5b-b7d9-b798a59a407e", name: "没有的单位" };
  for (const other of [world.tree.authority, world.tree.bureau, unknown]) {
    await expect(submitTransfer(ctx, wish(other))).rejects.toMatchObject(
      refusal("只能调入用人单位，请重新选择"),
    );
  }
});

test("the reason is asked for and bounded", () => {
  const { foreignUnit } = world.tree;
  const unit = { id: foreignUnit.id, name: foreignUnit.name };
  expect(transferSchema.safeParse({ unit, reason: " 　" }).success).toBe(false);
  expect(transferSchema.safeParse({ unit, reason: "调".repeat(301) }).success).toBe(false);
  expect(transferSchema.safeParse({ unit, reason: "调".repeat(300) }).success).toBe(true);
  for (const nothing of [undefined, null, { id: "", name: "" }]) {
    expect(transferSchema.safeParse({ unit: nothing, reason: "调动" }).error?.issues[0]?.path[0]).toBe(
      "unit",
    );
  }
});

test("on a yes person, department and scope move at once; hours, certificates and files of rounds stay with the person", async () => {
  const { ctx, person, account } = await mover(db, world.tree.unit, { position: "教研组长" });
  const [department] = await db
    .insert(departments)
    .values({ organizationId: world.tree.unit.id, name: "语文组" })
    .returning();
  await db.update(persons).set({ departmentId: department?.id }).where(eq(persons.id, person.id));
  const { declarationId, reviewId } = await pendingDeclaration(db, ctx);
  for (const reviewer of [world.unit, world.authority, world.bureau]) {
    await decide(reviewer, { ids: [reviewId] });
  }
  const certificate = await issueCertificate(ctx, { personId: person.id, fromYear: 2020, toYear: 2030 });
  const filled = trainingInput(person.id, [
    await evidenceRow(db, person, account),
    await evidenceRow(db, person, account),
  ]);
  const draft = await saveDraft(ctx, draftSchema.parse(filled));

  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  expect((await personRow(db, person.id)).organizationId).toBe(world.tree.unit.id);
  expect(await findPerson(db, world.foreignUnit.scope, person.id)).toBeNull();
  await decideTransfers(world.foreignUnit, [await reviewOf(db, id)]);

  expect(await personRow(db, person.id)).toMatchObject({
    organizationId: world.tree.foreignUnit.id,
    departmentId: null,
    position: "教研组长",
    state: "employed",
  });
  expect(await transferRow(db, id)).toMatchObject({ state: "approved", endedAt: expect.any(Date) });
  expect(await auditCount(db, "transfer.submit", id)).toBe(1);
  expect(await auditCount(db, "transfer.approve", id)).toBe(1);

  // The same session: its scope is the new unit's with the next request.
  const viewer = await loadViewer(ctx.viewer.sessionId);
  expect(viewer?.organization.id).toBe(world.tree.foreignUnit.id);
  expect(await findPerson(db, world.unit.scope, person.id)).toBeNull();
  expect(await findPerson(db, world.authority.scope, person.id)).toBeNull();
  const search = { filters: { q: person.idNumber }, limit: 20, offset: 0 };
  expect((await searchPersons(db, world.unit.scope, search)).total).toBe(0);
  expect((await searchPersons(db, world.foreignUnit.scope, search)).total).toBe(1);

  expect(await db.$count(creditRecords, eq(creditRecords.personId, person.id))).toBe(1);
  const [kept] = await db.select().from(certificates).where(eq(certificates.id, certificate.id));
  expect(kept?.personId).toBe(person.id);
  expect(await listCertificates(db, ctx.scope, person.id)).toMatchObject([
    { id: certificate.id, state: "valid" },
  ]);
  // Who decided for the old unit still opens what they decided, and nothing else of the person.
  const seen = await findDeclarationMatter(world.unit, declarationId);
  expect(seen).toMatchObject({ inScope: false, declaration: { id: declarationId } });

  // The draft goes along and is submitted for the new unit.
  const moved = contextOf(db, viewer as NonNullable<typeof viewer>, "127.0.0.1");
  await submitDeclaration(moved, declarationSchema.parse({ ...filled, id: draft.id }));
  const [submitted] = await db.select().from(declarations).where(eq(declarations.id, draft.id));
  expect(submitted).toMatchObject({ state: "pending", organizationId: world.tree.foreignUnit.id });
  expect(await waitingDeclarations(world.foreignUnit)).toContain(draft.id);
});

test("rejected: the reason is kept, and the same transfer comes back in a new round, to another unit too", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  await decideTransfers(world.foreignUnit, [await reviewOf(db, id)], "reject", "暂无编制");
  expect(await transferRow(db, id)).toMatchObject({ state: "rejected", endedAt: expect.any(Date) });
  expect((await personRow(db, person.id)).organizationId).toBe(world.tree.unit.id);
  expect((await listOwnTransfers(db, person.id))[0]).toMatchObject({
    opinion: "暂无编制",
    state: "rejected",
  });

  expect(await submitTransfer(ctx, wish(world.tree.countyUnit, { id }))).toEqual({ id });
  expect(await transferRow(db, id)).toMatchObject({
    state: "pending",
    endedAt: null,
    toOrganizationId: world.tree.countyUnit.id,
  });
  const rounds = await roundsOf(db, transferKind, id);
  expect(rounds.map(({ round, state }) => ({ round, state }))).toEqual([
    { round: 2, state: "pending" },
    { round: 1, state: "rejected" },
  ]);
  expect(rounds.map(({ proposal }) => transferProposal.parse(proposal).title)).toEqual([
    `调入 ${world.tree.countyUnit.name}`,
    `调入 ${world.tree.foreignUnit.name}`,
  ]);
  expect(await listOwnTransfers(db, person.id)).toMatchObject([{ opinion: null, decidedAt: null }]);
  // The unit that said no has nothing more to say.
  await expect(decideTransfers(world.foreignUnit, [await reviewOf(db, id)])).rejects.toMatchObject({
    code: "missing",
  });
  const countyUnit = await ctxFor(db, await administrator(db, world.tree.countyUnit));
  await decideTransfers(countyUnit, [await reviewOf(db, id)]);
  expect((await personRow(db, person.id)).organizationId).toBe(world.tree.countyUnit.id);
});

test("only the latest transfer comes back, and only its own person's", async () => {
  const { ctx } = await mover(db, world.tree.unit);
  const { id: first } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  await withdrawTransfer(ctx, { id: first });
  const { id: second } = await submitTransfer(ctx, wish(world.tree.countyUnit));
  await withdrawTransfer(ctx, { id: second });
  await expect(submitTransfer(ctx, wish(world.tree.countyUnit, { id: first }))).rejects.toMatchObject({
    code: "conflict",
  });
  const stranger = await mover(db, world.tree.unit);
  await expect(
    submitTransfer(stranger.ctx, wish(world.tree.countyUnit, { id: second })),
  ).rejects.toMatchObject({ code: "conflict" });
  await expect(withdrawTransfer(stranger.ctx, { id: second })).rejects.toMatchObject({ code: "missing" });
  await expect(submitTransfer(world.unit, wish(world.tree.countyUnit))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(submitTransfer(ctx, wish(world.tree.subUnit, { id: second }))).resolves.toEqual({
    id: second,
  });
});

test("only the receiving unit decides", async () => {
  const { ctx } = await mover(db, world.tree.unit);
  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  const reviewId = await reviewOf(db, id);
  for (const other of [world.unit, world.authority, world.foreignAuthority, world.bureau]) {
    await expect(decideTransfers(other, [reviewId])).rejects.toMatchObject({ code: "missing" });
  }
  expect((await transferRow(db, id)).state).toBe("pending");
});

test("nobody decides about themself: another administrator does, and without one it can't be asked", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  const unit = await organization(db, "employer", "只有一位管理员的单位", world.tree.authority);
  const self = await ctxFor(db, await administrator(db, unit, { idNumber: person.idNumber }));
  await expect(submitTransfer(ctx, wish(unit))).rejects.toMatchObject({
    code: "invalid",
    fields: { unit: expect.stringContaining("不能审核本人") },
  });
  const other = await ctxFor(db, await administrator(db, unit));
  const { id } = await submitTransfer(ctx, wish(unit));
  const reviewId = await reviewOf(db, id);
  await expect(decideTransfers(self, [reviewId])).rejects.toMatchObject({ code: "missing" });
  expect(await decideTransfers(other, [reviewId])).toEqual({ done: 1, skipped: 0 });
});

test("while a transfer is under review nothing is declared, by the person or by the unit", async () => {
  const { ctx, person } = await mover(db, world.tree.unit);
  const { id } = await submitTransfer(ctx, wish(world.tree.foreignUnit));
  const refusal = {
    code: "blocked",
    message: `调往“${world.tree.foreignUnit.name}”的人员调转正在审核中，请等待审核结果，或由本人撤回调转后再提交`,
  };
  await expect(pendingDeclaration(db, ctx)).rejects.toMatchObject(refusal);
  await expect(pendingDeclaration(db, world.unit, { personId: person.id })).rejects.toMatchObject(refusal);
  await withdrawTransfer(ctx, { id });
  expect(await transferRow(db, id)).toMatchObject({ state: "withdrawn", endedAt: expect.any(Date) });
  await expect(pendingDeclaration(db, ctx)).resolves.toBeDefined();
});
