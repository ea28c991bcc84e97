import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matterStates } from "@/db/enums";
import { declarations } from "@/db/schema";
import { editableStates, saveDraft } from "@/lib/hours/commands";
import { declarationSchema, draftSchema, formValuesOf } from "@/lib/hours/schema";
import { availableActions } from "@/lib/workflow/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { evidenceRow, pendingDeclaration, trainingInput } from "@/tests/fixtures";
import { decide, reviewWorld } from "@/tests/review";
import { submitDeclaration } from "./declaration";
import { findDeclarationMatter } from "./queries";

let database: TestDatabase;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  world = await reviewWorld(database.db);
});
afterAll(() => database.close());

const personId = () => world.applicant.viewer.person?.id as string;

/** What somebody types into the training form, with its files. */
async function typed(overrides: Record<string, unknown> = {}) {
  const account = { id: world.applicant.viewer.accountId };
  const files = [
    await evidenceRow(database.db, { id: personId() }, account),
    await evidenceRow(database.db, { id: personId() }, account),
  ] as const;
  return { ...trainingInput(personId(), files), ...overrides };
}

const matter = async (ctx: typeof world.applicant, id: string) => {
  const found = await findDeclarationMatter(ctx, id);
  if (!found) throw new Error("not in scope");
  return found;
};

test("what is editable is what the state table says", () => {
  const states = matterStates.filter((state) => availableActions(state, { decided: 0 }).includes("edit"));
  expect([...editableStates]).toEqual(states);
});

test("a draft is kept to the letter, however unfinished", async () => {
  const input = await typed({ hours: "1.3", startDate: "2026-05-10", endDate: "2026-05-01", title: " 半 " });
  const { id } = await saveDraft(world.applicant, draftSchema.parse(input));
  const { declaration } = await matter(world.applicant, id);
  expect(formValuesOf(declaration)).toMatchObject({
    id,
    ...{ hours: "1.3", startDate: "2026-05-10", endDate: "2026-05-01", title: " 半 " },
  });
});

test("what is typed into a rejected declaration stays its side's until it is submitted", async () => {
  const { declarationId: id, reviewId } = await pendingDeclaration(database.db, world.applicant, {
    title: "第一次的名称",
  });
  await decide(world.unit, { ids: [reviewId] }, "reject");
  const input = await typed({ id, title: "改过的名称", hours: 1 });
  await saveDraft(world.applicant, draftSchema.parse(input));

  const seen = (await matter(world.unit, id)).declaration;
  expect(seen).toMatchObject({ title: "第一次的名称", state: "rejected" });
  const { declaration } = await matter(world.applicant, id);
  expect(formValuesOf(declaration)).toMatchObject({ title: "改过的名称", hours: 1 });

  await submitDeclaration(world.applicant, declarationSchema.parse(input));
  const { declaration: submitted, rounds } = await matter(world.unit, id);
  expect(submitted).toMatchObject({ title: "改过的名称", hours: 1, draft: null, state: "pending" });
  expect(rounds.map((round) => round.proposal.title)).toEqual(["改过的名称", "第一次的名称"]);
});

test("a save that knows an older state is refused, and nothing of the newer is lost", async () => {
  const first = await saveDraft(world.applicant, draftSchema.parse(await typed({ title: "一" })));
  const second = await saveDraft(world.applicant, draftSchema.parse(await typed({ ...first, title: "二" })));
  expect(second).toMatchObject({ id: first.id });
  expect(second.version).not.toBe(first.version);
  const stale = await typed({ ...first, title: "三" });
  await expect(saveDraft(world.applicant, draftSchema.parse(stale))).rejects.toMatchObject({
    code: "conflict",
  });
  await expect(submitDeclaration(world.applicant, declarationSchema.parse(stale))).rejects.toMatchObject({
    code: "conflict",
  });
  const [row] = await database.db.select().from(declarations).where(eq(declarations.id, first.id));
  expect(row).toMatchObject({ title: "二", state: "draft" });
});

test("a draft can't take up somebody else's file", async () => {
  const { declarationId: id, reviewId } = await pendingDeclaration(database.db, world.applicant);
  await decide(world.unit, { ids: [reviewId] }, "reject");
  const evidence = { notice: [{ id: "01a20889-ffc9-7c5b-b7d9-b798a59a407e" }] };
  const input = await typed({ id, evidence });
  await expect(saveDraft(world.applicant, draftSchema.parse(input))).rejects.toMatchObject({
    code: "missing",
  });
});
