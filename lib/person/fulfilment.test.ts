import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { annualStandards } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree } from "@/tests/fixtures";
import { searchPersons } from "./queries";

const people = 1_500;
const lastYear = currentYear() - 1;

let database: TestDatabase;
let bureau: Ctx;

/** Many in post, every hundredth of whom was away for last year's end, and three who have always been 退休. */
beforeAll(async () => {
  database = await testDatabase();
  const { owner, db } = database;
  const tree = await organizationTree(db);
  bureau = await ctxFor(db, await administrator(db, tree.bureau));
  await owner
    .insert(annualStandards)
    .values({ year: lastYear, total: 90, publicHours: 30, professionalHours: 60 })
    .onConflictDoNothing();
  await owner.execute(sql`
    insert into persons (id, organization_id, name, id_number, sex, birth_date, state)
    select uuidv7(), ${tree.unit.id}, '王小明', 'TEST' || n, 'male', '1990-01-01',
           case when n <= 3 then 'retired' else 'employed' end
    from generate_series(1, ${people}::int) n`);
  await owner.execute(sql`
    insert into person_state_changes
      (id, person_id, organization_id, from_state, to_state, effective_on, reason, actor_name, created_at)
    select uuidv7(), person.id, person.organization_id, change.from_state, change.to_state, change.on::date, '借调', '某人',
           now() + make_interval(secs => change.nth)
    from persons person, (values (1, 'employed', 'left', ${`${lastYear}-06-01`}),
      (2, 'left', 'employed', ${`${currentYear()}-01-02`})) as change(nth, from_state, to_state, "on")
    where person.id_number ~ '^TEST.*00$'`);
  await owner.execute(sql`vacuum analyze persons, person_state_changes`);
});
afterAll(() => database.close());

test.each([
  ["exempt", people / 100 + 3],
  ["no", people - people / 100 - 3],
] as const)("%s of a past year does not look up everybody's history", async (fulfilled, total) => {
  await bureau.db.transaction(async (tx) => {
    // What the connection did before this transaction may be in it.
    const lookedUp = async () =>
      (
        await tx.execute<{ times: number }>(sql`
          select (seq_scan + idx_scan)::int as times from pg_stat_xact_user_tables
          where relname = 'person_state_changes'`)
      )[0]?.times ?? 0;
    const before = await lookedUp();
    const filters = { year: lastYear, fulfilled };
    const found = await searchPersons(tx, bureau.scope, { filters, limit: 20, offset: 0 });
    expect(found.total).toBe(total);
    expect((await lookedUp()) - before).toBeLessThan(people);
  });
});
