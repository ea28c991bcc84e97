import { inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { organizations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { decideReviews } from "@/lib/workflow/commands";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { organization } from "@/tests/fixtures";
import {
  clerk,
  decideChanges,
  newCode,
  pendingChanges,
  propose,
  proposeSuperior,
  type UnitChangeWorld,
  unitChangeWorld,
} from "@/tests/unit-change";
import { unitChangeKind } from "./unit-change";

let database: TestDatabase;
let db: Executor;
const statements: string[] = [];

let tree: UnitChangeWorld["tree"];
/** Administrators of the tree's organizations. */
let authority: Ctx;
let foreignAuthority: Ctx;

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  ({ tree, authority, foreignAuthority } = await unitChangeWorld(db));
});

/** Units below the authority whose changes wait: of a name, or a move to the foreign authority. */
async function waiting(count: number, sort: "name" | "move"): Promise<string[]> {
  const units: string[] = [];
  for (let number = 0; number < count; number++) {
    const made = await organization(db, "employer", `批量单位${number}`, tree.authority);
    const ctx = await clerk(db, made);
    if (sort === "name") await propose(ctx, { name: `批量单位${number}（新）`, code: newCode() });
    else {
      await organization(db, "employer", `批量下级单位${number}`, made);
      await proposeSuperior(ctx, tree.foreignAuthority);
    }
    units.push(made.id);
  }
  return units;
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  statements.length = 0;
  await work();
  return statements.length;
}

test.each(["name", "move"] as const)(
  "a batch of 2 and of 30 take the same number of statements: %s",
  async (sort) => {
    const counts: number[] = [];
    for (const size of [2, 30]) {
      const units = await waiting(size, sort);
      const ids = await pendingChanges(db, units);
      const reviewer = sort === "name" ? authority : foreignAuthority;
      counts.push(
        await statementsOf(async () =>
          expect(
            await decideReviews(reviewer, unitChangeKind, {
              target: { ids },
              decision: "approve",
              opinion: "",
            }),
          ).toEqual({ done: size, skipped: 0 }),
        ),
      );
      const after = await db.select().from(organizations).where(inArray(organizations.id, units));
      for (const row of after) {
        if (sort === "name") expect(row.name).toMatch(/（新）$/);
        else expect(row.path).toBe(`${tree.foreignAuthority.path}${row.number}/`);
      }
    }
    expect(counts[1]).toBe(counts[0]);
  },
);

test("the number of a move's statements doesn't grow with the subtree", async () => {
  const counts: number[] = [];
  for (const size of [1, 60]) {
    const top = await organization(db, "employer", `集团${size}`, tree.authority);
    let above = top;
    for (let number = 0; number < size; number++) {
      const next = await organization(db, "employer", `集团${size}的单位${number}`, above);
      if (number % 10 === 0) above = next;
    }
    await proposeSuperior(await clerk(db, top), tree.foreignAuthority);
    counts.push(await statementsOf(() => decideChanges(foreignAuthority, [top.id])));
    const wrong = await db.execute(sql`
      select 1 from organizations child join organizations parent on parent.id = child.parent_id
      where child.path <> parent.path || child.number || '/'`);
    expect(wrong).toHaveLength(0);
  }
  expect(counts[1]).toBe(counts[0]);
});
