import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import { organizations, registrations, transfers } from "@/db/schema";
import { scopeOf } from "@/lib/access/scope";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { listDeclarations } from "@/lib/hours/queries";
import { listOpenMatters } from "@/lib/org/queries";
import { decideReviews, submitReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, nextIdNumber, organization, pendingDeclaration, professional } from "@/tests/fixtures";
import {
  auditsOf,
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
import { personChangeKind } from "./person-change";
import { unitChangeKind } from "./unit-change";

let database: TestDatabase;
let db: Executor;
/** As many connections as there are racers. */
let crowd: ReturnType<typeof connect>;

let tree: UnitChangeWorld["tree"];
/** Administrators of the tree's organizations. */
let unit: Ctx;
let authority: Ctx;
let foreignAuthority: Ctx;

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
  ({ tree, unit, authority, foreignAuthority } = await unitChangeWorld(db));
});

test("a new superior decides, the old one can't; the subtree moves with its grandchildren, and scopes follow", async () => {
  const grandchild = await organization(db, "employer", "北湖校区附属幼儿园", tree.subUnit);
  const { account } = await professional(db, grandchild);
  const { declarationId } = await pendingDeclaration(db, await ctxFor(db, account));
  await proposeSuperior(unit, tree.foreignAuthority);
  await expect(decideChanges(authority, [tree.unit.id])).rejects.toMatchObject({ code: "missing" });
  await decideChanges(foreignAuthority, [tree.unit.id]);

  const [moved, child, leaf] = await Promise.all(
    [tree.unit.id, tree.subUnit.id, grandchild.id].map((id) => organizationRow(db, id)),
  );
  expect(moved).toMatchObject({
    parentId: tree.foreignAuthority.id,
    path: `${tree.foreignAuthority.path}${tree.unit.number}/`,
  });
  expect(child).toMatchObject({ parentId: tree.unit.id, path: `${moved?.path}${tree.subUnit.number}/` });
  expect(leaf).toMatchObject({ parentId: tree.subUnit.id, path: `${child?.path}${grandchild.number}/` });
  // Nobody else's place changes.
  for (const still of [tree.authority, tree.foreignUnit, tree.countyUnit, tree.bureau]) {
    expect(await organizationRow(db, still.id)).toEqual(still);
  }
  const seenBy = async (ctx: Ctx) => {
    const { rows } = await listDeclarations(db, scopeOf(ctx.viewer), { filters: {}, limit: 20, offset: 0 });
    return rows.map((row) => row.id);
  };
  expect(await seenBy(foreignAuthority)).toEqual([declarationId]);
  expect(await seenBy(authority)).toEqual([]);
  // The route of what was under way stays as it was written.
  const [round] = await roundsOf(db, { kind: "declaration" }, declarationId);
  expect(round?.steps.map((step) => step.organizationId)).toContain(tree.authority.id);
});

test("a superior that can't be is refused at the field", async () => {
  const refused = async (ctx: Ctx, superior: { id: string; name: string }, message: RegExp) =>
    expect(proposeSuperior(ctx, superior)).rejects.toMatchObject({
      fields: { superior: expect.stringMatching(message) },
    });
  await refused(unit, tree.subUnit, /下级单位/);
  await refused(unit, tree.unit, /本单位/);
  await refused(unit, tree.authority, /相同/);
  await refused(authority, tree.foreignUnit, /主管部门的上级/);
  const disabled = await organization(db, "authority", "已停用的主管部门", tree.bureau);
  await db.update(organizations).set({ state: "disabled" }).where(eq(organizations.id, disabled.id));
  await refused(unit, disabled, /停用/);
  const adrift = await organization(db, "authority", "没有人社局的主管部门");
  await refused(unit, adrift, /没有上级人社局/);
  expect(await pendingChanges(db, [tree.unit.id])).toEqual([]);
});

test("what is under way keeps a unit from changing its superior, each by itself", async () => {
  const { account, person } = await professional(db, tree.unit);
  const newcomer = await professional(db, tree.foreignUnit);
  const clear = async () => {
    await database.owner.execute(sql`
      update registrations set state = 'withdrawn' where organization_id = ${tree.unit.id}`);
    await database.owner.execute(sql`delete from transfers`);
    await database.owner.execute(sql`
      update declarations set state = 'withdrawn' where organization_id = ${tree.unit.id}`);
    await database.owner.execute(sql`
      with ended as (
        update reviews set state = 'withdrawn', ended_at = now() where state = 'pending'
          and organization_id = ${tree.unit.id} returning id)
      update review_steps set state = 'cancelled' where state in ('open', 'waiting')
        and review_id in (select id from ended)`);
  };
  const registration = (kind: "unit" | "person") => () =>
    db.insert(registrations).values({
      ...{ kind, state: "pending", idNumber: nextIdNumber(), name: "王芳", organizationId: tree.unit.id },
      ...{ passwordHash: "unused", values: {}, submittedAt: new Date() },
      code: kind === "unit" ? newCode() : null,
    });
  const transfer = (personId: string, from: string, to: string) => () =>
    db
      .insert(transfers)
      .values({ personId, fromOrganizationId: from, toOrganizationId: to, reason: "工作调动" });
  const ways: [matter: string, words: string, begin: () => Promise<unknown>][] = [
    ["unit-change", "本单位的信息修改 1 件", () => propose(unit, { name: "新名称" })],
    ["unit-registration", "待本单位审核的下级单位注册 1 件", registration("unit")],
    ["person-registration", "待本单位审核的人员注册 1 件", registration("person")],
    ["transfer-in", "人员调入 1 件", transfer(newcomer.person.id, tree.foreignUnit.id, tree.unit.id)],
    ["transfer-out", "人员调出 1 件", transfer(person.id, tree.unit.id, tree.foreignUnit.id)],
    [
      "declaration",
      "本单位人员的学时申报 1 件",
      async () => pendingDeclaration(db, await ctxFor(db, account)),
    ],
    [
      "person-change",
      "本单位人员的信息修改 1 件",
      () =>
        transact(unit, (tx) =>
          submitReview(tx, actorOf(unit), personChangeKind, {
            ...{ subjectId: person.id, personId: person.id, organizationId: tree.unit.id },
            proposal: { title: "学历" },
            route: [{ organizationId: tree.unit.id, stage: "employer" }],
          }),
        ),
    ],
  ];
  for (const [matter, words, begin] of ways) {
    await begin();
    expect(await listOpenMatters(db, [tree.unit.id, tree.countyUnit.id])).toMatchObject([
      { organizationId: tree.unit.id, matter, count: 1 },
    ]);
    await expect(proposeSuperior(unit, tree.foreignAuthority)).rejects.toMatchObject({
      code: "blocked",
      message: `本单位有${words}正在审核，审核结束后才能更换上级部门`,
    });
    await clear();
  }
  await proposeSuperior(unit, tree.foreignAuthority);
  // What began since is in the way of the approval, and named with the unit.
  await registration("person")();
  await expect(decideChanges(foreignAuthority, [tree.unit.id])).rejects.toMatchObject({
    code: "blocked",
    message: "济宁市第一中学有待本单位审核的人员注册 1 件正在审核，审核结束后才能更换上级部门",
  });
  await clear();
});

test("two crossing moves approved at the same moment: one happens, the other is refused, no ring", async () => {
  for (let turn = 0; turn < 6; turn++) {
    const pair = [
      await organization(db, "employer", `甲单位${turn}`, tree.authority),
      await organization(db, "employer", `乙单位${turn}`, tree.authority),
    ] as const;
    const clerks = await Promise.all(pair.map((one) => clerk(db, one)));
    const [first, second] = clerks as [Ctx, Ctx];
    await proposeSuperior(first, pair[1]);
    await proposeSuperior(second, pair[0]);
    const results = await Promise.allSettled([
      decideChanges({ ...second, db: crowd.db }, [pair[0].id]),
      decideChanges({ ...first, db: crowd.db }, [pair[1].id]),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "blocked", message: expect.stringMatching(/[甲乙]单位.*循环/) },
    });
    const paths = await Promise.all(pair.map(async ({ id }) => (await organizationRow(db, id)).path));
    expect(paths.filter((path) => path.split("/").length === 4)).toHaveLength(1);
    expect(paths.filter((path) => path.split("/").length === 5)).toHaveLength(1);
  }
});

test("20 yeses of one move at once: it happens once", async () => {
  await proposeSuperior(unit, tree.foreignAuthority);
  const [reviewId = ""] = await pendingChanges(db, [tree.unit.id]);
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      decideReviews({ ...foreignAuthority, db: crowd.db }, unitChangeKind, {
        target: { ids: [reviewId] },
        decision: "approve",
        opinion: "",
      }),
    ),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await auditsOf(db, "unit-change.approve", tree.unit.id)).toHaveLength(1);
});
