import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import type { Executor } from "@/db/client";
import type { OrganizationKind, ReviewKind } from "@/db/enums";
import { organizations, reviewSteps } from "@/db/schema";
import { actorOf } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { decideReviews, submitReview, withdrawReview } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  evidenceRow,
  organization,
  pendingDeclaration,
  professional,
} from "@/tests/fixtures";
import { reviewWorld } from "@/tests/review";
import type { MatterKind } from "./kind";
import { countWaiting, findMatter, findPlace, listInbox, listLatestDecisions, waitingCap } from "./queries";
import { citedEvidence, type MatterFilters, matterFilters } from "./schema";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

const proposal = z.object({ title: z.string(), evidence: citedEvidence.default([]) });

/** A kind whose end changes nothing: what is asked here is the same for every kind. */
const kind = {
  kind: "unit-change",
  noun: "机构信息修改",
  label: "审核机构信息修改",
  chapter: "5.5",
  path: "/reviews/unit-changes",
  permission: "unit-changes.review",
  filters: matterFilters,
  proposal,
  rows: (executor, { page, columns, order }) =>
    executor
      .select({ ...columns, subject: { id: organizations.id, name: organizations.name } })
      .from(page)
      .innerJoin(organizations, eq(organizations.id, page.subjectId))
      .orderBy(...order),
  where: (_: MatterFilters) => undefined,
  ofDepartments: () => sql`false`,
  ended: async () => {},
} satisfies MatterKind<object, z.output<typeof proposal>>;

type Proposal = { title: string; evidence?: { evidence: string; attachmentId: string }[] };

async function propose(
  applicant: Ctx,
  subjectId: string,
  to: { id: string; kind: OrganizationKind },
  content: Proposal = { title: "变更单位名称" },
  of: ReviewKind = kind.kind,
) {
  return db.transaction((tx) =>
    submitReview(
      tx,
      actorOf(applicant),
      { kind: of, noun: kind.noun },
      {
        subjectId,
        personId: null,
        organizationId: applicant.viewer.organization.id,
        proposal: content,
        route: [{ organizationId: to.id, stage: to.kind }],
      },
    ),
  );
}

const decide = (ctx: Ctx, reviewId: string, decision: "approve" | "reject", opinion = "") =>
  decideReviews(ctx, kind, { target: { ids: [reviewId] }, decision, opinion });

async function reviewerAt(kindOf: OrganizationKind, name: string) {
  const at = await organization(db, kindOf, name, world.tree.bureau);
  return { at, ctx: await ctxFor(db, await administrator(db, at)) };
}

describe("findMatter", () => {
  test("gives who must decide its subject, its rounds and the files that they cite", async () => {
    const subject = await organization(db, "employer", "改名的单位", world.tree.authority);
    const { person, account } = await professional(db, subject);
    const file = await evidenceRow(db, person, account);
    const cited = { title: "变更单位名称", evidence: [{ evidence: "license", attachmentId: file.id }] };
    await propose(world.unit, subject.id, world.tree.authority, cited);
    const matter = await findMatter(world.authority, kind, subject.id);
    expect(matter?.subject).toMatchObject({ id: subject.id, name: "改名的单位" });
    expect(matter?.rounds).toMatchObject([
      {
        round: 1,
        state: "pending",
        proposal: cited,
        files: [{ evidence: "license", id: file.id, fileName: "结业证书.pdf", mediaType: "application/pdf" }],
        steps: [{ organizationId: world.tree.authority.id, state: "open" }],
      },
    ]);
  });

  test("answers strangers, unknown and malformed ids alike", async () => {
    const subject = await organization(db, "employer", "别家的单位", world.tree.authority);
    await propose(world.unit, subject.id, world.tree.authority);
    expect(await findMatter(world.authority, kind, subject.id)).not.toBeNull();
    for (const stranger of [world.foreignAuthority, world.unit, world.bureau, world.applicant]) {
      expect(await findMatter(stranger, kind, subject.id)).toBeNull();
    }
    expect(await findMatter(world.authority, kind, randomUUID())).toBeNull();
    expect(await findMatter(world.authority, kind, "1 or 1=1")).toBeNull();
    // The same subject under another kind is none of this one's.
    expect(await findMatter(world.authority, { ...kind, kind: "transfer" }, subject.id)).toBeNull();
  });

  test("who decided before still sees what it decided, and not what went elsewhere since", async () => {
    const subject = await organization(db, "employer", "换了上级的单位", world.tree.authority);
    const former = await reviewerAt("authority", "原主管部门");
    const next = await reviewerAt("authority", "新主管部门");
    const { reviewId } = await propose(world.unit, subject.id, former.at, { title: "第一次" });
    expect(await findMatter(next.ctx, kind, subject.id)).toBeNull();
    await decide(former.ctx, reviewId, "reject", "请改投新的主管部门");
    await propose(world.unit, subject.id, next.at, { title: "第二次" });

    const before = await findMatter(former.ctx, kind, subject.id);
    expect(before?.rounds.map(({ proposal: { title } }) => title)).toEqual(["第一次"]);
    expect(before?.rounds[0]?.steps[0]).toMatchObject({
      state: "rejected",
      opinion: "请改投新的主管部门",
    });
    const now = await findMatter(next.ctx, kind, subject.id);
    expect(now?.rounds.map(({ proposal: { title } }) => title)).toEqual(["第二次", "第一次"]);
  });

  test("what was withdrawn before it was decided stays to be seen, and is not to be decided", async () => {
    const subject = await organization(db, "employer", "撤回的单位", world.tree.authority);
    const { at, ctx } = await reviewerAt("authority", "只看的主管部门");
    await propose(world.unit, subject.id, at);
    await db.transaction((tx) => withdrawReview(tx, actorOf(world.unit), kind, subject.id));
    expect((await findMatter(ctx, kind, subject.id))?.rounds).toMatchObject([{ state: "withdrawn" }]);
    expect(await findPlace(ctx, kind, subject.id, {})).toMatchObject({ reviewId: null });
    const again = await propose(world.unit, subject.id, at, { title: "再次提交" });
    const matter = await findMatter(ctx, kind, subject.id);
    expect(matter?.rounds.map(({ state }) => state)).toEqual(["pending", "withdrawn"]);
    expect(await findPlace(ctx, kind, subject.id, {})).toMatchObject({ reviewId: again.reviewId });
  });
});

describe("countWaiting", () => {
  const countsOf = async (ctx: Ctx) =>
    Object.fromEntries((await countWaiting(ctx)).map(({ kind: each, count }) => [each, count]));

  test("counts what waits at the viewer's organization by kind, in one statement", async () => {
    const { at, ctx } = await reviewerAt("employer", "有待办的单位");
    for (const of of ["person-registration", "transfer", "transfer"] as const) {
      await propose(world.unit, randomUUID(), at, { title: "待办" }, of);
    }
    const { reviewId } = await propose(world.unit, randomUUID(), at);
    await decide(ctx, reviewId, "approve");
    statements.length = 0;
    expect(await countsOf(ctx)).toEqual({
      "person-registration": 1,
      "person-change": 0,
      "unit-registration": 0,
      transfer: 2,
      "unit-change": 0,
      declaration: 0,
    });
    expect(statements).toHaveLength(1);
    expect(await countsOf(world.foreignUnit)).toMatchObject({ transfer: 0, "person-registration": 0 });
  });

  test("tells only of inboxes that the viewer may review, in the menu's order", async () => {
    const { at } = await reviewerAt("employer", "分工的单位");
    await propose(world.unit, randomUUID(), at, { title: "待办" }, "transfer");
    const permissions = ["hours.review", "transfers.review", "persons.read"] as const;
    const some = await ctxFor(db, await administrator(db, at, { permissions }));
    expect((await countWaiting(some)).map(({ path, count }) => [path, count])).toEqual([
      ["/reviews/transfers", 1],
      ["/hours/review", 0],
    ]);
    const none = await ctxFor(db, await administrator(db, at, { permissions: ["persons.read"] }));
    expect(await countWaiting(none)).toEqual([]);
    expect(await countWaiting(world.applicant)).toEqual([]);
  });

  test("leaves out the viewer's own matters, as the inbox does", async () => {
    const { account, person } = await professional(db, world.tree.unit);
    await pendingDeclaration(db, await ctxFor(db, account));
    const self = await ctxFor(db, await administrator(db, world.tree.unit, { idNumber: person.idNumber }));
    const { declaration: others = 0 } = await countsOf(world.unit);
    expect(await countsOf(self)).toMatchObject({ declaration: others - 1 });
  });

  test("stops counting: more than the cap reads as one more", async () => {
    const { at, ctx } = await reviewerAt("bureau", "很忙的人社局");
    for (let made = 0; made < waitingCap + 3; made += 1) await propose(world.unit, randomUUID(), at);
    expect(await countsOf(ctx)).toMatchObject({ "unit-change": waitingCap + 1 });
  });
});

test("what was asked to hurry comes first in the inbox, and says when", async () => {
  const { at, ctx } = await reviewerAt("authority", "被催办的主管部门");
  const made = [];
  for (const name of ["甲", "乙", "丙"]) {
    const subject = await organization(db, "employer", name, at);
    made.push(await propose(world.unit, subject.id, at));
  }
  await database.owner
    .update(reviewSteps)
    .set({ remindedAt: sql`now()` })
    .where(eq(reviewSteps.reviewId, made[2]?.reviewId ?? ""));
  const list = { tab: "open", filters: {}, order: undefined, limit: 20, offset: 0 } as const;
  const { rows } = await listInbox(ctx, kind, list);
  expect(rows.map(({ subject, remindedAt }) => [subject.name, remindedAt !== null])).toEqual([
    ["丙", true],
    ["甲", false],
    ["乙", false],
  ]);
});

test("the latest decisions are the organization's own, the latest first", async () => {
  const { at, ctx } = await reviewerAt("authority", "有结果的主管部门");
  const names = ["一", "二", "三"];
  for (const name of names) {
    const subject = await organization(db, "employer", name, at);
    const { reviewId } = await propose(world.unit, subject.id, at);
    await decide(ctx, reviewId, name === "二" ? "reject" : "approve", "理由");
  }
  const rows = await listLatestDecisions(ctx, kind, 2);
  expect(rows.map(({ subject, stepState }) => [subject.name, stepState])).toEqual([
    ["三", "approved"],
    ["二", "rejected"],
  ]);
});
