import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { ReviewKind, StepState } from "@/db/enums";
import { organizations, reviewSteps, reviews } from "@/db/schema";

/* What is under way and keeps an organization from being disabled or detached. */

type Counted = { kind: ReviewKind; count: number };

/** The steps of an organization in a state, by that state's own index. */
const stepsOf = (organizationId: string, state: "open" | "waiting") => sql`
  select review_id, kind, state from ${reviewSteps}
  where organization_id = ${organizationId} and state = ${sql.raw(`'${state}'`)}`;

const stepsToDecide = (organizationId: string) =>
  sql`(${stepsOf(organizationId, "open")} union all ${stepsOf(organizationId, "waiting")}) step`;

/** What an organization has to decide now (`open`), and will once others before it have (`waiting`), by kind. */
export async function mattersToDecideAt(db: Executor, organizationId: string) {
  const rows = await db.execute<Counted & { state: StepState }>(sql`
    select step.kind, step.state, count(*)::int as count from ${stepsToDecide(organizationId)}
    group by step.kind, step.state order by step.kind`);
  const of = (state: StepState): Counted[] => rows.filter((row) => row.state === state);
  return { open: of("open"), waiting: of("waiting") };
}

/** What a sub-unit at `path` and all below it have under review that the organization has still to decide, by kind. */
export async function mattersUnderReviewAt(
  db: Executor,
  organizationId: string,
  path: string,
): Promise<Counted[]> {
  // `0` follows `/` in the "C" collation.
  const rows = await db.execute<Counted>(sql`
    select step.kind, count(*)::int as count
    from ${stepsToDecide(organizationId)}
    join ${reviews} on ${reviews.id} = step.review_id
    join ${organizations} applicant on applicant.id = ${reviews.organizationId}
    where applicant.path >= ${path} and applicant.path < ${`${path.slice(0, -1)}0`}
    group by step.kind order by step.kind`);
  return [...rows];
}
