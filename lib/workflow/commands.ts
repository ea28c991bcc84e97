import "server-only";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ReviewKind } from "@/db/enums";
import { accounts, reviewSteps, reviews } from "@/db/schema";
import { type Actor, actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { isUniqueViolation } from "@/lib/database-error";
import { formatDateTime } from "@/lib/date";
import { AppError, missing } from "@/lib/errors";
import { notifyEnded } from "@/lib/notice/commands";
import type { ReviewBehaviour, RouteStop } from "./kind";
import { inboxWhere, reachedWhere, seenAt } from "./queries";
import { availableActions, type Decision, decidedState, reminderRefusal } from "./rules";
import type { Target } from "./schema";

/** What is proposed, about what, by whom, and who must decide in which order. */
export type Submission = {
  subjectId: string;
  personId: string | null;
  organizationId: string;
  /** `title` names the matter in messages: what it is about, in a few words. */
  proposal: { title: string } & Record<string, unknown>;
  route: readonly RouteStop[];
};

/**
 * Opens a new round: writes its whole route, the first step open. Runs in the caller's transaction, which
 * has checked that the subject may be submitted; `actor` without an id is somebody who registers. Throws `conflict` when a round of it is under review.
 */
export async function submitReview(
  tx: Tx,
  actor: Actor,
  kind: Pick<ReviewBehaviour<never>, "kind" | "noun">,
  { subjectId, personId, organizationId, proposal, route }: Submission,
): Promise<{ reviewId: string }> {
  if (route.length === 0) throw new AppError("blocked", "没有可以审核的上级单位，请联系人社部门");
  const [review] = await tx
    .insert(reviews)
    .values({
      kind: kind.kind,
      subjectId,
      personId,
      organizationId,
      proposal,
      submittedBy: actor.id,
      submittedAt: sql`now()`,
      round: sql`1 + coalesce((select max(round) from reviews where kind = ${kind.kind} and subject_id = ${subjectId}), 0)`,
    })
    .returning({ id: reviews.id })
    .catch((error) => {
      if (!isUniqueViolation(error, "reviews_one_pending_key", "reviews_round_key")) throw error;
      throw new AppError("conflict", `该${kind.noun}正在审核中，请勿重复提交`);
    });
  const { id: reviewId } = review as { id: string };
  await tx.insert(reviewSteps).values(
    route.map((stop, index) => ({
      reviewId,
      kind: kind.kind,
      position: index + 1,
      ...stop,
      submittedAt: sql`now()`,
      ...(index === 0
        ? { state: "open" as const, openedAt: sql`now()`, openedXid: sql`pg_current_xact_id()` }
        : { state: "waiting" as const }),
    })),
  );
  await recordAudit(tx, actor, {
    action: `${kind.kind}.submit`,
    subjectKind: kind.kind,
    subjectId,
    detail: { reviewId },
  });
  return { reviewId };
}

/** How many were decided, and how many others had decided or withdrawn before. */
export type DecisionOutcome = { done: number; skipped: number };

/**
 * Decides the open steps of a target at the viewer's organization, in one transaction and in a number of
 * statements that does not grow with it. What is no longer open there is skipped and counted; a ticked review
 * that never was there refuses the whole (`missing`). Deciding exactly one that is gone throws `conflict` and
 * says who was first.
 */
export function decideReviews<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  { target, decision, opinion }: { target: Target<Filters>; decision: Decision; opinion: string },
): Promise<DecisionOutcome> {
  return transact(ctx, async (tx) => {
    const steps = await lockSteps(tx, ctx, kind, target);
    const skipped =
      "ids" in target
        ? await countSkipped(tx, ctx, kind, target.ids, steps.length)
        : Math.max(0, target.expected - steps.length);

    const ending = decision === "reject" ? steps : steps.filter((step) => step.last);
    const going = decision === "reject" ? [] : steps.filter((step) => !step.last);
    const idsOf = (list: typeof steps, key: "stepId" | "reviewId" | "subjectId") =>
      list.map((step) => step[key]);

    await tx.execute(sql`
      update ${reviewSteps} set state = ${decidedState[decision]}, decided_by = ${ctx.viewer.accountId},
        decided_at = now(), opinion = ${opinion || null}
      where id = any(${uuidArray(idsOf(steps, "stepId"))})`);
    await tx.execute(sql`
      update ${reviewSteps} next set state = 'open', opened_at = now(), opened_xid = pg_current_xact_id()
      from ${reviewSteps} decided
      where decided.id = any(${uuidArray(idsOf(going, "stepId"))})
        and next.review_id = decided.review_id and next.position = decided.position + 1`);
    const ended = { reviewIds: idsOf(ending, "reviewId"), subjectIds: idsOf(ending, "subjectId") };
    await endReviews(tx, ended.reviewIds, decidedState[decision]);
    await kind.ended(tx, ended, decidedState[decision]);
    await notifyEnded(tx, kind.noun, ended.reviewIds, { state: decidedState[decision], opinion });
    await recordAudit(tx, actorOf(ctx), {
      action: `${kind.kind}.${decision}`,
      subjectKind: kind.kind,
      subjectIds: idsOf(steps, "subjectId"),
      detail: opinion ? { opinion } : {},
    });
    return { done: steps.length, skipped };
  });
}

/**
 * Takes a pending matter back, in the caller's transaction, which has found that the subject is the actor's. Throws
 * `blocked` when a reviewer has decided a step already, `conflict` when nothing of it is pending any more.
 */
export async function withdrawReview(
  tx: Tx,
  actor: Actor,
  kind: ReviewBehaviour<never>,
  subjectId: string,
): Promise<void> {
  const { reviewId, steps } = await lockPending(tx, kind, subjectId);
  const decided = steps.filter((step) => step.state === "approved" || step.state === "rejected").length;
  if (!availableActions("pending", { decided }).includes("withdraw")) {
    throw new AppError("blocked", `该${kind.noun}已有审核结果，不能撤回；如需修改请联系审核单位驳回`);
  }
  await endReviews(tx, [reviewId], "withdrawn");
  await kind.ended(tx, { reviewIds: [reviewId], subjectIds: [subjectId] }, "withdrawn");
  await recordAudit(tx, actor, {
    action: `${kind.kind}.withdraw`,
    subjectKind: kind.kind,
    subjectId,
    detail: { reviewId },
  });
}

/**
 * 催办: asks whoever has the open step to hurry; their inbox shows it first. In the caller's transaction, as a
 * withdrawal. Throws `blocked` before the third day of waiting and a second time on one day, `conflict` when
 * nothing of it is pending.
 */
export async function remindReviewer(
  tx: Tx,
  actor: Actor,
  kind: Pick<ReviewBehaviour<never>, "kind" | "noun">,
  subjectId: string,
): Promise<void> {
  const { reviewId, steps } = await lockPending(tx, kind, subjectId);
  const open = steps.find((step) => step.state === "open");
  const refusal = open && reminderRefusal(open, new Date());
  if (!open || refusal) throw new AppError("blocked", refusal ?? `该${kind.noun}已不在审核中`);
  await tx.update(reviewSteps).set({ remindedAt: sql`now()` }).where(eq(reviewSteps.id, open.stepId));
  await recordAudit(tx, actor, {
    action: `${kind.kind}.remind`,
    subjectKind: kind.kind,
    subjectId,
    detail: { reviewId },
  });
}

/** The pending round of a subject with its route, locked. */
async function lockPending(tx: Tx, kind: { kind: ReviewKind; noun: string }, subjectId: string) {
  const steps = await tx
    .select({
      reviewId: reviews.id,
      stepId: reviewSteps.id,
      state: reviewSteps.state,
      openedAt: reviewSteps.openedAt,
      remindedAt: reviewSteps.remindedAt,
    })
    .from(reviewSteps)
    .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .where(and(eq(reviews.kind, kind.kind), eq(reviews.subjectId, subjectId), eq(reviews.state, "pending")))
    .orderBy(asc(reviews.id), asc(reviewSteps.position))
    .for("update", { of: [reviews, reviewSteps] });
  const [first] = steps;
  if (!first) throw new AppError("conflict", `该${kind.noun}已不在审核中，请刷新页面查看最新状态`);
  return { reviewId: first.reviewId, steps };
}

/**
 * Locks what a target means now, always in the order of the ids and each review before its step (as a withdrawal
 * does), so that nobody can lock each other out.
 */
function lockSteps<Filters>(tx: Tx, ctx: Ctx, kind: ReviewBehaviour<Filters>, target: Target<Filters>) {
  const inbox = (filters: Filters) =>
    inboxWhere(kind, ctx.scope, ctx.viewer.accountId, { filters, tab: "open" });
  const where =
    "ids" in target
      ? and(inbox({} as Filters), sql`${reviews.id} = any(${uuidArray(target.ids)})`)
      : and(inbox(target.all), seenAt(target.asOf));
  return tx
    .select({
      stepId: reviewSteps.id,
      reviewId: reviews.id,
      subjectId: reviews.subjectId,
      last: sql<boolean>`not exists (select 1 from review_steps later where later.review_id = ${reviewSteps.reviewId} and later.position > ${reviewSteps.position})`,
    })
    .from(reviewSteps)
    .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .where(where)
    .orderBy(asc(reviews.id))
    .for("update", { of: [reviews, reviewSteps] });
}

/** Of the ticked reviews that were not open any more: how many; refuses ids that were never here. */
async function countSkipped(
  tx: Tx,
  ctx: Ctx,
  kind: ReviewBehaviour<never>,
  ids: readonly string[],
  done: number,
): Promise<number> {
  const gone = await tx
    .select({
      state: reviewSteps.state,
      decidedAt: reviewSteps.decidedAt,
      decidedBy: accounts.name,
    })
    .from(reviewSteps)
    .innerJoin(reviews, eq(reviews.id, reviewSteps.reviewId))
    .leftJoin(accounts, eq(accounts.id, reviewSteps.decidedBy))
    .where(
      and(
        sql`${reviewSteps.reviewId} = any(${uuidArray(ids)})`,
        // A step that was cancelled before it was reached was never shown here.
        reachedWhere(kind, ctx.scope),
        inArray(reviewSteps.state, ["approved", "rejected", "cancelled"]),
      ),
    );
  if (done + gone.length < ids.length) throw missing(`所选${kind.noun}`);
  const [only] = gone;
  if (ids.length === 1 && only) {
    throw new AppError(
      "conflict",
      only.decidedAt
        ? `该${kind.noun}已由${only.decidedBy}于 ${formatDateTime(only.decidedAt)} ${only.state === "approved" ? "通过" : "驳回"}`
        : `该${kind.noun}已被申请人撤回，无需审核`,
    );
  }
  return gone.length;
}

/** Ends reviews: their state, and what of their route will not be reached. */
async function endReviews(
  tx: Tx,
  reviewIds: readonly string[],
  state: "approved" | "rejected" | "withdrawn",
) {
  await tx.execute(sql`
    update ${reviews} set state = ${state}, ended_at = now() where id = any(${uuidArray(reviewIds)})`);
  await tx.execute(sql`
    update ${reviewSteps} set state = 'cancelled'
    where review_id = any(${uuidArray(reviewIds)}) and state in ('open', 'waiting')`);
}
