import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reviewSteps } from "@/db/schema";
import { permissionsOf } from "@/lib/access/permissions";
import { isIdNumber } from "@/lib/id-number";
import { type TestDatabase, testDatabase } from "./database";
import {
  administrator,
  ctxFor,
  nextIdNumber,
  organizationTree,
  pendingDeclaration,
  professional,
} from "./fixtures";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("ID numbers are valid and never the same", () => {
  const numbers = Array.from({ length: 2500 }, nextIdNumber);
  expect(numbers.filter(isIdNumber)).toHaveLength(2500);
  expect(new Set(numbers).size).toBe(2500);
});

test("a declaration goes from a professional, or from the unit for them, to the whole chain", async () => {
  const { db } = database;
  const { unit, subUnit, countyUnit, bureau } = await organizationTree(db);
  expect(unit.path.startsWith(bureau.path)).toBe(true);
  for (const [home, stages] of [
    [unit, 3],
    [subUnit, 4],
    [countyUnit, 2],
  ] as const) {
    const { account, person } = await professional(db, home);
    const clerk = await ctxFor(db, await administrator(db, home));
    expect([...clerk.viewer.permissions]).toEqual(permissionsOf("employer"));
    const own = await pendingDeclaration(db, await ctxFor(db, account));
    const onBehalf = await pendingDeclaration(db, clerk, { personId: person.id });
    for (const { reviewId } of [own, onBehalf]) {
      expect(await db.$count(reviewSteps, eq(reviewSteps.reviewId, reviewId))).toBe(stages);
    }
  }
});
