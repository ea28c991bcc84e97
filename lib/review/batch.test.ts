import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allAtBureau, bulkDeclarations } from "@/tests/bulk";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { decide, readInbox, reviewWorld } from "@/tests/review";

let database: TestDatabase;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  world = await reviewWorld(database.db);
});
afterAll(() => database.close());

const submit = (count: number, stage = allAtBureau) =>
  bulkDeclarations(database.owner, {
    unitIds: [world.tree.unit.id],
    accountId: world.unit.viewer.accountId,
    count,
    stage,
  });

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await work();
  return statements.length;
}

test.each([
  ["the last stage, which credits", allAtBureau, "bureau"],
  ["the first stage, which forwards", sql`1`, "unit"],
] as const)("%s: ten and a thousand take the same number of statements", async (_, stage, reviewer) => {
  for (const decision of ["approve", "reject"] as const) {
    const numbers: number[] = [];
    for (const count of [10, 1000]) {
      await submit(count, stage);
      const { target } = await readInbox(world[reviewer]);
      expect(target.expected).toBe(count);
      numbers.push(
        await statementsOf(async () => {
          expect(await decide(world[reviewer], target, decision)).toEqual({ done: count, skipped: 0 });
        }),
      );
    }
    expect(numbers[1]).toBe(numbers[0]);
    expect(numbers[0]).toBeLessThanOrEqual(9);
  }
});

test("a process killed in the middle of a batch leaves nothing decided, and the batch free", async () => {
  await submit(500);
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "tests/killed-batch.ts", world.bureau.viewer.accountId],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, DATABASE_URL: database.url } },
  );
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  expect(said.toString()).toBe("decided\n");
  // Everything but the audit is written, and shows to nobody.
  const before = await counts();
  expect(before).toMatchObject({ open: 500 });
  child.kill("SIGKILL");
  await once(child, "exit");

  const { target } = await readInbox(world.bureau);
  expect(target.expected).toBe(500);
  expect(await counts()).toEqual(before);
  expect(await decide(world.bureau, target)).toEqual({ done: 500, skipped: 0 });
  expect(await counts()).toEqual({ open: 0, credits: before.credits + 500, audits: before.audits + 500 });
});

async function counts() {
  const [row] = await database.db.execute<{ open: number; credits: number; audits: number }>(sql`
    select (select count(*)::int from review_steps where state = 'open'
            and organization_id = ${world.tree.bureau.id}) as open,
           (select count(*)::int from credit_records) as credits,
           (select count(*)::int from audit_log where action = 'declaration.approve') as audits`);
  return { open: 0, credits: 0, audits: 0, ...row };
}
