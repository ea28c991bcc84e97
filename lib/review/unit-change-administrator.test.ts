import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { basicSchema, sensitiveSchema } from "@/lib/org/change-schema";
import { saveBasics } from "@/lib/org/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor } from "@/tests/fixtures";
import {
  auditsOf,
  decideChanges,
  newCode,
  organizationRow,
  pendingChanges,
  sensitiveValues,
  type UnitChangeWorld,
  unitChangeWorld,
  unitFile,
} from "@/tests/unit-change";
import { submitUnitChange, unitChangeKind, withdrawUnitChange } from "./unit-change";
import { findRefusedChange, findUnitProfile, formerChange } from "./unit-profile";

let database: TestDatabase;
let db: Executor;
let tree: UnitChangeWorld["tree"];
let authority: Ctx;
let bureau: Ctx;
/** Two administrators of the unit. */
let clerk: Ctx;
let colleague: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  ({ tree, authority, bureau } = await unitChangeWorld(db));
  clerk = await ctxFor(db, await administrator(db, tree.unit, { name: "刘翠英", phone: "13905370001" }));
  colleague = await ctxFor(db, await administrator(db, tree.unit, { name: "周敏", phone: "13905370002" }));
});

const accountOf = async ({ viewer }: Ctx) => {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, viewer.accountId));
  return row;
};

/** What the form sends: the unit's sensitive data, and the clerk's own. */
async function propose(
  ctx: Ctx,
  own: { administratorName?: string; administratorPhone?: string },
  { name, evidence = true }: { name?: string; evidence?: boolean } = {},
) {
  // The form takes no code of the tests' organizations: both sides send another, so it is none that was changed.
  const stored = await sensitiveValues(db, ctx.viewer.organization.id, { code: newCode() });
  return submitUnitChange(
    ctx,
    sensitiveSchema.parse({
      ...stored,
      ...(name ? { name } : {}),
      ...own,
      evidence: evidence ? [await unitFile(db, ctx)] : [],
      was: stored,
    }),
  );
}

test("an administrator's own name and phone are proposed, shown old beside new, and true with the superior's yes", async () => {
  await propose(
    clerk,
    { administratorName: "刘 翠瑛", administratorPhone: "１３９０５３７０００９" },
    { name: "新名称" },
  );
  const [round] = await roundsOf(db, unitChangeKind, tree.unit.id);
  expect(round?.proposal).toMatchObject({
    title: "单位名称、管理员姓名、管理员手机号",
    changes: {
      name: { old: "济宁市第一中学", new: "新名称" },
      administratorName: { old: "刘翠英", new: "刘 翠瑛" },
      administratorPhone: { old: "13905370001", new: "13905370009" },
    },
    administrator: { accountId: clerk.viewer.accountId, name: "刘翠英" },
  });
  const before = await accountOf(clerk);
  expect(before).toMatchObject({ name: "刘翠英", phone: "13905370001" });
  await decideChanges(authority, [tree.unit.id]);
  expect(await accountOf(clerk)).toEqual({ ...before, name: "刘 翠瑛", phone: "13905370009" });
  expect(await accountOf(colleague)).toMatchObject({ name: "周敏", phone: "13905370002" });
  expect((await organizationRow(db, tree.unit.id)).name).toBe("新名称");
});

test("a change of the administrator alone leaves the unit; only the phone needs no evidence", async () => {
  const unit = await organizationRow(db, tree.unit.id);
  await expect(propose(clerk, { administratorName: "刘翠瑛" }, { evidence: false })).rejects.toMatchObject({
    fields: { evidence: expect.any(String) },
  });
  await propose(clerk, { administratorPhone: "13905370009" }, { evidence: false });
  await decideChanges(authority, [tree.unit.id]);
  expect(await accountOf(clerk)).toMatchObject({ name: "刘翠英", phone: "13905370009" });
  expect(await organizationRow(db, tree.unit.id)).toEqual(unit);
  await expect(propose(clerk, { administratorPhone: "13905370009" })).rejects.toMatchObject({
    message: "没有修改任何内容，请修改后再提交",
  });
});

test.each([
  ["deleted", { state: "closed" as const }],
  ["another unit's", { organizationId: "elsewhere" }],
])("who is %s by the time of the approval keeps their name; the unit's part is done", async (_, gone) => {
  await propose(clerk, { administratorName: "刘翠瑛" }, { name: "新名称" });
  const values = "organizationId" in gone ? { organizationId: tree.subUnit.id } : gone;
  await db.update(accounts).set(values).where(eq(accounts.id, clerk.viewer.accountId));
  await decideChanges(authority, [tree.unit.id]);
  expect((await accountOf(clerk))?.name).toBe("刘翠英");
  expect((await organizationRow(db, tree.unit.id)).name).toBe("新名称");
});

test("rejected: what was typed begins the next form of the very administrator, the unit's part everybody's", async () => {
  expect(await findRefusedChange(clerk)).toBeNull();
  await propose(clerk, { administratorName: "刘翠瑛" }, { name: "新名称" });
  expect(await findRefusedChange(clerk)).toBeNull();
  await decideChanges(authority, [tree.unit.id], "reject");
  expect((await accountOf(clerk))?.name).toBe("刘翠英");
  expect(await findRefusedChange(colleague)).toEqual({ title: "单位名称、管理员姓名" });
  const formerOf = async (ctx: Ctx) => {
    const profile = await findUnitProfile(ctx);
    return profile && formerChange(profile, "fields")?.values;
  };
  expect(await formerOf(clerk)).toMatchObject({ name: "新名称", administratorName: "刘翠瑛" });
  expect(await formerOf(colleague)).toMatchObject({ name: "新名称" });
  expect(await formerOf(colleague)).not.toHaveProperty("administratorName");
  await propose(colleague, { administratorName: "周 敏" });
  expect(await findRefusedChange(clerk)).toBeNull();
  await withdrawUnitChange(clerk, { id: tree.unit.id });
  expect(await pendingChanges(db, [tree.unit.id])).toEqual([]);
});

test("e-mail address and position change at once, and only one's own; the audit names them", async () => {
  const { name, phone, contactName, address } = await organizationRow(db, tree.unit.id);
  const typed = basicSchema.parse({
    ...{
      level: "市属",
      industry: "教育",
      contactName: contactName ?? "李红",
      address: address ?? "红星中路",
    },
    ...{ phone, administratorEmail: " liu@example.com", administratorPosition: "办公室主任" },
  });
  const { fields } = await saveBasics(clerk, typed);
  expect(fields).toEqual(expect.arrayContaining(["administratorEmail", "administratorPosition"]));
  expect(await accountOf(clerk)).toMatchObject({
    ...{ name: "刘翠英", phone: "13905370001", email: "liu@example.com", position: "办公室主任" },
  });
  expect(await accountOf(colleague)).toMatchObject({ email: null, position: null });
  expect((await organizationRow(db, tree.unit.id)).name).toBe(name);
  expect(await auditsOf(db, "account.edit", clerk.viewer.accountId)).toEqual([
    { detail: { fields: ["administratorEmail", "administratorPosition"] } },
  ]);
  // Who sends neither keeps both; an empty one is emptied.
  const { administratorEmail: _, administratorPosition: __, ...without } = typed;
  expect(await saveBasics(clerk, without)).toEqual({ fields: [] });
  expect(await saveBasics(clerk, { ...typed, administratorEmail: "" })).toEqual({
    fields: ["administratorEmail"],
  });
  expect(await accountOf(clerk)).toMatchObject({ email: null, position: "办公室主任" });
});

test("who has no superior changes their own name and phone at once", async () => {
  const holder = await ctxFor(
    db,
    await administrator(db, tree.bureau, { name: "孔令军", phone: "13905370003" }),
  );
  expect(await propose(holder, { administratorName: "孔令君" })).toEqual({ applied: true });
  expect(await accountOf(holder)).toMatchObject({ name: "孔令君", phone: "13905370003" });
  expect(await auditsOf(db, "account.edit", holder.viewer.accountId)).toEqual([
    { detail: { fields: ["administratorName"] } },
  ]);
  expect((await accountOf(bureau))?.name).toBe(bureau.viewer.name);
});

test("of two forms that were open at once the later one writes back nothing that it didn't change", async () => {
  const began = {
    ...{
      level: "市属",
      industry: "教育",
      streetCode: "",
      address: "红星中路",
      postcode: "",
      fax: "",
      email: "",
    },
    ...{ contactName: "李红", phone: "0537-2345678", introduction: "" },
  };
  await saveBasics(clerk, basicSchema.parse(began));
  await saveBasics(clerk, basicSchema.parse({ ...began, phone: "0537-7654321", was: began }));
  expect(
    await saveBasics(colleague, basicSchema.parse({ ...began, address: "共青团路", was: began })),
  ).toEqual({ fields: ["address"] });
  expect(await organizationRow(db, tree.unit.id)).toMatchObject({
    phone: "0537-7654321",
    address: "共青团路",
  });
});

test("what an administrator may not be called is refused at the field", () => {
  const refused = (own: object) =>
    sensitiveSchema
      .safeParse({
        ...{ name: "济宁市第一中学", code: newCode(), divisionCode: "370811", ...own },
      })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);
  expect(refused({ administratorName: " 　" })).toEqual([["administratorName", "请填写管理员姓名"]]);
  expect(refused({ administratorName: "名".repeat(51) })).toEqual([
    ["administratorName", "管理员姓名不超过 50 字"],
  ]);
  expect(refused({ administratorPhone: "" })?.[0]?.[0]).toBe("administratorPhone");
  expect(refused({ administratorPhone: "1390537" })?.[0]?.[0]).toBe("administratorPhone");
  expect(
    basicSchema.safeParse({ administratorEmail: "liu@" }).error?.issues.map(({ path }) => path[0]),
  ).toContain("administratorEmail");
});
