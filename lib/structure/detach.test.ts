import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Executor, type Tx } from "@/db/client";
import { messages, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organization, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide } from "@/tests/review";
import { auditOf, organizationById, refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { decideChanges, proposeSuperior } from "@/tests/unit-change";
import { detachOrganization } from "./commands";
import { findOrganization } from "./queries";

let database: TestDatabase;
let db: Executor;
/** Enough connections that racers really run at once. */
let crowd: ReturnType<typeof connect>;
let tree: StructureWorld["tree"];
let clerk: StructureWorld["clerk"];
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  crowd = connect(database.url, { max: 10 });
  ({ tree, clerk, unit } = await structureWorld(db));
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});

/** A sub-unit of the unit, and one below it with somebody who declares. */
async function branch(name: string) {
  const sub = await organization(db, "employer", `济宁市第一中学${name}校区`, tree.unit);
  const lower = await organization(db, "employer", `济宁市第一中学${name}校区分部`, sub);
  const applicant = await ctxFor(db, (await professional(db, lower)).account);
  return { sub, lower, applicant };
}

test("detaching moves a sub-unit with all below it to the unit's superior, out of the unit's sight", async () => {
  const { sub, lower } = await branch("任城");
  await detachOrganization(unit, { id: sub.id });
  const path = `${tree.authority.path}${sub.number}/`;
  expect(await organizationById(db, sub.id)).toMatchObject({ parentId: tree.authority.id, path });
  expect(await organizationById(db, lower.id)).toMatchObject({
    parentId: sub.id,
    path: `${path}${lower.number}/`,
  });
  expect(await findOrganization(db, unit.scope, "units", sub.id)).toBeNull();
  expect((await refusal(detachOrganization(unit, { id: sub.id }))).code).toBe("missing");
  expect((await auditOf(database.owner, sub.id)).map((row) => row.action)).toEqual(["organization.detach"]);
});

test("the active administrators of the detached unit are told whose it is now, and nobody else", async () => {
  const { sub, lower } = await branch("邹城");
  const told = [await administrator(db, sub), await administrator(db, sub)];
  await administrator(db, sub, { state: "disabled" });
  await administrator(db, lower);
  await detachOrganization(unit, { id: sub.id });
  const title = `上级部门已变更为${tree.authority.name}`;
  const rows = await db
    .select({ accountId: messages.accountId, reviewId: messages.reviewId, body: messages.body })
    .from(messages)
    .where(and(eq(messages.title, title), sql`${messages.body} like ${`%${sub.name}%`}`))
    .orderBy(asc(messages.accountId));
  const body = `${tree.unit.name}已与${sub.name}解除上下级关系。${sub.name}及其下级单位现由${tree.authority.name}管理，如有疑问请联系该单位，电话：${tree.authority.phone}。人员、学时和记录保留不变。`;
  expect(rows).toEqual(
    told
      .map(({ id }) => ({ accountId: id, reviewId: null, body }))
      .sort((a, b) => (a.accountId < b.accountId ? -1 : 1)),
  );
});

test("detaching waits for what has still to be decided by the unit, of all below the sub-unit", async () => {
  const { sub, lower, applicant } = await branch("兖州");
  const { reviewId } = await pendingDeclaration(db, applicant);
  // At the lowest, at the sub-unit, at the unit itself: each is on its way through the unit.
  for (const next of [lower, sub, tree.unit]) {
    const error = await refusal(detachOrganization(unit, { id: sub.id }));
    expect(error.code).toBe("blocked");
    expect(error.message).toContain("学时申报 1 件");
    await decide(await clerk(next), { ids: [reviewId] });
  }
  await detachOrganization(unit, { id: sub.id });
  const moved = await organizationById(db, lower.id);
  expect(moved?.path.startsWith(`${tree.authority.path}${sub.number}/`)).toBe(true);
  expect(await db.$count(persons, eq(persons.organizationId, lower.id))).toBe(1);
});

test("what came along with a unit that has moved is in the way too, wherever it is on its route", async () => {
  const { sub, lower } = await branch("金乡");
  const leaf = await organization(db, "employer", "济宁市第一中学金乡校区幼儿园", lower);
  const elsewhere = await organization(db, "employer", "济宁市第一中学鱼台校区", tree.unit);
  const applicant = await ctxFor(db, (await professional(db, leaf)).account);
  const { reviewId } = await pendingDeclaration(db, applicant);
  await proposeSuperior(await clerk(lower), elsewhere);
  await decideChanges(await clerk(elsewhere), [lower.id]);
  // The former superior has it now, and the unit will.
  for (const of of [leaf, lower]) await decide(await clerk(of), { ids: [reviewId] });
  expect((await refusal(detachOrganization(unit, { id: elsewhere.id }))).message).toBe(
    `${elsewhere.name}（含其下级单位）还有学时申报 1 件须经本单位审核，审核结束后才能解除`,
  );
  await detachOrganization(unit, { id: sub.id });
});

/** Detaches while a declaration below is being submitted, which goes on once the detaching waits. */
async function detachMeanwhile(sub: { id: string }, submit: (tx: Tx) => Promise<unknown>, before: boolean) {
  const detaching = await crowd.db.transaction(async (tx) => {
    if (before) await submit(tx);
    else await tx.execute(sql`select 1 from organizations where parent_id = ${sub.id} for key share`);
    const under = refusal(detachOrganization({ ...unit, db: crowd.db }, { id: sub.id }));
    under.catch(() => {});
    await expect
      .poll(async () => [
        ...(await database.owner.execute(sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)),
      ])
      .toHaveLength(1);
    if (!before) await submit(tx);
    return [under];
  });
  return detaching[0] as Promise<unknown>;
}

test.each([
  ["submitted already", true],
  ["still to be written", false],
])(
  "a declaration below that is on its way at that moment is in the way of detaching: %s",
  async (_, before) => {
    const { sub, applicant } = await branch(before ? "曲阜" : "嘉祥");
    const detaching = detachMeanwhile(sub, (tx) => pendingDeclaration(tx, { ...applicant, db: tx }), before);
    expect(await detaching).toMatchObject({
      code: "blocked",
      message: expect.stringContaining("学时申报 1 件须经本单位审核"),
    });
    expect(await organizationById(db, sub.id)).toMatchObject({ parentId: tree.unit.id });
  },
);
