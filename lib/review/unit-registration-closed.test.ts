import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accounts, organizations, reviews, throttles } from "@/db/schema";
import { deleteAdministrator } from "@/lib/administrator/commands";
import { lookUpRegistration } from "@/lib/registration/progress/commands";
import { fullAdministrator } from "@/tests/administrators";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, nextIdNumber, organizationTree } from "@/tests/fixtures";
import { solvedCaptcha } from "@/tests/matters";
import {
  decideUnits,
  logInUnit,
  password,
  submittedUnit,
  unitRefusal,
  unitRequest,
} from "@/tests/unit-registration";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.owner);
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

test("who was deleted as an administrator can register a unit; the deleted account is nobody's from then on", async () => {
  const { db, owner } = database;
  const reviewer = await ctxFor(db, await administrator(owner, tree.authority));
  const full = await ctxFor(db, await fullAdministrator(owner, tree.foreignUnit));
  const idNumber = nextIdNumber();
  const former = await administrator(owner, tree.foreignUnit, { idNumber, password: "former password" });
  const request = { administrator: { idNumber } };
  expect(Object.keys((await unitRefusal(db, unitRequest(db, tree.authority, request))) as object)).toEqual([
    "administrator.idNumber",
  ]);

  await deleteAdministrator(full, { id: former.id });
  expect(await logInUnit(db, { idNumber, password: "former password" })).toBe("账户号或密码错误");
  const { id, name } = await submittedUnit(db, tree.authority, request);
  await decideUnits(reviewer, [id]);
  expect(await logInUnit(db, { idNumber, password })).toBe("ok");
  expect(await logInUnit(db, { idNumber, password: "former password" })).toBe("账户号或密码错误");

  const held = await owner
    .select({ id: accounts.id, state: accounts.state, unit: organizations.name })
    .from(accounts)
    .innerJoin(organizations, eq(organizations.id, accounts.organizationId))
    .where(eq(accounts.idNumber, idNumber));
  expect(held.map(({ state, unit }) => [state, unit]).sort()).toEqual([
    ["active", name],
    ["closed", tree.foreignUnit.name],
  ]);
  // The review's applicant is the new account.
  const [review] = await owner.select().from(reviews).where(eq(reviews.subjectId, id));
  expect(review?.submittedBy).toBe(held.find(({ state }) => state === "active")?.id);
  // So is whose password opens the progress of the registration.
  const lookUp = async (given: string) =>
    lookUpRegistration(
      { db, address: "10.0.0.7" },
      { kind: "unit", idNumber, password: given, ...(await solvedCaptcha(db)) },
    );
  expect(await lookUp(password)).toEqual({ id, kind: "unit" });
  await expect(lookUp("former password")).rejects.toThrow("证件号码或密码错误");
});
