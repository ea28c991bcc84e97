import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import { attachments, auditLog, organizations, registrations, reviews, transfers } from "@/db/schema";
import { scopeOf } from "@/lib/access/scope";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { listDeclarations } from "@/lib/hours/queries";
import { checkCharacter } from "@/lib/org/code";
import { saveBasics } from "@/lib/org/commands";
import { listOpenMatters } from "@/lib/org/queries";
import { decideReviews, submitReview } from "@/lib/workflow/commands";
import { countInbox, inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import type { Decision } from "@/lib/workflow/rules";
import type { Organization } from "@/scripts/seed/rows";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  nextIdNumber,
  organization,
  organizationTree,
  pendingDeclaration,
  professional,
} from "@/tests/fixtures";
import { personChangeKind } from "./person-change";
import {
  findUnitProfile,
  formerChange,
  submitSuperiorChange,
  submitUnitChange,
  unitChangeKind,
  withdrawUnitChange,
} from "./unit-change";

let database: TestDatabase;
let db: Executor;
/** As many connections as there are racers. */
let crowd: ReturnType<typeof connect>;
const statements: string[] = [];

let tree: Awaited<ReturnType<typeof organizationTree>>;
/** Administrators of the tree's organizations. */
let unit: Ctx;
let authority: Ctx;
let foreignAuthority: Ctx;
let bureau: Ctx;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  crowd = connect(database.url, { max: 10 });
});
afterAll(async () => {
  await crowd.close();
  await database.close();
});
beforeEach(async () => {
  tree = await organizationTree(db);
  unit = await clerk(tree.unit);
  authority = await clerk(tree.authority);
  foreignAuthority = await clerk(tree.foreignAuthority);
  bureau = await clerk(tree.bureau);
});

const clerk = async (of: Organization) => ctxFor(db, await administrator(db, of));

let codes = 0;
/** A 统一社会信用代码 that nobody has. */
function newCode(): string {
  const body = `91370800${String(++codes).padStart(9, "0")}`;
  return body + checkCharacter(body);
}

const read = async (id: string) => {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  return row as Organization;
};

/** What the form sends of a unit's sensitive data, some of it changed. */
async function typed(
  id: string,
  changed: Partial<Record<"name" | "code" | "nature" | "divisionCode", string>>,
) {
  const { name, code, nature, divisionCode, streetCode, legalRepresentative } = await read(id);
  return {
    ...{ name, code, divisionCode, streetCode: streetCode ?? "" },
    nature: nature ?? "事业单位（全额）",
    legalRepresentative: legalRepresentative ?? "孔令新",
    ...changed,
  };
}

async function file(ctx: Ctx) {
  const [row] = await db
    .insert(attachments)
    .values({
      organizationId: ctx.viewer.organization.id,
      uploadedBy: ctx.viewer.accountId,
      fileName: "法人证书.pdf",
      mediaType: "application/pdf",
      size: 1024,
      sha256: "0".repeat(64),
    })
    .returning({ id: attachments.id });
  return { id: row?.id as string };
}

const propose = async (ctx: Ctx, changed: Parameters<typeof typed>[1]) =>
  submitUnitChange(ctx, {
    ...(await typed(ctx.viewer.organization.id, changed)),
    evidence: [await file(ctx)],
  });

const proposeSuperior = (ctx: Ctx, { id, name }: { id: string; name: string }) =>
  submitSuperiorChange(ctx, { superior: { id, name }, reason: "机构改革，隶属关系变更", evidence: [] });

async function pendingOf(unitIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        eq(reviews.kind, "unit-change"),
        eq(reviews.state, "pending"),
        inArray(reviews.subjectId, [...unitIds]),
      ),
    );
  return rows.map((row) => row.id);
}

const decide = async (ctx: Ctx, unitIds: readonly string[], decision: Decision = "approve") =>
  decideReviews(ctx, unitChangeKind, {
    target: { ids: await pendingOf(unitIds) },
    decision,
    opinion: decision === "reject" ? "证书与名称不符" : "",
  });

const audits = (action: string, id: string) =>
  db
    .select({ detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.action, action), eq(auditLog.subjectId, id)));

const basics = {
  level: "市属",
  industry: "教育",
  streetCode: "",
  address: "任城区红星中路 1 号",
  postcode: "272000",
  contactName: "李红",
  phone: "0537-2345678",
  fax: "",
  email: "",
  introduction: "",
};

test("basic data are true at once, and the audit names what was changed", async () => {
  expect(await saveBasics(unit, basics)).toEqual({
    fields: ["level", "industry", "address", "postcode", "contactName", "phone"],
  });
  expect(await read(tree.unit.id)).toMatchObject({ phone: "0537-2345678", level: "市属", fax: null });
  expect(await audits("organization.edit", tree.unit.id)).toEqual([
    { detail: { fields: ["level", "industry", "address", "postcode", "contactName", "phone"] } },
  ]);
  expect(await saveBasics(unit, basics)).toEqual({ fields: [] });
  expect(await audits("organization.edit", tree.unit.id)).toHaveLength(1);
  expect(await pendingOf([tree.unit.id])).toEqual([]);
});

test("basic data: a unit's own fields are asked for, a street must lie in its county", async () => {
  await expect(saveBasics(unit, { ...basics, level: "" })).rejects.toMatchObject({
    fields: { level: "请填写单位级别" },
  });
  await expect(saveBasics(unit, { ...basics, streetCode: "370811002" })).rejects.toMatchObject({
    fields: { streetCode: "街道（乡镇）不在本单位所在区划内，请重新选择" },
  });
  expect(await saveBasics(authority, { ...basics, level: "", industry: "" })).toMatchObject({
    fields: expect.arrayContaining(["address"]),
  });
});

test("only what differs is proposed; a yes of the superior writes it and nothing else", async () => {
  const before = await read(tree.unit.id);
  await propose(unit, { name: "济宁市第一中学（改名）" });
  const [round] = await roundsOf(db, unitChangeKind, tree.unit.id);
  expect(round?.proposal).toMatchObject({
    title: "单位名称、单位性质、法定代表人",
    changes: {
      name: { old: "济宁市第一中学", new: "济宁市第一中学（改名）" },
      nature: { old: null, new: "事业单位（全额）" },
      legalRepresentative: { old: null, new: "孔令新" },
    },
  });
  expect(round?.steps).toMatchObject([{ organizationId: tree.authority.id, state: "open" }]);
  expect(await read(tree.unit.id)).toEqual(before);
  // What is changed at once in the meantime stays.
  await saveBasics(unit, basics);
  expect(await decide(authority, [tree.unit.id])).toEqual({ done: 1, skipped: 0 });
  expect(await read(tree.unit.id)).toEqual({
    ...before,
    name: "济宁市第一中学（改名）",
    nature: "事业单位（全额）",
    legalRepresentative: "孔令新",
    ...{ level: "市属", industry: "教育", address: basics.address, postcode: "272000" },
    ...{ contactName: "李红", phone: basics.phone },
  });
  expect(await audits("unit-change.approve", tree.unit.id)).toHaveLength(1);
  await expect(propose(unit, {})).rejects.toMatchObject({ code: "invalid" });
});

test("a rejected change leaves all as it was; its words begin the next; a second open one is refused", async () => {
  await propose(unit, { name: "新名称" });
  await expect(propose(unit, { name: "另一名称" })).rejects.toMatchObject({ code: "conflict" });
  await decide(authority, [tree.unit.id], "reject");
  expect((await read(tree.unit.id)).name).toBe("济宁市第一中学");
  const profile = await findUnitProfile(unit);
  const former = profile && formerChange(profile, "fields");
  expect(former?.values).toMatchObject({ name: "新名称" });
  expect(former?.evidence).toMatchObject([{ fileName: "法人证书.pdf", size: 1024 }]);
  expect(profile && formerChange(profile, "superior")).toBeNull();
  await propose(unit, { name: "改正后的名称" });
  expect((await findUnitProfile(unit))?.rounds.map((round) => round.state)).toEqual(["pending", "rejected"]);
  await withdrawUnitChange(unit, { id: tree.unit.id });
  expect(await pendingOf([tree.unit.id])).toEqual([]);
  await expect(withdrawUnitChange(authority, { id: tree.unit.id })).rejects.toMatchObject({
    code: "missing",
  });
});

test("a new county takes its street along, and drops one of the old county", async () => {
  await db
    .update(organizations)
    .set({ divisionCode: "370811", streetCode: "370811002" })
    .where(eq(organizations.id, tree.unit.id));
  await submitUnitChange(unit, {
    ...(await typed(tree.unit.id, { divisionCode: "370812" })),
    streetCode: "370812001",
    evidence: [await file(unit)],
  });
  await decide(authority, [tree.unit.id]);
  expect(await read(tree.unit.id)).toMatchObject({ divisionCode: "370812", streetCode: "370812001" });
  await submitUnitChange(unit, {
    ...(await typed(tree.unit.id, { divisionCode: "370881" })),
    streetCode: "",
    evidence: [await file(unit)],
  });
  await decide(authority, [tree.unit.id]);
  expect(await read(tree.unit.id)).toMatchObject({ divisionCode: "370881", streetCode: null });
});

test("evidence is asked for, and must be the unit's own", async () => {
  const values = await typed(tree.unit.id, { name: "新名称" });
  await expect(submitUnitChange(unit, { ...values, evidence: [] })).rejects.toMatchObject({
    fields: { evidence: expect.any(String) },
  });
  const foreign = await file(foreignAuthority);
  await expect(submitUnitChange(unit, { ...values, evidence: [foreign] })).rejects.toMatchObject({
    code: "missing",
  });
});

test("who has no superior changes at once, and can't change it", async () => {
  const values = { ...(await typed(tree.bureau.id, { name: "济宁市人力资源和社会保障局" })), evidence: [] };
  expect(await submitUnitChange(bureau, values)).toEqual({ applied: true });
  expect((await read(tree.bureau.id)).name).toBe("济宁市人力资源和社会保障局");
  expect(await audits("organization.edit", tree.bureau.id)).toEqual([
    { detail: { fields: expect.arrayContaining(["name"]) } },
  ]);
  await expect(proposeSuperior(bureau, tree.countyBureau)).rejects.toMatchObject({ code: "blocked" });
});

test("a code that is in use, registering or asked for by another unit is refused at the field", async () => {
  const taken = [newCode(), newCode(), newCode()] as const;
  await db.update(organizations).set({ code: taken[0] }).where(eq(organizations.id, tree.countyUnit.id));
  await db.insert(registrations).values({
    ...{ kind: "unit", state: "pending", idNumber: nextIdNumber(), name: "王芳", code: taken[1] },
    ...{ organizationId: tree.authority.id, passwordHash: "unused", values: {}, submittedAt: new Date() },
  });
  const other = await clerk(tree.foreignUnit);
  await propose(other, { code: taken[2] });
  for (const code of taken) {
    await expect(propose(unit, { code })).rejects.toMatchObject({
      fields: { code: "该统一社会信用代码已注册或正在审核" },
    });
  }
  await expect(propose(unit, { code: "LS370800000001" })).rejects.toMatchObject({
    fields: { code: expect.any(String) },
  });
  // The very unit may ask for the same again.
  await decide(foreignAuthority, [tree.foreignUnit.id], "reject");
  await propose(other, { code: taken[2] });
  await decide(foreignAuthority, [tree.foreignUnit.id]);
  expect((await read(tree.foreignUnit.id)).code).toBe(taken[2]);
});

test("two units ask for one code at the same moment: one is told", async () => {
  const code = newCode();
  const racers = [unit, await clerk(tree.foreignUnit)].map((ctx) => ({ ...ctx, db: crowd.db }));
  const results = await Promise.allSettled(racers.map((ctx) => propose(ctx, { code })));
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(results.find((result) => result.status === "rejected")).toMatchObject({
    reason: { fields: { code: expect.any(String) } },
  });
});

test("a code that somebody got meanwhile is refused on approval, naming the unit; nothing of the batch is done", async () => {
  const code = newCode();
  await propose(unit, { code });
  const neighbour = await organization(db, "employer", "济宁市第二中学", tree.authority);
  const second = await clerk(neighbour);
  await propose(second, { name: "济宁市第二中学（新）" });
  await db.update(organizations).set({ code }).where(eq(organizations.id, tree.countyUnit.id));
  await expect(decide(authority, [tree.unit.id, neighbour.id])).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("济宁市第一中学"),
  });
  expect((await read(neighbour.id)).name).toBe("济宁市第二中学");
  expect(await pendingOf([tree.unit.id, neighbour.id])).toHaveLength(2);
});

test("a new superior decides, the old one can't; the subtree moves with its grandchildren, and scopes follow", async () => {
  const grandchild = await organization(db, "employer", "北湖校区附属幼儿园", tree.subUnit);
  const { account } = await professional(db, grandchild);
  const { declarationId } = await pendingDeclaration(db, await ctxFor(db, account));
  await proposeSuperior(unit, tree.foreignAuthority);
  await expect(decide(authority, [tree.unit.id])).rejects.toMatchObject({ code: "missing" });
  await decide(foreignAuthority, [tree.unit.id]);

  const [moved, child, leaf] = await Promise.all(
    [tree.unit.id, tree.subUnit.id, grandchild.id].map((id) => read(id)),
  );
  expect(moved).toMatchObject({
    parentId: tree.foreignAuthority.id,
    path: `${tree.foreignAuthority.path}${tree.unit.number}/`,
  });
  expect(child).toMatchObject({ parentId: tree.unit.id, path: `${moved?.path}${tree.subUnit.number}/` });
  expect(leaf).toMatchObject({ parentId: tree.subUnit.id, path: `${child?.path}${grandchild.number}/` });
  // Nobody else's place changes.
  for (const still of [tree.authority, tree.foreignUnit, tree.countyUnit, tree.bureau]) {
    expect(await read(still.id)).toEqual(still);
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
  expect(await pendingOf([tree.unit.id])).toEqual([]);
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
  await expect(decide(foreignAuthority, [tree.unit.id])).rejects.toMatchObject({
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
    const clerks = await Promise.all(pair.map(clerk));
    const [first, second] = clerks as [Ctx, Ctx];
    await proposeSuperior(first, pair[1]);
    await proposeSuperior(second, pair[0]);
    const results = await Promise.allSettled([
      decide({ ...second, db: crowd.db }, [pair[0].id]),
      decide({ ...first, db: crowd.db }, [pair[1].id]),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "blocked", message: expect.stringMatching(/[甲乙]单位.*循环/) },
    });
    const paths = await Promise.all(pair.map(async ({ id }) => (await read(id)).path));
    expect(paths.filter((path) => path.split("/").length === 4)).toHaveLength(1);
    expect(paths.filter((path) => path.split("/").length === 5)).toHaveLength(1);
  }
});

test("20 yeses of one move at once: it happens once", async () => {
  await proposeSuperior(unit, tree.foreignAuthority);
  const [reviewId = ""] = await pendingOf([tree.unit.id]);
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
  expect(await audits("unit-change.approve", tree.unit.id)).toHaveLength(1);
});

/** Units below the authority whose changes wait: of a name, or a move to the foreign authority. */
async function waiting(count: number, sort: "name" | "move"): Promise<string[]> {
  const units: string[] = [];
  for (let number = 0; number < count; number++) {
    const made = await organization(db, "employer", `批量单位${number}`, tree.authority);
    const ctx = await clerk(made);
    if (sort === "name") await propose(ctx, { name: `批量单位${number}（新）`, code: newCode() });
    else {
      await organization(db, "employer", `批量下级单位${number}`, made);
      await proposeSuperior(ctx, tree.foreignAuthority);
    }
    units.push(made.id);
  }
  return units;
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await work();
  return statements.length;
}

test.each(["name", "move"] as const)(
  "a batch of 2 and of 30 take the same number of statements: %s",
  async (sort) => {
    const counts: number[] = [];
    for (const size of [2, 30]) {
      const units = await waiting(size, sort);
      const ids = await pendingOf(units);
      const reviewer = sort === "name" ? authority : foreignAuthority;
      counts.push(
        await statementsOf(async () =>
          expect(
            await decideReviews(reviewer, unitChangeKind, {
              target: { ids },
              decision: "approve",
              opinion: "",
            }),
          ).toEqual({ done: size, skipped: 0 }),
        ),
      );
      const after = await db.select().from(organizations).where(inArray(organizations.id, units));
      for (const row of after) {
        if (sort === "name") expect(row.name).toMatch(/（新）$/);
        else expect(row.path).toBe(`${tree.foreignAuthority.path}${row.number}/`);
      }
    }
    expect(counts[1]).toBe(counts[0]);
  },
);

test("the number of a move's statements doesn't grow with the subtree", async () => {
  const counts: number[] = [];
  for (const size of [1, 60]) {
    const top = await organization(db, "employer", `集团${size}`, tree.authority);
    let above = top;
    for (let number = 0; number < size; number++) {
      const next = await organization(db, "employer", `集团${size}的单位${number}`, above);
      if (number % 10 === 0) above = next;
    }
    await proposeSuperior(await clerk(top), tree.foreignAuthority);
    counts.push(await statementsOf(() => decide(foreignAuthority, [top.id])));
    const wrong = await db.execute(sql`
      select 1 from organizations child join organizations parent on parent.id = child.parent_id
      where child.path <> parent.path || child.number || '/'`);
    expect(wrong).toHaveLength(0);
  }
  expect(counts[1]).toBe(counts[0]);
});

test("the inbox shows the unit, its code and what changes, and finds it by name and by code", async () => {
  const code = newCode();
  await db.update(organizations).set({ code }).where(eq(organizations.id, tree.unit.id));
  await propose(unit, { name: "新名称" });
  const list = (filters: { q?: string }) => {
    const where = inboxWhere(unitChangeKind, authority.scope, authority.viewer.accountId, {
      filters,
      tab: "open",
    });
    return unitChangeKind.rows(
      db,
      pageInbox(db, where, { tab: "open", order: undefined, limit: 20, offset: 0 }),
    );
  };
  const shown = { id: tree.unit.id, name: "济宁市第一中学", code };
  for (const q of [undefined, "第一中学", code.toLowerCase()]) {
    expect((await list({ q })).map((row) => row.subject)).toEqual([
      { ...shown, title: "单位名称、单位性质、法定代表人" },
    ]);
  }
  expect(await list({ q: "医院" })).toEqual([]);
  expect(await list({ q: "%" })).toEqual([]);
  const where = (tab: "open" | "decided") =>
    inboxWhere(unitChangeKind, authority.scope, authority.viewer.accountId, { filters: {}, tab });
  const { open } = await countInbox(db, { open: where("open"), decided: where("decided") });
  expect(open).toBe(1);
});
