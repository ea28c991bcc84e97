import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import type { MatterState, StepState } from "@/db/enums";
import { AppError } from "@/lib/errors";
import { saveDraft } from "@/lib/hours/commands";
import { declarationSchema, draftSchema } from "@/lib/hours/schema";
import { roundsOf } from "@/lib/workflow/queries";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, evidenceRow, professional, trainingInput } from "@/tests/fixtures";
import { decide, reviewWorld, standing } from "@/tests/review";
import { declarationKind, submitDeclaration, withdrawDeclaration } from "./declaration";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

const stages = ["unit", "authority", "bureau"] as const;
const matters = 3;

type Action =
  | { type: "submit" | "withdraw"; matter: number }
  | { type: "decide"; stage: number; decision: "approve" | "reject"; chosen: number[] };

const matter = fc.nat({ max: matters - 1 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("submit" as const), matter }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("withdraw" as const), matter }) },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("decide" as const),
      stage: fc.nat({ max: 2 }),
      decision: fc.constantFrom("approve" as const, "approve" as const, "reject" as const),
      chosen: fc.uniqueArray(matter, { minLength: 1 }),
    }),
  },
);

/** What the rules say, told without a database: a matter is its state and its rounds. */
class Matter {
  state: MatterState = "draft";
  rounds: { state: string; steps: StepState[] }[] = [];
  credits: number[] = [];

  get steps(): StepState[] {
    return this.rounds.at(-1)?.steps ?? [];
  }

  submit(): string {
    if (this.state === "pending" || this.state === "approved") return "conflict";
    this.state = "pending";
    this.rounds.push({ state: "pending", steps: ["open", "waiting", "waiting"] });
    return "done";
  }

  withdraw(): string {
    if (this.state !== "pending") return "conflict";
    if (this.steps[0] !== "open") return "blocked";
    this.end("withdrawn");
    return "done";
  }

  /** How the latest round looks to whoever decides at a stage. */
  seenAt(stage: number): "open" | "gone" | "missing" {
    const step = this.steps[stage];
    if (step === "open") return "open";
    const shown = step === "cancelled" && stage === 0;
    return step === "approved" || step === "rejected" || shown ? "gone" : "missing";
  }

  decide(stage: number, decision: "approve" | "reject") {
    this.steps[stage] = decision === "approve" ? "approved" : "rejected";
    if (decision === "reject") this.end("rejected");
    else if (stage < 2) this.steps[stage + 1] = "open";
    else {
      this.end("approved");
      this.credits = [2];
    }
  }

  private end(state: "approved" | "rejected" | "withdrawn") {
    this.state = state;
    const round = this.rounds.at(-1);
    if (!round) return;
    round.state = state;
    round.steps = round.steps.map((step) => (step === "open" || step === "waiting" ? "cancelled" : step));
  }

  get standing() {
    const rounds = this.rounds.map(({ state, steps }) => `${state}: ${steps.join(" ")}`);
    return { state: this.state, rounds, credits: this.credits };
  }
}

function predict(model: Matter[], act: Action): string {
  const at = (index: number) => model[index] as Matter;
  if (act.type !== "decide") return at(act.matter)[act.type]();
  const seen = act.chosen.map((index) => at(index).seenAt(act.stage));
  if (seen.includes("missing")) return "missing";
  if (seen.length === 1 && seen[0] === "gone") return "conflict";
  act.chosen.forEach((index, place) => {
    if (seen[place] === "open") at(index).decide(act.stage, act.decision);
  });
  const done = seen.filter((what) => what === "open").length;
  return `${done} done, ${seen.length - done} skipped`;
}

/** The real thing: a new professional with three drafts. */
async function realMatters() {
  const { account, person } = await professional(db, world.tree.unit);
  const applicant = await ctxFor(db, account);
  const files = [await evidenceRow(db, person, account), await evidenceRow(db, person, account)] as const;
  const drafts: { id: string; submit: () => Promise<unknown> }[] = [];
  for (let index = 0; index < matters; index++) {
    const input = trainingInput(person.id, files);
    const { id } = await saveDraft(applicant, draftSchema.parse(input));
    const declaration = declarationSchema.parse({ ...input, id });
    drafts.push({ id, submit: () => submitDeclaration(applicant, declaration) });
  }
  const latestReview = async (id: string) =>
    (await roundsOf(db, declarationKind, id))[0]?.reviewId ?? randomUUID();
  const perform = async (act: Action): Promise<string> => {
    if (act.type === "decide") {
      const ids = await Promise.all(act.chosen.map((index) => latestReview(drafts[index]?.id ?? "")));
      const stage = stages[act.stage] ?? "unit";
      const { done, skipped } = await decide(world[stage], { ids }, act.decision);
      return `${done} done, ${skipped} skipped`;
    }
    const draft = drafts[act.matter];
    if (act.type === "submit") await draft?.submit();
    else await withdrawDeclaration(applicant, { id: draft?.id ?? "" });
    return "done";
  };
  return { ids: drafts.map((draft) => draft.id), perform };
}

test("whatever order things are done in, the database is where the rules say", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 3, maxLength: 18 }), async (actions) => {
      const model = Array.from({ length: matters }, () => new Matter());
      const { ids, perform } = await realMatters();
      for (const act of actions) {
        const expected = predict(model, act);
        const outcome = await perform(act).catch((error: unknown) => {
          if (error instanceof AppError) return error.code;
          throw error;
        });
        expect(outcome).toBe(expected);
        for (const [index, id] of ids.entries()) {
          expect(await standing(db, id)).toEqual(model[index]?.standing);
        }
      }
    }),
    { numRuns: 15 },
  );
  const [broken] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from reviews
    where (state = 'pending') <> ((select count(*) from review_steps
           where review_id = reviews.id and review_steps.state = 'open') = 1)
       or (state = 'approved') <> exists (select from credit_records where declaration_id = subject_id)
          and state in ('approved', 'pending')`);
  expect(broken?.count).toBe(0);
}, 180_000);
