import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { pendingDeclaration } from "@/tests/fixtures";
import { decide, reviewWorld } from "@/tests/review";

/* What must never be untrue is refused by the database itself, whatever the code does. */

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
let ids: Awaited<ReturnType<typeof pendingDeclaration>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
  ids = await pendingDeclaration(db, world.applicant);
});
afterAll(() => database.close());

const change = (statement: SQL, executor = db) => executor.execute(statement);
const refusedBy = (constraint: string) => ({
  cause: expect.objectContaining({ constraint_name: constraint }),
});

const step = (position: number) => sql`where review_id = ${ids.reviewId} and position = ${position}`;

test.each<[string, () => SQL, string]>([
  [
    "a decided step without who decided it",
    () => sql`update review_steps set state = 'approved', decided_at = now() ${step(1)}`,
    "review_steps_decided_check",
  ],
  [
    "a decided step without when",
    () =>
      sql`update review_steps set state = 'approved', decided_by = ${world.unit.viewer.accountId} ${step(1)}`,
    "review_steps_decided_check",
  ],
  [
    "an undecided step with a decider",
    () =>
      sql`update review_steps set decided_at = now(), decided_by = ${world.unit.viewer.accountId} ${step(1)}`,
    "review_steps_decided_check",
  ],
  [
    "a rejection without its reason",
    () =>
      sql`update review_steps set state = 'rejected', decided_at = now(), opinion = '  ',
            decided_by = ${world.unit.viewer.accountId} ${step(1)}`,
    "review_steps_opinion_check",
  ],
  [
    "a second open step",
    () =>
      sql`update review_steps set state = 'open', opened_at = now(), opened_xid = pg_current_xact_id() ${step(2)}`,
    "review_steps_one_open_key",
  ],
  [
    "an open step that nobody opened",
    () => sql`update review_steps set opened_xid = null ${step(1)}`,
    "review_steps_opened_check",
  ],
  [
    "two steps at one place",
    () => sql`update review_steps set position = 1 ${step(2)}`,
    "review_steps_position_key",
  ],
  [
    "a second pending review of a subject",
    () =>
      sql`insert into reviews (id, kind, subject_id, round, state, organization_id, proposal, submitted_by, submitted_at)
          select uuidv7(), kind, subject_id, 2, 'pending', organization_id, proposal, submitted_by, now()
          from reviews where id = ${ids.reviewId}`,
    "reviews_one_pending_key",
  ],
  [
    "a round a second time",
    () =>
      sql`insert into reviews (id, kind, subject_id, round, state, organization_id, proposal, submitted_by, submitted_at, ended_at)
          select uuidv7(), kind, subject_id, round, 'rejected', organization_id, proposal, submitted_by, now(), now()
          from reviews where id = ${ids.reviewId}`,
    "reviews_round_key",
  ],
  [
    "an ended review without when",
    () => sql`update reviews set state = 'approved' where id = ${ids.reviewId}`,
    "reviews_ended_check",
  ],
  [
    "a state that has no name",
    () => sql`update reviews set state = 'lost', ended_at = now() where id = ${ids.reviewId}`,
    "reviews_state_check",
  ],
  ["no hours", () => declaration(sql`hours = 0`), "declarations_hours_check"],
  ["hours in tenths", () => declaration(sql`hours = 0.3`), "declarations_hours_check"],
  ["negative hours", () => declaration(sql`hours = -1`), "declarations_hours_check"],
  ["submitted without hours", () => declaration(sql`hours = null`), "declarations_submitted_check"],
  ["a period backwards", () => declaration(sql`end_date = start_date - 1`), "declarations_period_check"],
  ["a year of another age", () => declaration(sql`year = 1999`), "declarations_year_check"],
])("%s is refused", async (_, statement, constraint) => {
  await expect(change(statement())).rejects.toMatchObject(refusedBy(constraint));
});

const declaration = (assignment: SQL) =>
  sql`update declarations set ${assignment} where id = ${ids.declarationId}`;

test("a declaration is credited once, with hours", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  for (const stage of ["unit", "authority", "bureau"] as const) {
    await decide(world[stage], { ids: [reviewId] });
  }
  const again = sql`
    insert into credit_records (declaration_id, person_id, organization_id, year, category, form, title, start_date,
      end_date, hours, credited_at)
    select declaration_id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, now()
    from credit_records where declaration_id = ${declarationId}`;
  await expect(change(again)).rejects.toMatchObject(refusedBy("credit_records_declaration_key"));
  const none = sql`update credit_records set hours = 0 where declaration_id = ${declarationId}`;
  await expect(change(none)).rejects.toMatchObject(refusedBy("credit_records_hours_check"));
});

test.each(["update audit_log set detail = '{}'", "delete from audit_log", "truncate audit_log"])(
  "%s: not the application's right, and refused to the owner too",
  async (statement) => {
    const refused = (message: string) => ({ cause: expect.objectContaining({ message }) });
    const denied = refused("permission denied for table audit_log");
    await expect(change(sql.raw(statement))).rejects.toMatchObject(denied);
    const appendOnly = refused("audit_log is append-only");
    await expect(change(sql.raw(statement), database.owner)).rejects.toMatchObject(appendOnly);
  },
);
