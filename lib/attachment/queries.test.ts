import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { persons } from "@/db/schema";
import type { Permission } from "@/lib/access/permissions";
import type { Ctx } from "@/lib/context";
import { submitPersonChange } from "@/lib/review/person-change";
import { submitTransfer } from "@/lib/review/transfer";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, evidenceRow, organizationTree } from "@/tests/fixtures";
import { decideTransfers, type Mover, mover, reviewOf, wish } from "@/tests/transfer";
import { findAttachment } from "./queries";

let database: TestDatabase;
let tree: Awaited<ReturnType<typeof organizationTree>>;

beforeAll(async () => {
  database = await testDatabase();
  tree = await organizationTree(database.db);
});
afterAll(() => database.close());

const clerkWith = async (of: (typeof tree)["unit"], ...permissions: Permission[]) =>
  ctxFor(database.db, await administrator(database.db, of, { permissions }));
const fileOf = ({ person, account }: Mover) => evidenceRow(database.db, person, account);
const opens = async ({ db, viewer, scope }: Ctx, { id }: { id: string }) =>
  (await findAttachment(db, viewer, scope, id)) !== null;

test("who only decides about transfers opens no file of the unit's people, nor of who comes", async () => {
  const someone = await mover(database.db, tree.unit);
  const file = await fileOf(someone);
  expect(await opens(await clerkWith(tree.unit, "transfers.review"), file)).toBe(false);
  expect(await opens(await clerkWith(tree.unit, "hours.review"), file)).toBe(true);
  const receiver = await clerkWith(tree.foreignUnit, "transfers.review");
  const { id } = await submitTransfer(someone.ctx, wish(tree.foreignUnit));
  expect(await opens(receiver, file)).toBe(false);
  await decideTransfers(receiver, [await reviewOf(database.db, id)]);
  expect(await opens(receiver, file)).toBe(false);
});

test("what a review cites stays open to its reviewers when the person has moved, and nothing else of theirs", async () => {
  const someone = await mover(database.db, tree.unit);
  const [cited, other] = [await fileOf(someone), await fileOf(someone)];
  await submitPersonChange(someone.ctx, {
    education: "硕士研究生毕业",
    evidence: { education: [{ id: cited.id }] },
  });
  const reviewer = await clerkWith(tree.unit, "person-changes.review");
  expect([await opens(reviewer, cited), await opens(reviewer, other)]).toEqual([true, true]);
  await database.owner
    .update(persons)
    .set({ organizationId: tree.foreignUnit.id })
    .where(eq(persons.id, someone.person.id));
  expect([await opens(reviewer, cited), await opens(reviewer, other)]).toEqual([true, false]);
});
