import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { accounts, auditLog } from "@/db/schema";

/** When, by whom and why the account of a person was closed last; null: never. The caller has them in its scope. */
export async function findClosing(db: Executor, personId: string) {
  const [row] = await db
    .select({
      at: auditLog.at,
      actorName: auditLog.actorName,
      reason: sql<string>`coalesce(${auditLog.detail} ->> 'reason', '')`,
    })
    .from(auditLog)
    .innerJoin(accounts, eq(accounts.id, auditLog.subjectId))
    .where(
      and(
        eq(accounts.personId, personId),
        eq(auditLog.subjectKind, "account"),
        eq(auditLog.action, "account.close"),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(1);
  return row ?? null;
}
export type Closing = NonNullable<Awaited<ReturnType<typeof findClosing>>>;
