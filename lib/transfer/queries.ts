import "server-only";
import { and, count, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import { accounts, declarations, organizations, persons, reviewSteps, reviews, transfers } from "@/db/schema";
import { own, type Scope } from "@/lib/access/scope";
import { declarationNumber } from "@/lib/hours/rules";
import { countCap } from "@/lib/list";
import { nameOrNumber } from "@/lib/person/queries";
import type { TransferFilters } from "./schema";

/** As many obstacles are named; nobody reads more. */
const namedObstacles = 50;

/**
 * What of a person is under review and so keeps them in their unit, the oldest first: declarations by number and
 * title, a change of their data by its title. At most 50. The caller has the person in its scope.
 */
export async function listObstacles(db: Executor, personId: string) {
  const rows = await db
    .select({
      kind: reviews.kind,
      subjectId: reviews.subjectId,
      title: sql<string>`coalesce(${reviews.proposal} ->> 'title', '')`,
      number: declarations.number,
      year: declarations.year,
    })
    .from(reviews)
    .leftJoin(declarations, and(eq(reviews.kind, "declaration"), eq(declarations.id, reviews.subjectId)))
    .where(and(eq(reviews.personId, personId), eq(reviews.state, "pending"), ne(reviews.kind, "transfer")))
    .orderBy(reviews.submittedAt, reviews.id)
    .limit(namedObstacles);
  return rows.map(({ number, year, ...row }) => ({
    ...row,
    number: number !== null && year !== null ? declarationNumber(year, number) : null,
  }));
}
export type Obstacle = Awaited<ReturnType<typeof listObstacles>>[number];

/** An obstacle in words: 学时申报 SB2026-000012《…》. */
export const obstacleName = ({ kind, number, title }: Obstacle): string =>
  kind === "declaration" ? `学时申报 ${number}《${title}》` : `人员信息修改“${title}”`;

/**
 * Why nothing else of a person can be submitted now, as a sentence that names the open transfer; null: there is none.
 * Ask it after locking the person's row: submissions of transfers lock it too, so the answer stays true.
 */
export async function openTransferRefusal(db: Executor, personId: string): Promise<string | null> {
  const [open] = await db
    .select({ toName: organizations.name })
    .from(transfers)
    .innerJoin(organizations, eq(organizations.id, transfers.toOrganizationId))
    .where(and(eq(transfers.personId, personId), eq(transfers.state, "pending")));
  return open ? `调往“${open.toName}”的人员调转正在审核中，请等待审核结果，或由本人撤回调转后再提交` : null;
}

/** The last round of a transfer: what the reviewer read of the person then, and how it was decided. */
const lastRound = (db: Executor) =>
  db
    .select({
      personName: sql<string>`${reviews.proposal} ->> 'personName'`.as("person_name"),
      maskedIdNumber: sql<string>`${reviews.proposal} ->> 'maskedIdNumber'`.as("masked_id_number"),
      decidedBy: sql<string | null>`${accounts.name}`.as("decided_by"),
      decidedAt: reviewSteps.decidedAt,
      opinion: reviewSteps.opinion,
    })
    .from(reviews)
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .leftJoin(accounts, eq(accounts.id, reviewSteps.decidedBy))
    .where(and(eq(reviews.kind, "transfer"), eq(reviews.subjectId, transfers.id)))
    .orderBy(desc(reviews.round))
    .limit(1)
    .as("last_round");

const fromOrganizations = alias(organizations, "from_organizations");
const toOrganizations = alias(organizations, "to_organizations");

/** Transfers under a condition with the names of both units, the latest first. */
function selectTransfers(db: Executor, where: SQL | undefined) {
  const last = lastRound(db);
  return db
    .select({
      id: transfers.id,
      state: transfers.state,
      reason: transfers.reason,
      submittedAt: transfers.submittedAt,
      endedAt: transfers.endedAt,
      to: { id: toOrganizations.id, name: toOrganizations.name },
      fromName: fromOrganizations.name,
      personName: last.personName,
      maskedIdNumber: last.maskedIdNumber,
      decidedBy: last.decidedBy,
      decidedAt: last.decidedAt,
      opinion: last.opinion,
    })
    .from(transfers)
    .innerJoin(fromOrganizations, eq(fromOrganizations.id, transfers.fromOrganizationId))
    .innerJoin(toOrganizations, eq(toOrganizations.id, transfers.toOrganizationId))
    .leftJoinLateral(last, sql`true`)
    .where(where)
    .orderBy(desc(transfers.submittedAt), desc(transfers.id))
    .$dynamic();
}
export type TransferRow = Awaited<ReturnType<typeof selectTransfers>>[number];

/** Every transfer that a professional asked for, the latest first; at most 50. */
export const listOwnTransfers = (db: Executor, personId: string) =>
  selectTransfers(db, eq(transfers.personId, personId)).limit(50);

/** What a professional's transfer depends on: their unit as it is now, and whether they may move at all. */
export async function findMover(db: Executor, personId: string) {
  const [person] = await db
    .select({ state: persons.state, unit: { id: organizations.id, name: organizations.name } })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(eq(persons.id, personId));
  return person ?? null;
}

/**
 * 调出记录: one page of the transfers away from the viewer's own unit, whatever came of them, the latest first, and how
 * many there are (up to `countCap`; more reads as one more). What it shows of a person is what they were then.
 */
export async function listTransfersOut(
  db: Executor,
  scope: Scope,
  { filters: { q, state }, limit, offset }: { filters: TransferFilters; limit: number; offset: number },
) {
  const where = and(
    own(scope, {
      organizationId: transfers.fromOrganizationId,
      personId: transfers.personId,
      departmentId: null,
    }),
    state ? eq(transfers.state, state) : undefined,
    q
      ? sql`${transfers.personId} in (select ${persons.id} from ${persons} where ${nameOrNumber(q)})`
      : undefined,
  );
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(transfers)
    .where(where)
    .limit(countCap + 1);
  const [rows, [total]] = await Promise.all([
    selectTransfers(db, where).limit(limit).offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
  ]);
  return { rows, total: total?.count ?? 0 };
}
