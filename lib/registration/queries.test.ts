import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { organizations, throttles, unitInvitations } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { organization, organizationTree } from "@/tests/fixtures";
import { findInvitingUnit, rootBureau, searchOrganizations } from "./queries";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.owner);
  await database.owner
    .update(organizations)
    .set({ divisionCode: "370881" })
    .where(eq(organizations.id, tree.countyUnit.id));
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const search = (purpose: "superior" | "unit", q: string, divisionCode = "") =>
  searchOrganizations({ db: database.db, address: "10.0.0.1" }, { purpose, q, divisionCode });
const names = async (...query: Parameters<typeof search>) => (await search(...query)).map(({ name }) => name);

describe("searching organizations", () => {
  test("by name: superiors of every kind, units alone for a professional, with what is above them", async () => {
    expect(await names("superior", "济宁市教")).toEqual(["济宁市教育局"]);
    expect(await names("unit", "济宁市教")).toEqual([]);
    const [unit] = await search("unit", "北湖校区");
    expect(unit).toEqual({
      id: tree.subUnit.id,
      name: tree.subUnit.name,
      kind: "employer",
      superiors: [tree.bureau.name, tree.authority.name, tree.unit.name],
      phone: tree.subUnit.phone,
    });
  });

  test("by division, wildcards taken literally", async () => {
    expect(await names("unit", "", "370881")).toEqual(["曲阜市文化馆"]);
    expect(await names("superior", "济宁", "370881")).toEqual([]);
    expect(await names("superior", "%")).toEqual([]);
  });

  test("never finds a disabled one, and answers 20 at most", async () => {
    const gone = await organization(database.owner, "authority", "市撤销局", tree.bureau);
    expect(await names("superior", "市撤销局")).toEqual(["市撤销局"]);
    await database.owner
      .update(organizations)
      .set({ state: "disabled" })
      .where(eq(organizations.id, gone.id));
    expect(await names("superior", "市撤销局")).toEqual([]);
    for (let count = 0; count < 21; count++) {
      await organization(database.owner, "employer", `众多单位${count}`, tree.authority);
    }
    expect(await names("unit", "众多单位")).toHaveLength(20);
  });

  test("is bounded by address", async () => {
    await search("unit", "济宁");
    await database.owner.update(throttles).set({ count: 600 });
    await expect(search("unit", "济宁")).rejects.toMatchObject({ code: "throttled" });
  });
});

test("an invitation names its unit while it is good", async () => {
  const invite = async (token: string, values: { expiresAt: Date; endedAt?: Date }) => {
    await database.owner.insert(unitInvitations).values({ token, organizationId: tree.unit.id, ...values });
    const found = await findInvitingUnit(database.db, token);
    await database.owner.delete(unitInvitations);
    return found;
  };
  const [later, before] = [new Date(Date.now() + 60_000), new Date(Date.now() - 60_000)];
  expect(await invite("A", { expiresAt: later })).toEqual({ id: tree.unit.id, name: tree.unit.name });
  expect(await invite("B", { expiresAt: before })).toBeNull();
  expect(await invite("C", { expiresAt: later, endedAt: before })).toBeNull();
  expect(await findInvitingUnit(database.db, "A")).toBeNull();
});

test("whom to ask is the bureau at the top", async () => {
  expect(await rootBureau(database.db)).toEqual({ name: tree.bureau.name, phone: tree.bureau.phone });
});
