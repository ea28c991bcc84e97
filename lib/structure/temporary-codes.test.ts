import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organizations, registrations, temporaryCodes } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { parseList } from "@/lib/list";
import { isTemporaryCode } from "@/lib/org/code";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { organization } from "@/tests/fixtures";
import { auditOf, refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { listTemporaryCodes } from "./queries";
import { codeFilters } from "./schema";
import { cancelTemporaryCode, issueTemporaryCode } from "./temporary-codes";

let database: TestDatabase;
let tree: StructureWorld["tree"];
let bureau: Ctx;
let countyBureau: Ctx;
let authority: Ctx;
let unit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ({ tree, bureau, countyBureau, authority, unit } = await structureWorld(database.db));
});
afterAll(() => database.close());

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
  const audit = await auditOf(database.owner, id);
  expect(audit.map((entry) => entry.action)).toEqual(["temporary-code.issue", "temporary-code.cancel"]);
});
