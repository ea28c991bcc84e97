import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { matterStates, organizationKinds } from "@/db/enums";
import {
  accounts,
  attachments,
  creditRecords,
  declarations,
  persons,
  reviewSteps,
  reviews,
} from "@/db/schema";
import { checkPassword } from "@/lib/auth/password";
import { portalLabels } from "@/lib/auth/schema";
import { isIdNumber } from "@/lib/id-number";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { type DemoAccount, seedDemo } from "./demo";

let database: TestDatabase;
let files: string;
let printed: DemoAccount[];

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), "demo-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  ({ accounts: printed } = await database.owner.transaction((tx) => seedDemo(tx)));
});
afterAll(async () => {
  await database.close();
  await rm(files, { recursive: true, force: true });
});

test("there are declarations in every state and at every stage", async () => {
  const { db } = database;
  for (const state of matterStates) {
    expect(await db.$count(declarations, eq(declarations.state, state)), state).toBeGreaterThan(0);
  }
  for (const stage of organizationKinds) {
    const open = and(eq(reviewSteps.state, "open"), eq(reviewSteps.stage, stage));
    expect(await db.$count(reviewSteps, open), stage).toBeGreaterThan(0);
  }
  expect(await db.$count(reviews, eq(reviews.round, 2))).toBeGreaterThan(0);
  expect(await db.$count(declarations)).toBeGreaterThan(180);
});

test("every approved declaration is credited once, and its times are in order", async () => {
  const { db } = database;
  const [unequal] = await db.execute<{ count: string }>(sql`
    select count(*) from ${declarations} d full join ${creditRecords} c on c.declaration_id = d.id
    where (d.state = 'approved') is distinct from (c.id is not null)`);
  expect(Number(unequal?.count)).toBe(0);
  const [wrong] = await db.execute<{ count: string }>(sql`
    select count(*) from ${reviewSteps} s join ${reviews} r on r.id = s.review_id
      join ${declarations} d on d.id = r.subject_id
    where s.decided_at <= s.opened_at or s.decided_at > now() or r.ended_at < r.submitted_at or r.ended_at > now()
      or d.created_at >= r.submitted_at or d.updated_at > now()
      or r.submitted_at < d.end_date
      or exists (select from ${reviews} earlier
        where earlier.subject_id = d.id and earlier.round < r.round and earlier.ended_at >= r.submitted_at)`);
  expect(Number(wrong?.count)).toBe(0);
});

test("some people have reached a year's standard, others have not", async () => {
  const totals = await database.db
    .select({ hours: sql<number>`sum(${creditRecords.hours})`.mapWith(Number) })
    .from(creditRecords)
    .groupBy(creditRecords.personId, creditRecords.year);
  expect(totals.some(({ hours }) => hours >= 90)).toBe(true);
  expect(totals.some(({ hours }) => hours < 90)).toBe(true);
});

test("every printed account logs in with its password, no two with the same", async () => {
  const { db } = database;
  expect(new Set(printed.map(({ password }) => password)).size).toBe(printed.length);
  for (const { portal, idNumber, password, name } of printed) {
    const [account] = await db
      .select({
        idNumber: accounts.idNumber,
        portal: accounts.portal,
        passwordHash: accounts.passwordHash,
        initialPasswordValid: sql<boolean>`coalesce(${accounts.initialPasswordUntil} > now(), false)`,
        mustChangePassword: accounts.mustChangePassword,
      })
      .from(accounts)
      .where(and(eq(accounts.idNumber, idNumber), eq(accounts.name, name)));
    expect(account && portalLabels[account.portal], name).toBe(portal);
    expect(await checkPassword(account ?? null, password), name).toBe(true);
    expect(account?.mustChangePassword, name).toBe(account?.passwordHash === null);
  }
});

test("ID numbers are valid, and the evidence is there to be opened", async () => {
  const { db } = database;
  const people = await db.select({ idNumber: persons.idNumber }).from(persons);
  expect(people).toHaveLength(60);
  for (const { idNumber } of people) expect(isIdNumber(idNumber), idNumber).toBe(true);
  const stored = await db.select({ id: attachments.id, size: attachments.size }).from(attachments);
  for (const { id, size } of stored) {
    expect((await readFile(join(files, id.slice(-2), id))).length).toBe(size);
  }
  const kinds = await db
    .select({ type: attachments.mediaType, files: count() })
    .from(attachments)
    .groupBy(attachments.mediaType);
  expect(kinds.map(({ type }) => type).sort()).toEqual(["application/pdf", "image/png"]);
});
