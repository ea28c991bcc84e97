import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { creditRecords, declarations, reviewSteps, reviews } from "@/db/schema";

/**
 * Spreads what the commands have just written over past days: what is under review over the last two weeks, what
 * ended to soon after its learning period; each step takes a day, a round comes six days after the one before.
 * The audit log tells the truth and stays.
 */
export async function spreadTimes(db: Executor): Promise<void> {
  await db.execute(sql`
    update ${reviews} set submitted_at = (
      select case last.state
               when 'pending' then date_trunc('day', now()) - make_interval(days => (2 + last.decided + d.number % 8)::int)
               else least(d.end_date + make_interval(days => (9 + d.number % 15)::int),
                          date_trunc('day', now()) - make_interval(days => (12 + d.number % 8)::int))
             end
             - make_interval(days => 6 * (last.round - reviews.round))
             + make_interval(hours => (8 + d.number % 8)::int, mins => (d.number * 7 % 60)::int)
      from ${declarations} d
      cross join lateral (
        select r.round, r.state,
               (select count(*) from ${reviewSteps} s where s.review_id = r.id and s.decided_at is not null) as decided
        from ${reviews} r where r.subject_id = d.id order by r.round desc limit 1) last
      where d.id = reviews.subject_id)`);
  await db.execute(sql`
    update ${reviewSteps} step set
      submitted_at = review.submitted_at,
      opened_at = case when step.opened_at is not null
        then review.submitted_at + (step.position - 1) * interval '1 day 17 minutes' end,
      decided_at = case when step.decided_at is not null
        then review.submitted_at + step.position * interval '1 day 17 minutes' end
    from ${reviews} review where review.id = step.review_id`);
  await db.execute(sql`
    update ${reviews} set ended_at = coalesce(
      (select max(decided_at) from ${reviewSteps} where review_id = reviews.id and state <> 'cancelled'),
      submitted_at + interval '3 hours')
    where ended_at is not null`);
  await db.execute(sql`
    update ${declarations} set created_at = first.submitted_at - interval '1 hour',
      submitted_at = last.submitted_at, updated_at = coalesce(last.ended_at, last.submitted_at)
    from ${reviews} first, ${reviews} last
    where first.subject_id = declarations.id and first.round = 1 and last.subject_id = declarations.id
      and last.round = (select max(round) from ${reviews} where subject_id = declarations.id)`);
  await db.execute(sql`
    update ${declarations} set created_at = day, updated_at = day
    from (select id, date_trunc('day', now()) - make_interval(days => (number % 9)::int, mins => 420) as day
          from ${declarations}) drafts
    where drafts.id = declarations.id and state = 'draft'`);
  await db.execute(sql`
    update ${creditRecords} set credited_at = review.ended_at
    from ${reviews} review
    where review.subject_id = credit_records.declaration_id and review.state = 'approved'`);
}
