import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { accounts, persons, sessions } from "@/db/schema";
import { recordAudit } from "@/lib/audit";

/** Ends a session. One that has ended already, or never was, is left as it is. */
export async function logout(db: Executor, sessionId: string, address: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended] = await tx
      .update(sessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)))
      .returning({ accountId: sessions.accountId });
    if (!ended) return;
    const [account] = await tx
      .select({
        id: accounts.id,
        name: accounts.name,
        organizationId: sql<string | null>`coalesce(${accounts.organizationId}, ${persons.organizationId})`,
      })
      .from(accounts)
      .leftJoin(persons, eq(persons.id, accounts.personId))
      .where(eq(accounts.id, ended.accountId));
    if (!account) return;
    await recordAudit(
      tx,
      { ...account, address },
      { action: "session.logout", subjectKind: "session", subjectId: sessionId },
    );
  });
}
