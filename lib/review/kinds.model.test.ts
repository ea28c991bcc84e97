import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { at, type Place } from "@/tests/matter-model";
import { realWorld } from "@/tests/matters";
import { brokenRules } from "@/tests/matters-invariants";
import { type Act, type Decide, kinds, Rules, subjects, units } from "@/tests/matters-model";
import { standingOf } from "@/tests/matters-standing";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Decides what can be decided where it waits, or (astray) at any place; a number says which, whatever there is. */
type DecideAny = {
  type: "decide-any";
  pick: number;
  also: number[];
  all: boolean;
  astray: Place | null;
} & Pick<Decide, "reviewer" | "decision">;

const unit = fc.constantFrom(...units);
const person = fc.nat({ max: 1 });
const registration = fc.nat({ max: 2 });
const proposal: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant("declare" as const), person, item: fc.nat({ max: 1 }) }),
  fc.record({ type: fc.constant("change" as const), person }),
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("transfer" as const), person, to: unit, again: fc.boolean() }),
  },
  fc.record({ type: fc.constant("join" as const), registration, unit }),
  fc.record({
    type: fc.constant("found" as const),
    registration,
    superior: fc.constantFrom(...units, "east" as const, "west" as const),
  }),
  fc.record({ type: fc.constantFrom("rename" as const, "move" as const), unit }),
);
const withdrawal: fc.Arbitrary<Act> = fc
  .record({ kind: fc.constantFrom(...kinds), number: fc.nat() })
  .map(({ kind, number }) => ({ type: "withdraw", kind, subject: number % subjects[kind] }));
const decision: fc.Arbitrary<DecideAny> = fc.record({
  type: fc.constant("decide-any" as const),
  pick: fc.nat(),
  also: fc.array(fc.nat(), { maxLength: 2 }),
  all: fc.boolean(),
  astray: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom("bureau" as const, "east" as const, ...units) },
  ),
  reviewer: fc.nat({ max: 1 }),
  decision: fc.constantFrom("approve" as const, "approve" as const, "reject" as const),
});
const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: proposal },
    { weight: 1, arbitrary: withdrawal },
    { weight: 7, arbitrary: decision },
  ),
  { minLength: 15, maxLength: 40, size: "max" },
);

/** What the decision is, as things stand. */
function settled({ pick, also, all, astray, reviewer, decision }: DecideAny, { open }: Rules): Act {
  const found = open[pick % open.length];
  const kind = found?.kind ?? at(kinds, pick % kinds.length);
  const count = subjects[kind];
  const chosen = [...new Set([found?.subject ?? pick % count, ...also.map((number) => number % count)])];
  return {
    ...{ type: "decide", kind, chosen: all ? "all" : chosen },
    ...{ at: astray ?? found?.at ?? "here", reviewer, decision },
  };
}

/** Does it all in a world of its own, and after each act looks whether the database is where the rules say. */
async function live(plan: readonly (Act | DecideAny)[]): Promise<string[]> {
  const rules = new Rules();
  const world = await realWorld(database.db);
  const outcomes: string[] = [];
  const told: string[] = [];
  for (const [turn, planned] of plan.entries()) {
    const act = planned.type === "decide-any" ? settled(planned, rules) : planned;
    const expected = rules.perform(act, turn);
    const outcome = await world.perform(act, turn);
    told.push(`${JSON.stringify(act)} → ${outcome}`);
    expect(outcome, told.join("\n")).toBe(expected);
    expect(await standingOf(database.db, world), told.join("\n")).toEqual(rules.standing);
    outcomes.push(outcome);
  }
  return outcomes;
}

test("each kind goes through all it can go through", async () => {
  const decide = (
    kind: (typeof kinds)[number],
    place: Place,
    chosen: number[] | "all",
    decision: "approve" | "reject" = "approve",
  ): Act => ({ type: "decide", kind, at: place, chosen, reviewer: 0, decision });
  const withdraw = (kind: (typeof kinds)[number], subject: number): Act => ({
    type: "withdraw",
    kind,
    subject,
  });
  const declare = (person: number, item: number): Act => ({ type: "declare", person, item });
  const transfer = (to: (typeof units)[number], again = false): Act => ({
    ...{ type: "transfer", person: 0, to, again },
  });
  const steps: [Act, string][] = [
    // While a declaration or a change of the person waits, they don't move.
    [declare(0, 0), "done"],
    [transfer("there"), "blocked"],
    [{ type: "change", person: 0 }, "done"],
    [decide("declaration", "here", [0], "reject"), "1 done, 0 skipped"],
    [transfer("there"), "blocked"],
    [decide("person-change", "here", [0]), "1 done, 0 skipped"],
    [transfer("there"), "done"],
    // And while they are about to move, nothing of theirs is submitted and their unit stays where it is.
    [declare(0, 0), "blocked"],
    [{ type: "change", person: 0 }, "blocked"],
    [{ type: "move", unit: "here" }, "blocked"],
    [decide("transfer", "here", [0]), "missing"],
    [decide("transfer", "there", [0], "reject"), "1 done, 0 skipped"],
    [transfer("there", true), "done"],
    [decide("transfer", "there", [0]), "1 done, 0 skipped"],
    [transfer("there"), "invalid"],
    // The new unit decides about them from now on.
    [{ type: "change", person: 0 }, "done"],
    [{ type: "change", person: 0 }, "conflict"],
    [decide("person-change", "here", [0]), "missing"],
    [decide("person-change", "there", [0], "reject"), "1 done, 0 skipped"],
    [{ type: "change", person: 0 }, "done"],
    [withdraw("person-change", 0), "done"],
    [declare(0, 0), "done"],
    [declare(0, 1), "done"],
    [withdraw("declaration", 1), "done"],
    [decide("declaration", "there", [0, 1]), "1 done, 1 skipped"],
    [withdraw("declaration", 0), "blocked"],
    [decide("declaration", "west", [0]), "1 done, 0 skipped"],
    [decide("declaration", "bureau", "all"), "1 done, 0 skipped"],
    [decide("declaration", "bureau", "all"), "0 done, 0 skipped"],
    // One ID number, one code: one registration at a time.
    [{ type: "join", registration: 0, unit: "here" }, "done"],
    [{ type: "join", registration: 1, unit: "there" }, "conflict"],
    [decide("person-registration", "here", [0], "reject"), "1 done, 0 skipped"],
    [{ type: "join", registration: 0, unit: "there" }, "done"],
    [withdraw("person-registration", 0), "done"],
    [{ type: "join", registration: 1, unit: "here" }, "done"],
    [{ type: "join", registration: 0, unit: "here" }, "conflict"],
    [{ type: "join", registration: 2, unit: "here" }, "done"],
    [decide("person-registration", "here", "all"), "2 done, 0 skipped"],
    [withdraw("person-registration", 0), "conflict"],
    [{ type: "found", registration: 0, superior: "here" }, "done"],
    [{ type: "found", registration: 1, superior: "east" }, "invalid"],
    [withdraw("unit-registration", 0), "done"],
    [withdraw("unit-registration", 1), "missing"],
    [{ type: "found", registration: 1, superior: "here" }, "done"],
    [{ type: "move", unit: "here" }, "blocked"],
    [decide("unit-registration", "here", [1]), "1 done, 0 skipped"],
    // A new superior decides; what began since is in its way.
    [{ type: "move", unit: "here" }, "done"],
    [{ type: "rename", unit: "here" }, "conflict"],
    [{ type: "rename", unit: "there" }, "done"],
    [{ type: "join", registration: 0, unit: "here" }, "conflict"],
    [{ type: "change", person: 1 }, "done"],
    [decide("unit-change", "east", [0]), "missing"],
    [decide("unit-change", "west", "all"), "blocked"],
    [withdraw("person-change", 1), "done"],
    [decide("unit-change", "west", "all"), "2 done, 0 skipped"],
    [declare(1, 0), "done"],
    [decide("declaration", "here", [2]), "1 done, 0 skipped"],
    [decide("declaration", "east", [2]), "missing"],
    [decide("declaration", "west", [2], "reject"), "1 done, 0 skipped"],
    [decide("declaration", "west", [2], "reject"), "conflict"],
    [{ type: "rename", unit: "here" }, "done"],
    [decide("unit-change", "west", [0], "reject"), "1 done, 0 skipped"],
    [{ type: "rename", unit: "here" }, "done"],
    [withdraw("unit-change", 0), "done"],
    [{ type: "found", registration: 2, superior: "there" }, "done"],
    [decide("unit-registration", "there", [1, 2], "reject"), "missing"],
    [decide("unit-registration", "there", [2], "reject"), "1 done, 0 skipped"],
    [transfer("here"), "done"],
    [withdraw("transfer", 0), "done"],
    [transfer("here", true), "done"],
  ];
  expect(await live(steps.map(([act]) => act))).toEqual(steps.map(([, outcome]) => outcome));
  // Nothing has been left out.
  const ended = await database.db.execute<{ kind: string; states: string }>(sql`
    select kind, string_agg(distinct state, ' ' order by state) as states from reviews
    where state <> 'pending' group by kind`);
  expect(Object.fromEntries(ended.map(({ kind, states }) => [kind, states]))).toEqual(
    Object.fromEntries(kinds.map((kind) => [kind, "approved rejected withdrawn"])),
  );
});

test("whatever order things are done in, the database is where the rules say", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (plan) => void (await live(plan))),
    { numRuns: 25, interruptAfterTimeLimit: 150_000 },
  );
}, 200_000);

test("over all of it: no second open step, no effect without its last yes, no lost round", async () => {
  expect(await brokenRules(database.db)).toEqual([]);
});
