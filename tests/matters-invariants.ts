import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";

const latest = (of: SQL, kind: SQL, more = sql`true`) => sql`
  (select review.id from reviews review
   where review.kind = ${kind} and review.subject_id = ${of} and ${more} order by review.round desc limit 1)`;
const stateOf = (subject: SQL, kind: SQL) =>
  sql`coalesce((select state from reviews where id = ${latest(subject, kind)}), 'draft')`;
/** What the last approved change of a subject proposes, of those that propose it. */
const proposed = (subject: SQL, kind: "person-change" | "unit-change", path: string) => sql`
  (select proposal #>> ${path}::text[] from reviews
   where id = ${latest(subject, sql`${kind}`, sql`review.state = 'approved' and review.proposal #>> ${path}::text[] is not null`)})`;

/** What must hold of reviews and their effects, whatever happened: each as the rows that break it. */
const rules: Record<string, SQL> = {
  "one open step while it is pending, none open or waiting after": sql`
    select from reviews
    where (select count(*) from review_steps where review_id = reviews.id and state = 'open')
        <> case reviews.state when 'pending' then 1 else 0 end
      or reviews.state <> 'pending'
        and exists (select from review_steps where review_id = reviews.id and state = 'waiting')`,
  "a step is reached only when all before it are approved": sql`
    select from review_steps step join review_steps earlier using (review_id)
    where earlier.position < step.position and earlier.state <> 'approved'
      and (step.state in ('open', 'approved', 'rejected') or step.opened_at is not null)`,
  "approved are the reviews of which every step is": sql`
    select from reviews where (state = 'approved')
      <> (select bool_and(step.state = 'approved') from review_steps step where step.review_id = reviews.id)`,
  "rejected are the reviews of which one step is": sql`
    select from reviews where case state when 'rejected' then 1 else 0 end
      <> (select count(*) from review_steps step where step.review_id = reviews.id and step.state = 'rejected')`,
  "who decided is of the organization that was asked": sql`
    select from review_steps step join accounts on accounts.id = step.decided_by
    where accounts.organization_id is distinct from step.organization_id`,
  "rounds are numbered without a gap, and each ended before the next began": sql`
    select from reviews left join reviews before on before.kind = reviews.kind
      and before.subject_id = reviews.subject_id and before.round = reviews.round - 1
    where reviews.round > 1 and (before.ended_at is null or before.ended_at > reviews.submitted_at)`,
  "what was approved once is not submitted again, but for changes": sql`
    select from reviews join reviews before using (kind, subject_id)
    where before.round < reviews.round and before.state = 'approved' and kind not like '%-change'`,
  "a matter's own state is its last round's": sql`
    select from declarations where state <> ${stateOf(sql`declarations.id`, sql`'declaration'`)}
    union all
    select from transfers where state <> ${stateOf(sql`transfers.id`, sql`'transfer'`)}
    union all
    select from registrations
    where state <> ${stateOf(sql`registrations.id`, sql`registrations.kind || '-registration'`)}`,
  "hours are credited once for an approved declaration, and for no other": sql`
    select from declarations where (select count(*) from credit_records where declaration_id = declarations.id)
      <> case state when 'approved' then 1 else 0 end`,
  "there is a person with an account for an approved registration, and for no other": sql`
    select from registrations where kind = 'person' and case state when 'approved' then 1 else 0 end
      <> (select count(*) from persons person join accounts on accounts.person_id = person.id
          where person.id_number = registrations.id_number and person.name = registrations.name)`,
  "there is a unit with an administrator for an approved registration, and for no other": sql`
    select from registrations where kind = 'unit' and case state when 'approved' then 1 else 0 end
      <> (select count(*) from organizations unit join accounts on accounts.organization_id = unit.id
          where unit.code = registrations.code and accounts.id_number = registrations.id_number)`,
  "a person's post is the last approved one": sql`
    select from persons left join registrations registration on registration.kind = 'person'
      and registration.state = 'approved' and registration.id_number = persons.id_number
    where persons.position is distinct from coalesce(
      ${proposed(sql`persons.id`, "person-change", "{changes,position,new}")}, registration.values ->> 'position')`,
  "a person is in the unit of the last approved transfer": sql`
    select from persons where organization_id <> coalesce(
      (select to_organization_id from transfers where person_id = persons.id and state = 'approved'
       order by ended_at desc limit 1),
      (select from_organization_id from transfers where person_id = persons.id order by id limit 1),
      organization_id)`,
  "a unit has the name and the superior that were approved last": sql`
    select from organizations
    where name <> coalesce(${proposed(sql`organizations.id`, "unit-change", "{changes,name,new}")}, name)
      or parent_id <> coalesce(${proposed(sql`organizations.id`, "unit-change", "{parent,id}")}::uuid, parent_id)`,
  "a path is the superior's and the own number": sql`
    select from organizations unit left join organizations superior on superior.id = unit.parent_id
    where unit.path <> coalesce(superior.path, '') || unit.number || '/'`,
  "everything is in the audit log once": sql`
    select from (
      select kind || '.submit' as action, subject_id from reviews
      union all
      select kind || '.withdraw', subject_id from reviews where state = 'withdrawn'
      union all
      select step.kind || case step.state when 'approved' then '.approve' else '.reject' end, subject_id
      from review_steps step join reviews on reviews.id = step.review_id
      where step.decided_at is not null) done
    full join (
      select action, subject_id, count(*) from audit_log
      where action ~ '[.](submit|withdraw|approve|reject)$' group by 1, 2) logged using (action, subject_id)
    group by action, subject_id, logged.count having count(done.action) <> coalesce(logged.count, 0)`,
};

/** The rules that don't hold in the whole database, each with how many rows break it. */
export async function brokenRules(db: Executor): Promise<string[]> {
  const counts = Object.entries(rules).map(
    ([rule, broken]) => sql`select ${rule}::text as rule, count(*)::int as count from (${broken}) broken`,
  );
  const rows = await db.execute<{ rule: string; count: number }>(sql.join(counts, sql` union all `));
  return rows.filter(({ count }) => count > 0).map(({ rule, count }) => `${rule}: ${count}`);
}
