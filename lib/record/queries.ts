import "server-only";
import { and, count, desc, eq, gte, ilike, ne, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Executor } from "@/db/client";
import { accounts, auditLog, organizations, sessions } from "@/db/schema";
import type { Scope } from "@/lib/access/scope";
import { isOpenSession } from "@/lib/access/viewer";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { countCap, likeText } from "@/lib/list";
import type { AuditFilters } from "./filters";
import { isNameSearch, type LoginState, periodOf, searchReach } from "./rules";
import { subjectName } from "./subjects";

/** Refused logins are shown for so many days. */
export const failureDays = 30;

/** An account's logins are its own: whoever asks sees theirs, in whatever organization they are. */
type Asker = Pick<Ctx, "db" | "viewer">;

/**
 * One page of the viewer's own logins, the newest first, those that were refused lately among them; `total` up to
 * `countCap` (more reads as one more), and how many sessions besides the current one are open. `userAgent` and
 * `seenAt` are null for a refused login, `reason` for all others.
 */
export async function listLogins(
  { db, viewer }: Asker,
  { limit, offset }: { limit: number; offset: number },
) {
  const mine = eq(sessions.accountId, viewer.accountId);
  const opened = db
    .select({
      id: sessions.id,
      at: sessions.createdAt,
      address: sessions.address,
      userAgent: sql<string | null>`${sessions.userAgent}`.as("user_agent"),
      seenAt: sql<Date | null>`${sessions.lastSeenAt}`.mapWith(sessions.lastSeenAt).as("seen_at"),
      state: sql<LoginState>`case
        when ${sessions.id} = ${viewer.sessionId}::uuid then 'current'
        when ${sessions.endedAt} is not null then 'ended'
        when ${isOpenSession} then 'open' else 'expired' end`.as("state"),
      reason: sql<string | null>`null::text`.as("reason"),
    })
    .from(sessions)
    .where(mine);
  const refused = db
    .select({
      id: auditLog.id,
      at: auditLog.at,
      address: auditLog.address,
      userAgent: sql<string | null>`null::text`.as("user_agent"),
      seenAt: sql<Date | null>`null::timestamptz`.mapWith(sessions.lastSeenAt).as("seen_at"),
      state: sql<LoginState>`'failed'`.as("state"),
      reason: sql<string | null>`${auditLog.detail} ->> 'reason'`.as("reason"),
    })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.subjectKind, "account"),
        eq(auditLog.subjectId, viewer.accountId),
        eq(auditLog.action, "session.login-failed"),
        sql`${auditLog.at} > now() - make_interval(days => ${failureDays})`,
      ),
    );
  const logins = unionAll(opened, refused).as("login");
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(logins)
    .limit(countCap + 1);
  const [rows, [total], [others]] = await Promise.all([
    db.select().from(logins).orderBy(desc(logins.at), desc(logins.id)).limit(limit).offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
    db
      .select({ count: count() })
      .from(sessions)
      .where(and(mine, ne(sessions.id, viewer.sessionId), isOpenSession)),
  ]);
  return { rows, total: total?.count ?? 0, othersOpen: others?.count ?? 0 };
}
export type LoginRow = Awaited<ReturnType<typeof listLogins>>["rows"][number];

/** Where in the log a page ends, exactly: entries of one moment are told apart by their ids. */
export type Cursor = { at: string; id: string };

/**
 * The newest `most` entries of the log that are an organization's, and more that are no matter: what its own people did
 * (professionals are its people too), and what others did to it (their decisions about its data too) or to the accounts
 * of its administrators, failed logins among that. Each branch is sorted and cut for itself, so that it reads its own
 * index from the newest entry. Names have no index: a search by one looks through `searchReach` entries.
 */
function newestEntries(db: Executor, scope: Scope, filters: AuditFilters, most: number, before?: Cursor) {
  const organizationId = ownOrganizationId(scope);
  const { from, to } = periodOf(filters);
  const inPeriod = and(gte(auditLog.at, sql`${from}::date`), sql`${auditLog.at} < ${to}::date + 1`);
  const named = isNameSearch(filters);
  const matches = (entry: EntryColumns) =>
    and(
      before && sql`(${entry.at}, ${entry.id}) < (${before.at}::timestamptz, ${before.id}::uuid)`,
      filters.action && eq(entry.action, filters.action),
    );
  const reach = named ? searchReach : most;
  const branch = (whose: SQL) =>
    db
      .select(entryColumns)
      .from(auditLog)
      .where(and(whose, inPeriod, named ? undefined : matches(auditLog)))
      .orderBy(desc(auditLog.at), desc(auditLog.id))
      .limit(reach);
  const byOthers = sql`${auditLog.actorOrganizationId} is distinct from ${organizationId}::uuid`;
  const administrators = sql`array(
    select ${accounts.id} from ${accounts} where ${accounts.organizationId} = ${organizationId})`;
  const onSubject = (kind: string, whose: SQL) => and(eq(auditLog.subjectKind, kind), whose, byOthers) as SQL;
  const entries = unionAll(
    branch(eq(auditLog.actorOrganizationId, organizationId)),
    branch(onSubject("organization", eq(auditLog.subjectId, organizationId))),
    branch(onSubject("unit-change", eq(auditLog.subjectId, organizationId))),
    branch(onSubject("account", sql`${auditLog.subjectId} = any(${administrators})`)),
  ).as("entry");
  if (!named) return entries;
  const reached = db
    .select()
    .from(entries)
    .orderBy(desc(entries.at), desc(entries.id))
    .limit(reach)
    .as("reached");
  const { operator, subject } = filters;
  return db
    .select()
    .from(reached)
    .where(
      and(
        matches(reached),
        operator ? ilike(reached.actorName, likeText(operator)) : undefined,
        subject ? sql`${subjectName(scope, reached)} ilike ${likeText(subject)}` : undefined,
      ),
    )
    .orderBy(desc(reached.at), desc(reached.id))
    .limit(most)
    .as("entry");
}

type EntryColumns = Record<"at" | "id" | "action", Parameters<typeof eq>[0]>;

const entryColumns = {
  id: auditLog.id,
  at: auditLog.at,
  action: auditLog.action,
  actorName: auditLog.actorName,
  actorOrganizationId: auditLog.actorOrganizationId,
  subjectKind: auditLog.subjectKind,
  subjectId: auditLog.subjectId,
  detail: auditLog.detail,
  address: auditLog.address,
};

/** The log is the whole organization's: nobody's who is limited to some of it. */
function ownOrganizationId(scope: Scope): string {
  if (scope.type === "person" || scope.departments !== null) {
    throw new AppError("forbidden", "您没有查看操作日志的权限，请联系本单位管理员");
  }
  return scope.organizationId;
}

/**
 * Entries of 操作日志, the newest first; with `before` those older than it. `time` is 2026-11-23 09:05:30 in the
 * platform's zone. Who isn't of the organization is named with their own (`actorOrganization`), and their address
 * is not told, but for visitors, who have none. Throws `forbidden` for whoever sees less than the whole organization.
 */
export async function readAudit(
  { db, scope }: Pick<Ctx, "db" | "scope">,
  filters: AuditFilters,
  { limit, offset = 0, before }: { limit: number; offset?: number; before?: Cursor },
) {
  const entries = newestEntries(db, scope, filters, offset + limit, before);
  const page = db
    .select()
    .from(entries)
    .orderBy(desc(entries.at), desc(entries.id))
    .limit(limit)
    .offset(offset)
    .as("page");
  const isForeign = sql`${page.actorOrganizationId} <> ${ownOrganizationId(scope)}`;
  return db
    .select({
      id: page.id,
      cursor: sql<string>`${page.at}::text`,
      time: sql<string>`to_char(${page.at}, 'YYYY-MM-DD HH24:MI:SS')`,
      action: page.action,
      actorName: page.actorName,
      actorOrganization: sql<string | null>`case when ${isForeign} then ${organizations.name} end`,
      subjectKind: page.subjectKind,
      subjectName: subjectName(scope, page),
      detail: page.detail,
      address: sql<string>`case when ${isForeign} then '' else ${page.address} end`,
    })
    .from(page)
    .leftJoin(organizations, eq(organizations.id, page.actorOrganizationId))
    .orderBy(desc(page.at), desc(page.id));
}
export type AuditRow = Awaited<ReturnType<typeof readAudit>>[number];

/** One page of 操作日志, as `readAudit` has it, and how many entries match, up to `countCap` (more reads as one more). */
export async function listAudit(
  ctx: Pick<Ctx, "db" | "scope">,
  { filters, limit, offset }: { filters: AuditFilters; limit: number; offset: number },
) {
  const matching = ctx.db
    .select({ one: sql`1`.as("one") })
    .from(newestEntries(ctx.db, ctx.scope, filters, countCap + 1))
    .limit(countCap + 1);
  const [rows, [total]] = await Promise.all([
    readAudit(ctx, filters, { limit, offset }),
    ctx.db.select({ count: count() }).from(matching.as("matching")),
  ]);
  return { rows, total: total?.count ?? 0 };
}
