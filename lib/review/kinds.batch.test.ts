import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReviewKind } from "@/db/enums";
import { uuidArray } from "@/lib/audit";
import { decideReviews } from "@/lib/workflow/commands";
import { decisions } from "@/lib/workflow/rules";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { inboxKinds, readOpen } from "@/tests/matters";
import { bulkKinds, bulkMatters, countEffects } from "@/tests/matters-bulk";
import { kinds } from "@/tests/matters-model";
import { reviewWorld } from "@/tests/review";

let database: TestDatabase;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  world = await reviewWorld(database.db);
});
afterAll(() => database.close());

/** Of these subjects: how many reviews ended so, with a message to somebody, and how many are in the audit log. */
async function traces(kind: ReviewKind, decision: (typeof decisions)[number], ids: string[]) {
  const [row] = await database.owner.execute(sql`
    select count(*) filter (where state = ${decision === "approve" ? "approved" : "rejected"})::int as ended,
      count(*) filter (where exists (select from messages where review_id = reviews.id))::int as messages,
      (select count(*)::int from audit_log
       where action = ${`${kind}.${decision}`} and subject_id = any(${uuidArray(ids)})) as audited
    from reviews where kind = ${kind} and subject_id = any(${uuidArray(ids)})`);
  return row;
}

const table = kinds.flatMap((kind) => decisions.map((decision) => [kind, decision] as const));

test.each(table)("%s, %s: ten and a thousand take the same number of statements", async (kind, decision) => {
  const reviewer = world[bulkKinds[kind].reviewer];
  const numbers: number[] = [];
  for (const count of [10, 1000]) {
    const ids = await bulkMatters(database.owner, kind, world, count);
    const target = await readOpen(reviewer, kind);
    expect({ subjects: ids.length, expected: target.expected }).toEqual({ subjects: count, expected: count });
    statements.length = 0;
    const opinion = decision === "reject" ? "材料不清晰" : "";
    const outcome = await decideReviews(reviewer, inboxKinds[kind], { target, decision, opinion });
    numbers.push(statements.length);
    expect(outcome).toEqual({ done: count, skipped: 0 });
    expect(await countEffects(database.owner, kind, world, ids)).toBe(decision === "approve" ? count : 0);
    // Whoever is refused as a registrant has no account to read a message with.
    const silent = decision === "reject" && kind.endsWith("registration");
    expect(await traces(kind, decision, ids)).toEqual({
      ...{ ended: count, audited: count, messages: silent ? 0 : count },
    });
  }
  expect(numbers[1]).toBe(numbers[0]);
});
