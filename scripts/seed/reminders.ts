import { and, asc, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { reviewSteps, reviews } from "@/db/schema";
import { remindDeclaration } from "@/lib/review/declaration";
import type { Cast } from "./cast";
import type { Played } from "./rounds";

const hurriedDeclarations = 3;

/**
 * 催办 of what `played` says and of a few declarations that their professionals have waited for, on the fourth day of
 * waiting. After spreadTimes: the command asks how long it has been.
 */
export async function hurry(db: Executor, cast: Cast, played: readonly Played[]): Promise<void> {
  for (const { remind } of played) await remind?.();
  const slow = await db
    .select({ id: reviews.subjectId, submittedBy: reviews.submittedBy })
    .from(reviews)
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .where(
      and(
        eq(reviews.kind, "declaration"),
        eq(reviewSteps.state, "open"),
        lt(reviewSteps.openedAt, sql`now() - interval '5 days'`),
      ),
    )
    .orderBy(asc(reviews.id));
  const own = slow.flatMap(({ id, submittedBy }) => {
    const person = cast.professionals.find(({ ctx }) => ctx.viewer.accountId === submittedBy);
    return person ? [{ id, ctx: person.ctx }] : [];
  });
  for (const { id, ctx } of own.slice(0, hurriedDeclarations)) await remindDeclaration(ctx, { id });
  await db
    .update(reviewSteps)
    .set({ remindedAt: sql`${reviewSteps.openedAt} + interval '3 days 95 minutes'` })
    .where(isNotNull(reviewSteps.remindedAt));
}
