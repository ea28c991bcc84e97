import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import {
  accounts,
  attachments,
  creditRecords,
  declarations,
  messages,
  organizations,
  persons,
  registrations,
  reviewSteps,
  reviews,
  temporaryCodes,
  transfers,
  unitInvitations,
} from "@/db/schema";
import type { Played } from "./rounds";

/**
 * Spreads what the commands have just written over past days: declarations under review over the last two weeks, what
 * ended to soon after its learning period, a round six days after the one before; every other matter as `played` says.
 * Each step takes a day. The audit log tells the truth and stays.
 */
export async function spreadTimes(db: Executor, played: readonly Played[]): Promise<void> {
  await spreadDeclarations(db);
  await spreadMatters(db, played);
  await spreadSteps(db);
  await spreadSubjects(db);
  await spreadRest(db);
}

async function spreadDeclarations(db: Executor): Promise<void> {
  await db.execute(sql`
    update ${reviews} set submitted_at = (
      select case last.state
               when 'pending' then date_trunc('day', now()) - make_interval(days => (2 + last.decided + d.number % 8)::int)
               else least(d.end_date + make_interval(days => (9 + d.number % 15)::int),
                          date_trunc('day', now()) - make_interval(days => (12 + d.number % 8)::int))
             end
             - make_interval(days => 6 * (last.round - reviews.round))
             + make_interval(hours => (8 + d.number % 8)::int, mins => ((d.number * 7 + d.number / 60) % 60)::int)
      from ${declarations} d
      cross join lateral (
        select r.round, r.state,
               (select count(*) from ${reviewSteps} s where s.review_id = r.id and s.decided_at is not null) as decided
        from ${reviews} r where r.subject_id = d.id order by r.round desc limit 1) last
      where d.id = reviews.subject_id)
    where kind = 'declaration'`);
}

async function spreadMatters(db: Executor, played: readonly Played[]): Promise<void> {
  const rounds = played.flatMap(({ kind, subjectId, daysAgo }) =>
    daysAgo.map((days, index) => ({ kind, subjectId, days, round: index + 1 })),
  );
  const rows = JSON.stringify(rounds.map((round, number) => ({ ...round, number })));
  await db.execute(sql`
    update ${reviews} set submitted_at = date_trunc('day', now()) - make_interval(days => played.days)
      + make_interval(hours => 8 + played.number % 8, mins => (played.number * 7 + 3) % 60)
    from jsonb_to_recordset(${rows}::text::jsonb)
      as played (kind text, "subjectId" uuid, round int, days int, number int)
    where reviews.kind = played.kind and reviews.subject_id = played."subjectId" and reviews.round = played.round`);
}

async function spreadSteps(db: Executor): Promise<void> {
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
}

/** What every round of a matter says of it: `subject_id`, `created`, `submitted` and `ended`. */
const spans = sql`(
  select subject_id, min(submitted_at) - interval '1 hour' as created, max(submitted_at) as submitted,
    (array_agg(ended_at order by round desc))[1] as ended
  from ${reviews} group by kind, subject_id) span`;

async function spreadSubjects(db: Executor): Promise<void> {
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
  await db.execute(sql`
    update ${registrations} set created_at = span.created, submitted_at = span.submitted,
      updated_at = coalesce(span.ended, span.submitted)
    from ${spans} where span.subject_id = registrations.id`);
  await db.execute(sql`
    update ${transfers} set created_at = span.created, submitted_at = span.submitted, ended_at = span.ended
    from ${spans} where span.subject_id = transfers.id`);
}

async function spreadRest(db: Executor): Promise<void> {
  await db.execute(sql`
    update ${attachments} set created_at = cited.first - interval '10 minutes'
    from (
      select file ->> 'attachmentId' as id, min(submitted_at) as first
      from ${reviews}, jsonb_array_elements(proposal -> 'evidence') file group by 1) cited
    where attachments.id = cited.id::uuid`);
  // Who registered came with the last yes, all others when the platform began.
  for (const [table, key] of [
    [organizations, "code"],
    [persons, "id_number"],
    [accounts, "id_number"],
  ] as const) {
    const column = sql.identifier(key);
    await db.execute(sql`
      update ${table} made set created_at = coalesce(
        (select max(updated_at) from ${registrations} asked
         where asked.state = 'approved' and asked.${column} = made.${column}),
        date_trunc('day', now()) - interval '1200 days' + interval '9 hours')`);
  }
  await db.execute(sql`
    update ${temporaryCodes} set issued_at = issued.day, cancelled_at = case when cancelled_at is not null then issued.day + interval '6 days' end
    from (
      select id, date_trunc('day', now()) - make_interval(days => 40 - 4 * row_number() over (order by id)::int)
        + make_interval(hours => 9, mins => 13 * row_number() over (order by id)::int) as day
      from ${temporaryCodes}) issued
    where issued.id = temporary_codes.id`);
  await db.execute(sql`
    update ${unitInvitations} set created_at = created_at - interval '12 days', expires_at = expires_at - interval '12 days'`);
  // Nobody gets mail of the demonstration; what is older than ten days has been read.
  await db.execute(sql`
    update ${messages} set created_at = review.ended_at, sent_at = review.ended_at,
      read_at = case when review.ended_at < now() - interval '10 days' then review.ended_at + interval '5 hours' end
    from ${reviews} review where review.id = messages.review_id`);
}
