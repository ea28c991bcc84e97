import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ReviewKind } from "@/db/enums";
import { accountDepartments, accounts, messages, persons, reviews } from "@/db/schema";
import { withAllAbove } from "@/lib/access/departments";
import { uuidArray } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { missing } from "@/lib/errors";

const verbs = { approved: "已通过", rejected: "已驳回" } as const;

/**
 * Tells whoever is decided about: the professional and whoever submitted, one message each, in one statement. The
 * title names the matter by its proposal's `title`; the body is the reviewer's opinion. An administrator who is limited
 * to departments and in whose the professional is not (any more) is told nothing.
 */
export async function notifyEnded(
  tx: Tx,
  noun: string,
  reviewIds: readonly string[],
  { state, opinion }: { state: keyof typeof verbs; opinion: string },
): Promise<void> {
  await tx.execute(sql`
    insert into ${messages} (account_id, review_id, title, body)
    select account.id, ${reviews.id}, ${`${noun}${verbs[state]}：`}::text || coalesce(${reviews.proposal} ->> 'title', ''), ${opinion}::text
    from ${reviews}
    cross join lateral (
      select submitter.id from accounts submitter where submitter.id = ${reviews.submittedBy} and ${seesPerson}
      union
      select holder.id from accounts holder where holder.person_id = ${reviews.personId}) account
    where ${reviews.id} = any(${uuidArray(reviewIds)})`);
}

/** On `reviews` and `submitter`: no limit to departments, or one that the review's person is in now. */
const seesPerson = sql`(${reviews.personId} is null
  or not exists (select 1 from ${accountDepartments} any_limit where any_limit.account_id = submitter.id)
  or exists (
    select 1 from ${persons} about join ${accountDepartments} held on held.account_id = submitter.id
    where about.id = ${reviews.personId} and held.department_id in (${withAllAbove(sql`about.department_id`)})))`;

/**
 * Tells the active administrators of organizations what happened to these without a review, in one statement. The
 * words may not hold an ID number.
 */
export async function notifyAdministrators(
  tx: Tx,
  organizationIds: readonly string[],
  { title, body }: { title: string; body: string },
): Promise<void> {
  await tx.execute(sql`
    insert into ${messages} (account_id, title, body)
    select ${accounts.id}, ${title}::text, ${body}::text from ${accounts}
    where ${accounts.organizationId} = any(${uuidArray(organizationIds)}) and ${accounts.state} = 'active'`);
}

/** Tells these professionals what was done about them without a review, in one statement; as `notifyAccounts`. */
export async function notifyPeople(
  tx: Tx,
  personIds: readonly string[],
  { title, body }: { title: string; body: string },
): Promise<void> {
  await tx.execute(sql`
    insert into ${messages} (account_id, title, body)
    select ${accounts.id}, ${title}::text, ${body}::text from ${accounts}
    where ${accounts.personId} = any(${uuidArray(personIds)}) and ${accounts.state} <> 'closed'`);
}

/** Tells these accounts what happened to them without a review. The words may not hold an ID number. */
export async function notifyAccounts(
  tx: Tx,
  accountIds: readonly string[],
  { title, body }: { title: string; body: string },
): Promise<void> {
  await tx.insert(messages).values(accountIds.map((accountId) => ({ accountId, title, body })));
}

/**
 * Marks one of the viewer's own messages read and answers what it is about (null: no matter). Reading twice keeps the
 * first time. Not audited: it changes nothing but how one's own list looks. Throws `missing` for any other message.
 */
export async function readMessage(
  { db, viewer }: Ctx,
  { id }: { id: string },
): Promise<{ matter: { kind: ReviewKind; subjectId: string } | null }> {
  const [row] = await db.execute<{ kind: ReviewKind | null; subject_id: string }>(sql`
    with read as (
      update ${messages} set read_at = coalesce(read_at, now())
      where id = ${id} and account_id = ${viewer.accountId} returning review_id)
    select review.kind, review.subject_id from read left join ${reviews} review on review.id = read.review_id`);
  if (!row) throw missing("该消息");
  return { matter: row.kind && { kind: row.kind, subjectId: row.subject_id } };
}

/**
 * Marks the viewer's own messages read, up to and with the one named, and answers how many were unread. Throws
 * `missing` when that message isn't theirs.
 */
export async function readAllMessages(
  { db, viewer }: Ctx,
  { upTo }: { upTo: string },
): Promise<{ done: number }> {
  const [row] = await db.execute<{ known: boolean; done: number }>(sql`
    with newest as (
      select created_at, id from ${messages} where id = ${upTo} and account_id = ${viewer.accountId}),
    read as (
      update ${messages} message set read_at = now() from newest
      where message.account_id = ${viewer.accountId} and message.read_at is null
        and (message.created_at, message.id) <= (newest.created_at, newest.id)
      returning 1)
    select exists (select 1 from newest) as known, (select count(*)::int from read) as done`);
  if (!row?.known) throw missing("该消息");
  return { done: row.done };
}
