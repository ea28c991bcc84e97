import { eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  auditLog,
  organizations,
  persons,
  registrations,
  temporaryCodes,
  unitInvitations,
} from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseList } from "@/lib/list";
import { isTemporaryCode } from "@/lib/org/code";
import { findInvitingUnit } from "@/lib/registration/queries";
import { declarationKind } from "@/lib/review/declaration";
import { decideReviews } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  organization,
  organizationTree,
  pendingDeclaration,
  professional,
  viewerOf,
} from "@/tests/fixtures";
import { detachOrganization, disableOrganization, editOrganization, enableOrganization } from "./commands";
import { createInvitation, endInvitation } from "./invitations";
import { findOrganization, findOwnInvitation, listOrganizations, listTemporaryCodes } from "./queries";
import type { Branch } from "./schema";
import { codeFilters, organizationFilters } from "./schema";
import { cancelTemporaryCode, issueTemporaryCode } from "./temporary-codes";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let bureau: Ctx;
let countyBureau: Ctx;
let authority: Ctx;
let unit: Ctx;
let foreignUnit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
  bureau = await ctxOf(tree.bureau);
  countyBureau = await ctxOf(tree.countyBureau);
  authority = await ctxOf(tree.authority);
  unit = await ctxOf(tree.unit);
  foreignUnit = await ctxOf(tree.foreignUnit);
});
afterAll(() => database.close());

const ctxOf = async (of: (typeof tree)["unit"]) => ctxFor(database.db, await administrator(database.db, of));
const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );
const rowOf = async (id: string) =>
  (await database.db.select().from(organizations).where(eq(organizations.id, id)))[0];
const auditOf = (id: string) =>
  database.owner.select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(auditLog.id);
const namesOf = async (ctx: Ctx, branch: Branch, search: Record<string, string> = {}) =>
  (await listOrganizations(ctx.db, ctx.scope, branch, parseList(search, organizationFilters))).rows.map(
    (row) => row.name,
  );
const basics = { divisionCode: "370811", phone: "0537-7654321", address: "济宁市任城区太白路 2 号" };

test("a list holds what is directly below of its kinds, with administrator, units below and people", async () => {
  expect(await namesOf(bureau, "authorities")).toEqual(
    ["济宁市卫健委", "济宁市教育局", "曲阜市人社局"].sort(byName),
  );
  expect(await namesOf(unit, "units")).toEqual([tree.subUnit.name]);
  expect(await namesOf(foreignUnit, "units")).toEqual([]);
  expect(await namesOf(bureau, "authorities", { q: "教育" })).toEqual(["济宁市教育局"]);
  const code = "11370881004339999A";
  await database.owner.update(organizations).set({ code }).where(eq(organizations.id, tree.countyBureau.id));
  expect(await namesOf(bureau, "authorities", { q: code.toLowerCase() })).toEqual(["曲阜市人社局"]);
  expect(await namesOf(bureau, "authorities", { q: "_" })).toEqual([]);
  expect(await namesOf(bureau, "authorities", { state: "disabled" })).toEqual([]);
  const { rows, total } = await listOrganizations(
    bureau.db,
    bureau.scope,
    "authorities",
    parseList({ q: "教育局" }, organizationFilters),
  );
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({ below: 2, people: 0, administrator: { name: authority.viewer.name } });
});

test("the page of one tells its administrators, units below and people", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学汶上校区", tree.unit);
  await organization(database.db, "employer", "济宁市第一中学汶上校区分部", sub);
  await professional(database.db, sub);
  await professional(database.db, sub);
  const admin = await administrator(database.db, sub, { name: "孙立" });
  const found = await findOrganization(unit.db, unit.scope, "units", sub.id);
  expect(found).toMatchObject({
    id: sub.id,
    below: 1,
    people: 2,
    administrators: [{ id: admin.id, name: "孙立" }],
  });
});

// The list sorts by the database's locale; the test only asks for the set.
const byName = (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
const order = ["曲阜市人社局", "济宁市卫健委", "济宁市教育局"];

test("an edit is written and audited with what changed; the same once more writes nothing", async () => {
  const of = await organization(database.db, "authority", "济宁市体育局", tree.bureau);
  await database.owner
    .update(organizations)
    .set({ streetCode: "370800001" })
    .where(eq(organizations.id, of.id));
  const values = { id: of.id, name: "济宁市体育运动局", ...basics };
  await editOrganization(bureau, "authorities", values);
  // The street was one of the former county.
  expect(await rowOf(of.id)).toMatchObject({ ...values, streetCode: null });
  await editOrganization(bureau, "authorities", values);
  const audit = await auditOf(of.id);
  expect(audit).toHaveLength(1);
  expect(audit[0]).toMatchObject({
    action: "organization.edit",
    detail: { formerName: "济宁市体育局", name: "济宁市体育运动局" },
  });
});

test("an unknown id, another's, and what isn't directly below are missing in every command", async () => {
  const foreign = [uuidv7(), tree.foreignUnit.id, tree.subUnit.id, tree.authority.id];
  for (const id of foreign) {
    const tries = [
      () => editOrganization(authority, "units", { id, name: "改名", ...basics }),
      () => editOrganization(foreignUnit, "units", { id, name: "改名", ...basics }),
      () => disableOrganization(foreignUnit, "units", { id }),
      () => enableOrganization(foreignUnit, "units", { id }),
      () => detachOrganization(foreignUnit, { id }),
      () => disableOrganization(countyBureau, "authorities", { id }),
    ];
    const codes = await Promise.all(tries.map(async (attempt) => (await refusal(attempt())).code));
    // An authority has no sub-units at all.
    expect(codes).toEqual(["forbidden", "missing", "missing", "missing", "missing", "missing"]);
    expect(await findOrganization(foreignUnit.db, foreignUnit.scope, "units", id)).toBeNull();
  }
  // Below the bureau, but not directly, or not of the branch.
  for (const id of [tree.unit.id, tree.countyUnit.id]) {
    expect((await refusal(disableOrganization(bureau, "authorities", { id }))).code).toBe("missing");
  }
  expect(await findOrganization(unit.db, unit.scope, "units", "not-an-id")).toBeNull();
});

test("disabling ends access at the next request, of administrators and people; enabling gives it back", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学南校区", tree.unit);
  const admin = await viewerOf(database.db, (await administrator(database.db, sub)).id);
  const person = await viewerOf(database.db, (await professional(database.db, sub)).account.id);
  await disableOrganization(unit, "units", { id: sub.id });
  expect(await loadViewer(admin.sessionId)).toBeNull();
  expect(await loadViewer(person.sessionId)).toBeNull();
  expect((await refusal(disableOrganization(unit, "units", { id: sub.id }))).code).toBe("conflict");
  await enableOrganization(unit, "units", { id: sub.id });
  expect(await loadViewer(admin.sessionId)).not.toBeNull();
  expect((await refusal(enableOrganization(unit, "units", { id: sub.id }))).code).toBe("conflict");
  expect((await auditOf(sub.id)).map((row) => row.action)).toEqual([
    "organization.disable",
    "organization.enable",
  ]);
});

test("disabling is refused while something waits there, or active organizations are below", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学西校区", tree.unit);
  const { account } = await professional(database.db, sub);
  await pendingDeclaration(database.db, await ctxFor(database.db, account));
  const waiting = await refusal(disableOrganization(unit, "units", { id: sub.id }));
  expect(waiting.code).toBe("blocked");
  expect(waiting.message).toContain("学时申报 1 件");
  const below = await refusal(disableOrganization(bureau, "authorities", { id: tree.countyBureau.id }));
  expect(below.code).toBe("blocked");
  expect(below.message).toContain("1 个启用的下级单位");
  expect((await rowOf(tree.countyBureau.id))?.state).toBe("active");
});

test("detaching moves a sub-unit with all below it to the unit's superior, out of the unit's sight", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学任城校区", tree.unit);
  const lower = await organization(database.db, "employer", "济宁市第一中学任城校区分部", sub);
  await detachOrganization(unit, { id: sub.id });
  const path = `${tree.authority.path}${sub.number}/`;
  expect(await rowOf(sub.id)).toMatchObject({ parentId: tree.authority.id, path });
  expect(await rowOf(lower.id)).toMatchObject({ parentId: sub.id, path: `${path}${lower.number}/` });
  expect(await namesOf(unit, "units", { q: "任城校区" })).toEqual([]);
  expect((await refusal(detachOrganization(unit, { id: sub.id }))).code).toBe("missing");
  expect((await auditOf(sub.id)).map((row) => row.action)).toEqual(["organization.detach"]);
});

test("detaching waits for what has still to be decided by the unit, of all below the sub-unit", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学兖州校区", tree.unit);
  const lower = await organization(database.db, "employer", "济宁市第一中学兖州校区分部", sub);
  const { account } = await professional(database.db, lower);
  const { reviewId } = await pendingDeclaration(database.db, await ctxFor(database.db, account));
  const decide = async (of: typeof lower) =>
    decideReviews(await ctxOf(of), declarationKind, {
      target: { ids: [reviewId] },
      decision: "approve",
      opinion: "",
    });
  // At the lowest, at the sub-unit, at the unit itself: each is on its way through the unit.
  for (const next of [lower, sub, tree.unit]) {
    const error = await refusal(detachOrganization(unit, { id: sub.id }));
    expect(error.code).toBe("blocked");
    expect(error.message).toContain("学时申报 1 件");
    await decide(next);
  }
  await detachOrganization(unit, { id: sub.id });
  expect((await rowOf(lower.id))?.path.startsWith(`${tree.authority.path}${sub.number}/`)).toBe(true);
  expect(await database.db.$count(persons, eq(persons.organizationId, lower.id))).toBe(1);
});

test("a unit has one registration link at a time, also when two ask at once; ended or past its time it is no more", async () => {
  const asked = await Promise.all([createInvitation(unit), createInvitation(unit), createInvitation(unit)]);
  expect(new Set(asked.map(({ token }) => token)).size).toBe(1);
  const token = asked[0]?.token as string;
  expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect((await findOwnInvitation(unit.db, unit.scope))?.token).toBe(token);
  expect(await findOwnInvitation(foreignUnit.db, foreignUnit.scope)).toBeNull();
  expect((await refusal(endInvitation(foreignUnit))).code).toBe("missing");
  expect(await findInvitingUnit(database.db, token)).toMatchObject({ id: tree.unit.id });
  await endInvitation(unit);
  expect(await findOwnInvitation(unit.db, unit.scope)).toBeNull();
  expect(await findInvitingUnit(database.db, token)).toBeNull();

  const second = await createInvitation(unit);
  expect(second.token).not.toBe(token);
  await database.owner
    .update(unitInvitations)
    .set({ expiresAt: sql`now() - interval '1 minute'` })
    .where(eq(unitInvitations.token, second.token));
  expect(await findOwnInvitation(unit.db, unit.scope)).toBeNull();
  expect((await createInvitation(unit)).token).not.toBe(second.token);
  expect((await refusal(createInvitation(authority))).code).toBe("forbidden");
});

test("a 临时编码 is issued by a bureau, and shows what became of it", async () => {
  const { code } = await issueTemporaryCode(bureau, {
    unitName: "济宁市文物保护中心",
    divisionCode: "370811",
  });
  expect(isTemporaryCode(code)).toBe(true);
  expect(code.startsWith("LS370811")).toBe(true);
  const list = async (search: Record<string, string> = { q: code }, ctx = bureau) =>
    (await listTemporaryCodes(ctx.db, ctx.scope, parseList(search, codeFilters))).rows;
  expect(await list()).toMatchObject([
    { code, state: "unused", usedBy: null, unitName: "济宁市文物保护中心" },
  ]);
  expect(await list({ q: code, state: "used" })).toEqual([]);
  expect(await list({ q: code }, countyBureau)).toEqual([]);

  const { id } = (await list())[0] as { id: string };
  const [registration] = await database.db
    .insert(registrations)
    .values({
      kind: "unit",
      state: "pending",
      idNumber: "370802199001011234",
      name: "张三",
      code,
      organizationId: tree.bureau.id,
      passwordHash: "x",
      values: {},
      submittedAt: new Date(),
    })
    .returning();
  expect(await list({ q: "文物", state: "pending" })).toMatchObject([{ state: "pending" }]);
  expect((await refusal(cancelTemporaryCode(bureau, { id }))).code).toBe("blocked");
  await database.db
    .update(registrations)
    .set({ state: "withdrawn" })
    .where(eq(registrations.id, registration?.id as string));

  const user = await organization(database.db, "employer", "济宁市文物保护中心", tree.bureau);
  await database.owner.update(organizations).set({ code }).where(eq(organizations.id, user.id));
  expect(await list({ q: code, state: "used" })).toMatchObject([{ state: "used", usedBy: user.name }]);
  const used = await refusal(cancelTemporaryCode(bureau, { id }));
  expect(used).toMatchObject({ code: "blocked" });
  expect(used.message).toContain(user.name);
});

test("an unused 临时编码 is cancelled once, by the bureau that issued it", async () => {
  const { code } = await issueTemporaryCode(bureau, { unitName: "济宁市考古研究所", divisionCode: "370800" });
  const [row] = await database.db.select().from(temporaryCodes).where(eq(temporaryCodes.code, code));
  const id = row?.id as string;
  expect((await refusal(cancelTemporaryCode(countyBureau, { id }))).code).toBe("missing");
  expect((await refusal(cancelTemporaryCode(bureau, { id: uuidv7() }))).code).toBe("missing");
  expect((await refusal(cancelTemporaryCode(authority, { id }))).code).toBe("forbidden");
  expect((await refusal(issueTemporaryCode(unit, { unitName: "甲", divisionCode: "370800" }))).code).toBe(
    "forbidden",
  );
  await cancelTemporaryCode(bureau, { id });
  expect((await refusal(cancelTemporaryCode(bureau, { id }))).code).toBe("conflict");
  const { rows } = await listTemporaryCodes(
    bureau.db,
    bureau.scope,
    parseList({ q: code, state: "cancelled" }, codeFilters),
  );
  expect(rows).toMatchObject([{ state: "cancelled" }]);
  const audit = await auditOf(id);
  expect(audit.map((entry) => entry.action)).toEqual(["temporary-code.issue", "temporary-code.cancel"]);
});
