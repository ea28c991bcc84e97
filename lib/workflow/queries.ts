import "server-only";
import {
  type AnyColumn,
  and,
  asc,
  count,
  desc,
  eq,
  isNotNull,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import type { OrganizationKind, ReviewState, StepState } from "@/db/enums";
import { accounts, organizations, persons, reviewSteps, reviews } from "@/db/schema";
import type { Scope } from "@/lib/access/scope";
import { AppError } from "@/lib/errors";
import { countCap } from "@/lib/list";
import type { ReviewBehaviour } from "./kind";
import { type InboxTab, inboxOrder } from "./schema";

/** Steps open for so long were seen by every page: no transaction of the application lives longer (db/client). */
const settledMinutes = 10;

export type InboxQuery<Filters> = { filters: Filters; tab: InboxTab };

/** On `review_steps ⋈ reviews`: steps of a kind at the scope's organization, about whom the viewer may see. */
function stepsHere(kind: Pick<ReviewBehaviour<never>, "kind" | "ofDepartments">, scope: Scope): SQL {
  if (scope.type !== "organization") throw new AppError("forbidden", "只有单位管理员可以审核");
  return and(
    eq(reviewSteps.organizationId, scope.organizationId),
    eq(reviewSteps.kind, kind.kind),
    scope.departments ? kind.ofDepartments(scope.departments) : undefined,
  ) as SQL;
}

/** Of these, what the route has reached: who must decide can always open what they decide about. */
export const reachedWhere = (...of: Parameters<typeof stepsHere>): SQL =>
  and(stepsHere(...of), isNotNull(reviewSteps.openedAt)) as SQL;

/**
 * The condition of an inbox on `review_steps ⋈ reviews`: what is open at (or was decided by) the scope's
 * organization. The list, its count and 全部 share it, so 全部 means what the reviewer saw. A reviewer's own
 * matters are never in their inbox: nobody decides about themself.
 */
export function inboxWhere<Filters>(
  kind: ReviewBehaviour<Filters>,
  scope: Scope,
  accountId: string,
  { filters, tab }: InboxQuery<Filters>,
): SQL {
  return and(
    stepsHere(kind, scope),
    tab === "open" ? eq(reviewSteps.state, "open") : sql`${reviewSteps.decidedAt} is not null`,
    tab === "open" ? sql`${reviewSteps.reviewId} <> all (array(${ownReviews(kind, accountId)}))` : undefined,
    kind.where(filters),
  ) as SQL;
}

/** Pending reviews about the human who is the account's holder, each found by an index; asked once a query. */
function ownReviews({ kind, about }: ReviewBehaviour<never>, accountId: string): SQL {
  const idNumber = sql`(select ${accounts.idNumber} from ${accounts} where ${accounts.id} = ${accountId})`;
  const ofPerson = sql`
    select own.id from ${reviews} own
    where own.state = 'pending' and own.person_id = (
      select ${persons.id} from ${persons} where ${persons.idNumber} = ${idNumber})`;
  return about
    ? sql`${ofPerson} union all
        select own.id from ${reviews} own
        where own.state = 'pending' and own.kind = ${kind} and own.subject_id in (${about(idNumber)})`
    : ofPerson;
}

/** Steps that were open for a page read at `asOf`: exact to the transaction, so nothing unseen is touched. */
export function seenAt(asOf: string): SQL {
  const [time, snapshot] = asOf.split("|");
  return sql`(${reviewSteps.openedAt} < ${time}::timestamptz - make_interval(mins => ${settledMinutes}) or pg_visible_in_snapshot(${reviewSteps.openedXid}, ${snapshot}::pg_snapshot))`;
}

/** The steps under an inbox's condition, to be counted. */
const matching = (db: Executor, where: SQL) =>
  db
    .select({ one: sql`1`.as("one") })
    .from(reviewSteps)
    // Every step has its review. As a left join it is dropped where no filter speaks of it: the index is enough.
    .leftJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .where(where)
    .$dynamic();

/**
 * How many both tabs of an inbox hold, up to `countCap` (more reads as one more), and `asOf`, the moment for which
 * that is true.
 */
export async function countInbox(
  db: Executor,
  { open, decided }: { open: SQL; decided: SQL },
): Promise<{ open: number; decided: number; asOf: string }> {
  const capped = (where: SQL) =>
    sql`(select count(*)::int from ${matching(db, where)
      .limit(countCap + 1)
      .as("matching")})`;
  const [row] = await db.execute<{ open: number; decided: number; as_of: string }>(sql`
    select ${capped(open)} as open, ${capped(decided)} as decided,
      to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || pg_current_snapshot()::text as as_of`);
  const {
    open: waiting,
    decided: done,
    as_of: asOf,
  } = row as { open: number; decided: number; as_of: string };
  return { open: waiting, decided: done, asOf };
}

/** How many steps each of several inboxes holds, in their order, up to `cap`: one statement. */
export async function countInboxes(
  db: Executor,
  conditions: readonly SQL[],
  cap: number,
): Promise<readonly number[]> {
  if (conditions.length === 0) return [];
  const counts = conditions.map(
    (where) => sql`(select count(*)::int from ${matching(db, where).limit(cap).as("matching")})`,
  );
  const [row] = await db.execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
  );
  return row?.counts ?? [];
}

/** How many steps are under an inbox's condition, counted to the end. */
export async function countAll(db: Executor, where: SQL): Promise<number> {
  const [row] = await db.select({ total: count() }).from(matching(db, where).as("matching"));
  return row?.total ?? 0;
}

/**
 * One page of an inbox, to be joined with what a kind shows of its subjects: the page as a subquery, its columns and
 * its order, which a join doesn't keep.
 */
export function pageInbox(
  db: Executor,
  where: SQL,
  {
    tab,
    order,
    limit,
    offset,
  }: { tab: InboxTab; order: "asc" | "desc" | undefined; limit: number; offset: number },
) {
  const direction = inboxOrder(tab, order) === "desc" ? desc : asc;
  const sorted = (step: Record<"remindedAt" | "submittedAt" | "decidedAt" | "reviewId", AnyColumn>) =>
    tab === "open"
      ? [direction(unhurried(step)), direction(step.submittedAt), direction(step.reviewId)]
      : [direction(step.decidedAt), direction(step.reviewId)];
  const page = db
    .select({
      reviewId: reviews.id,
      subjectId: reviews.subjectId,
      stepState: reviewSteps.state,
      submittedAt: reviews.submittedAt,
      decidedAt: reviewSteps.decidedAt,
      remindedAt: reviewSteps.remindedAt,
    })
    .from(reviewSteps)
    .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .where(where)
    .orderBy(...sorted(reviewSteps))
    .limit(limit)
    .offset(offset)
    .as("page");
  const { reviewId, subjectId, stepState, submittedAt, decidedAt, remindedAt } = page;
  const columns = { reviewId, subjectId, stepState, submittedAt, decidedAt, remindedAt };
  return { page, columns, order: sorted(columns) };
}
export type InboxPage = ReturnType<typeof pageInbox>;
export type InboxPageRow = {
  reviewId: string;
  subjectId: string;
  stepState: StepState;
  submittedAt: Date;
  decidedAt: Date | null;
  /** The open step's last 催办. */
  remindedAt: Date | null;
};

/** What an applicant has asked to hurry comes first; the inbox's index begins with this very expression. */
const unhurried = ({ remindedAt }: { remindedAt: SQLWrapper }) => sql`(${remindedAt} is null)`;

/**
 * A subject's place in an inbox that it has `reached`: the review to decide there, if it is open under the condition
 * `here`, and the subjects before and after it in the list under `list` (oldest first). Null: it never was there.
 */
export async function placeInInbox(
  db: Executor,
  { reached, here, list, subjectId }: { reached: SQL; here: SQL; list: SQL; subjectId: string },
): Promise<{ reviewId: string | null; previous: string | null; next: string | null } | null> {
  const [open] = await db
    .select({
      reviewId: reviews.id,
      submittedAt: sql<string>`${reviewSteps.submittedAt}::text`,
      unhurried: sql<boolean>`${unhurried(reviewSteps)}`,
      decidable: sql<boolean>`${here}`,
    })
    .from(reviewSteps)
    .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .where(and(eq(reviews.subjectId, subjectId), reached))
    .orderBy(desc(reviews.round))
    .limit(1);
  if (!open) return null;
  const place = sql`(${open.unhurried}::boolean, ${open.submittedAt}::timestamptz, ${open.reviewId}::uuid)`;
  const neighbour = (comparison: SQL, direction: typeof asc) =>
    db
      .select({ subjectId: reviews.subjectId })
      .from(reviewSteps)
      .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
      .where(
        and(
          list,
          sql`(${unhurried(reviewSteps)}, ${reviewSteps.submittedAt}, ${reviewSteps.reviewId}) ${comparison} ${place}`,
        ),
      )
      .orderBy(
        direction(unhurried(reviewSteps)),
        direction(reviewSteps.submittedAt),
        direction(reviewSteps.reviewId),
      )
      .limit(1);
  const [[previous], [next]] = await Promise.all([neighbour(sql`<`, desc), neighbour(sql`>`, asc)]);
  return {
    reviewId: open.decidable ? open.reviewId : null,
    previous: previous?.subjectId ?? null,
    next: next?.subjectId ?? null,
  };
}

export type RoundStep = {
  position: number;
  stage: OrganizationKind;
  state: StepState;
  organizationId: string;
  organizationName: string;
  organizationPhone: string;
  decidedBy: string | null;
  decidedAt: Date | null;
  openedAt: Date | null;
  remindedAt: Date | null;
  opinion: string | null;
};

export type Round = {
  reviewId: string;
  round: number;
  state: ReviewState;
  submittedAt: Date;
  /** Null: who registered, before the account was there. */
  submittedBy: string | null;
  endedAt: Date | null;
  proposal: Record<string, unknown>;
  steps: RoundStep[];
};

/**
 * Every round of a subject, the newest first, each with its whole route. The caller has loaded the subject
 * in its own scope; this asks by its id alone.
 */
export async function roundsOf(
  db: Executor,
  kind: { kind: ReviewBehaviour<unknown>["kind"] },
  subjectId: string,
): Promise<Round[]> {
  const deciders = alias(accounts, "deciders");
  const rows = await db
    .select({
      reviewId: reviews.id,
      round: reviews.round,
      state: reviews.state,
      submittedAt: reviews.submittedAt,
      submittedBy: accounts.name,
      endedAt: reviews.endedAt,
      proposal: reviews.proposal,
      step: {
        position: reviewSteps.position,
        stage: reviewSteps.stage,
        state: reviewSteps.state,
        organizationId: organizations.id,
        organizationName: organizations.name,
        organizationPhone: organizations.phone,
        decidedBy: deciders.name,
        decidedAt: reviewSteps.decidedAt,
        openedAt: reviewSteps.openedAt,
        remindedAt: reviewSteps.remindedAt,
        opinion: reviewSteps.opinion,
      },
    })
    .from(reviews)
    .leftJoin(accounts, eq(accounts.id, reviews.submittedBy))
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .innerJoin(organizations, eq(organizations.id, reviewSteps.organizationId))
    .leftJoin(deciders, eq(deciders.id, reviewSteps.decidedBy))
    .where(and(eq(reviews.kind, kind.kind), eq(reviews.subjectId, subjectId)))
    .orderBy(desc(reviews.round), asc(reviewSteps.position));
  const rounds = new Map<string, Round>();
  for (const { step, ...review } of rows) {
    const round = rounds.get(review.reviewId) ?? { ...review, steps: [] };
    round.steps.push(step);
    rounds.set(review.reviewId, round);
  }
  return [...rounds.values()];
}
