import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unitInvitations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { findInvitingUnit } from "@/lib/registration/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { refusal, type StructureWorld, structureWorld } from "@/tests/structure";
import { createInvitation, endInvitation } from "./invitations";
import { findOwnInvitation } from "./queries";

let database: TestDatabase;
let tree: StructureWorld["tree"];
let authority: Ctx;
let unit: Ctx;
let foreignUnit: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ({ tree, authority, unit, foreignUnit } = await structureWorld(database.db));
});
afterAll(() => database.close());

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
  const above = await createInvitation(authority);
  expect(await findInvitingUnit(database.db, above.token)).toMatchObject({ id: tree.authority.id });
});
