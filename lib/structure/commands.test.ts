import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organizations } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { parseList } from "@/lib/list";
import { type TestDatabase, testDatabase } from "@/tests/database";
import {
  administrator,
  ctxFor,
  organization,
  pendingDeclaration,
  professional,
  viewerOf,
} from "@/tests/fixtures";
import { decide as decideDeclarations } from "@/tests/review";
import { auditOf, organizationById, refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { decideChanges, proposeSuperior } from "@/tests/unit-change";
import { detachOrganization, disableOrganization, editOrganization, enableOrganization } from "./commands";
import { findOrganization, listOrganizations } from "./queries";
import type { Branch } from "./schema";
import { organizationFilters } from "./schema";

let database: TestDatabase;
let tree: StructureWorld["tree"];
let bureau: Ctx;
let countyBureau: Ctx;
let authority: Ctx;
let unit: Ctx;
let foreignUnit: Ctx;
let foreignAuthority: Ctx;
let clerk: StructureWorld["clerk"];

beforeAll(async () => {
  database = await testDatabase();
  ({ tree, bureau, countyBureau, authority, unit, foreignUnit, foreignAuthority, clerk } =
    await structureWorld(database.db));
});
afterAll(() => database.close());

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

test("the list and the page of one tell units below and people in post", async () => {
  const sub = await organization(database.db, "employer", "济宁市第一中学汶上校区", tree.unit);
  await organization(database.db, "employer", "济宁市第一中学汶上校区分部", sub);
  await professional(database.db, sub);
  await professional(database.db, sub);
  for (const state of ["left", "retired", "suspended"] as const) {
    await professional(database.db, sub, { state });
  }
  const { rows } = await listOrganizations(
    unit.db,
    unit.scope,
    "units",
    parseList({ q: sub.name }, organizationFilters),
  );
  expect(rows).toMatchObject([{ id: sub.id, below: 1, people: 2 }]);
  const found = await findOrganization(unit.db, unit.scope, "units", sub.id);
  expect(found).toMatchObject({
    id: sub.id,
    below: 1,
    people: 2,
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
  expect(await organizationById(database.db, of.id)).toMatchObject({ ...values, streetCode: null });
  await editOrganization(bureau, "authorities", values);
  const audit = await auditOf(database.owner, of.id);
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
    expect(new Set(codes)).toEqual(new Set(["missing"]));
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
  expect((await auditOf(database.owner, sub.id)).map((row) => row.action)).toEqual([
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
  expect(waiting.message).toBe(`${sub.name}还有学时申报 1 件待其审核，这些审核结束后才能停用`);
  const below = await refusal(disableOrganization(bureau, "authorities", { id: tree.countyBureau.id }));
  expect(below.code).toBe("blocked");
  expect(below.message).toContain("1 个启用的下级单位");
  expect((await organizationById(database.db, tree.countyBureau.id))?.state).toBe("active");
});

test("disabling is refused while something will come to its decision, of a unit that was below", async () => {
  const { db } = database;
  const top = await organization(db, "employer", "济宁市第一中学高新校区", tree.unit);
  const sub = await organization(db, "employer", "济宁市第一中学高新校区初中部", top);
  const leaf = await organization(db, "employer", "济宁市第一中学高新校区附属幼儿园", sub);
  const applicants = [await professional(db, leaf), await professional(db, leaf)];
  const reviewIds: string[] = [];
  for (const { account } of applicants) {
    reviewIds.push((await pendingDeclaration(db, await ctxFor(db, account))).reviewId);
  }
  // The routes stay as they were written when the sub-unit has moved.
  await proposeSuperior(await clerk(sub), tree.foreignAuthority);
  await decideChanges(foreignAuthority, [sub.id]);
  const disable = () => disableOrganization(unit, "units", { id: top.id });
  const refused = async (obstacles: string) =>
    expect(await refusal(disable())).toMatchObject({
      code: "blocked",
      message: `${top.name}还有${obstacles}，这些审核结束后才能停用`,
    });
  const [first = "", second = ""] = reviewIds;
  const decide = async (of: typeof leaf, id: string) => decideDeclarations(await clerk(of), { ids: [id] });
  await refused("学时申报 2 件在前面的环节通过后须经其审核");
  await decide(leaf, first);
  await decide(sub, first);
  await refused("学时申报 1 件待其审核，学时申报 1 件在前面的环节通过后须经其审核");
  await decide(top, first);
  await decideDeclarations(await clerk(leaf), { ids: [second] }, "reject");
  await disable();
  expect((await organizationById(db, top.id))?.state).toBe("disabled");
});
