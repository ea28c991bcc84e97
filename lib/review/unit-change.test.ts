import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Executor } from "@/db/client";
import { organizations, registrations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { saveBasics } from "@/lib/org/commands";
import { countInbox, inboxWhere, pageInbox, roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { nextIdNumber, organization } from "@/tests/fixtures";
import {
  auditsOf,
  clerk,
  decideChanges,
  newCode,
  organizationRow,
  pendingChanges,
  propose,
  proposeSuperior,
  sensitiveValues,
  type UnitChangeWorld,
  unitChangeWorld,
  unitFile,
} from "@/tests/unit-change";
import { submitUnitChange, unitChangeKind, withdrawUnitChange } from "./unit-change";
import { findUnitProfile, formerChange } from "./unit-profile";

let database: TestDatabase;
let db: Executor;
/** As many connections as there are racers. */
let crowd: ReturnType<typeof connect>;

let tree: UnitChangeWorld["tree"];
/** Administrators of the tree's organizations. */
let unit: Ctx;
let authority: Ctx;
let foreignAuthority: Ctx;
let bureau: Ctx;

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
  ({ tree, unit, authority, foreignAuthority, bureau } = await unitChangeWorld(db));
});

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
  expect(await organizationRow(db, tree.unit.id)).toMatchObject({
    phone: "0537-2345678",
    level: "市属",
    fax: null,
  });
  expect(await auditsOf(db, "organization.edit", tree.unit.id)).toEqual([
    { detail: { fields: ["level", "industry", "address", "postcode", "contactName", "phone"] } },
  ]);
  expect(await saveBasics(unit, basics)).toEqual({ fields: [] });
  expect(await auditsOf(db, "organization.edit", tree.unit.id)).toHaveLength(1);
  expect(await pendingChanges(db, [tree.unit.id])).toEqual([]);
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
  const before = await organizationRow(db, tree.unit.id);
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
  expect(await organizationRow(db, tree.unit.id)).toEqual(before);
  // What is changed at once in the meantime stays.
  await saveBasics(unit, basics);
  expect(await decideChanges(authority, [tree.unit.id])).toEqual({ done: 1, skipped: 0 });
  expect(await organizationRow(db, tree.unit.id)).toEqual({
    ...before,
    name: "济宁市第一中学（改名）",
    nature: "事业单位（全额）",
    legalRepresentative: "孔令新",
    ...{ level: "市属", industry: "教育", address: basics.address, postcode: "272000" },
    ...{ contactName: "李红", phone: basics.phone },
  });
  expect(await auditsOf(db, "unit-change.approve", tree.unit.id)).toHaveLength(1);
  await expect(propose(unit, {})).rejects.toMatchObject({ code: "invalid" });
});

test("a rejected change leaves all as it was; its words begin the next; a second open one is refused", async () => {
  await propose(unit, { name: "新名称" });
  await expect(propose(unit, { name: "另一名称" })).rejects.toMatchObject({ code: "conflict" });
  await decideChanges(authority, [tree.unit.id], "reject");
  expect((await organizationRow(db, tree.unit.id)).name).toBe("济宁市第一中学");
  const profile = await findUnitProfile(unit);
  const former = profile && formerChange(profile, "fields");
  expect(former?.values).toMatchObject({ name: "新名称" });
  expect(former?.evidence).toMatchObject([{ fileName: "法人证书.pdf", size: 1024 }]);
  expect(profile && formerChange(profile, "superior")).toBeNull();
  await propose(unit, { name: "改正后的名称" });
  expect((await findUnitProfile(unit))?.rounds.map((round) => round.state)).toEqual(["pending", "rejected"]);
  await withdrawUnitChange(unit, { id: tree.unit.id });
  expect(await pendingChanges(db, [tree.unit.id])).toEqual([]);
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
    ...(await sensitiveValues(db, tree.unit.id, { divisionCode: "370812" })),
    streetCode: "370812001",
    evidence: [await unitFile(db, unit)],
  });
  await decideChanges(authority, [tree.unit.id]);
  expect(await organizationRow(db, tree.unit.id)).toMatchObject({
    divisionCode: "370812",
    streetCode: "370812001",
  });
  await submitUnitChange(unit, {
    ...(await sensitiveValues(db, tree.unit.id, { divisionCode: "370881" })),
    streetCode: "",
    evidence: [await unitFile(db, unit)],
  });
  await decideChanges(authority, [tree.unit.id]);
  expect(await organizationRow(db, tree.unit.id)).toMatchObject({ divisionCode: "370881", streetCode: null });
});

test("evidence is asked for, and must be the unit's own", async () => {
  const values = await sensitiveValues(db, tree.unit.id, { name: "新名称" });
  await expect(submitUnitChange(unit, { ...values, evidence: [] })).rejects.toMatchObject({
    fields: { evidence: expect.any(String) },
  });
  const foreign = await unitFile(db, foreignAuthority);
  await expect(submitUnitChange(unit, { ...values, evidence: [foreign] })).rejects.toMatchObject({
    code: "missing",
  });
});

test("who has no superior changes at once, and can't change it", async () => {
  const values = {
    ...(await sensitiveValues(db, tree.bureau.id, { name: "济宁市人力资源和社会保障局" })),
    evidence: [],
  };
  expect(await submitUnitChange(bureau, values)).toEqual({ applied: true });
  expect((await organizationRow(db, tree.bureau.id)).name).toBe("济宁市人力资源和社会保障局");
  expect(await auditsOf(db, "organization.edit", tree.bureau.id)).toEqual([
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
  const other = await clerk(db, tree.foreignUnit);
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
  await decideChanges(foreignAuthority, [tree.foreignUnit.id], "reject");
  await propose(other, { code: taken[2] });
  await decideChanges(foreignAuthority, [tree.foreignUnit.id]);
  expect((await organizationRow(db, tree.foreignUnit.id)).code).toBe(taken[2]);
});

test("two units ask for one code at the same moment: one is told", async () => {
  const code = newCode();
  const racers = [unit, await clerk(db, tree.foreignUnit)].map((ctx) => ({ ...ctx, db: crowd.db }));
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
  const second = await clerk(db, neighbour);
  await propose(second, { name: "济宁市第二中学（新）" });
  await db.update(organizations).set({ code }).where(eq(organizations.id, tree.countyUnit.id));
  await expect(decideChanges(authority, [tree.unit.id, neighbour.id])).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("济宁市第一中学"),
  });
  expect((await organizationRow(db, neighbour.id)).name).toBe("济宁市第二中学");
  expect(await pendingChanges(db, [tree.unit.id, neighbour.id])).toHaveLength(2);
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
