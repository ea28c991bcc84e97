import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { sessions } from "@/db/schema";
import { isOpenSession } from "@/lib/access/viewer";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";

/**
 * Ends another open session of the viewer's own account: its browser is out at its next request. One that is over
 * already is left as it is (`done` 0). Throws `missing` for any session that isn't the viewer's account's, and
 * `invalid` for the current one.
 */
export function endSession(ctx: Ctx, { sessionId }: { sessionId: string }): Promise<{ done: number }> {
  const { viewer } = ctx;
  if (sessionId === viewer.sessionId) {
    throw new AppError("invalid", "这是当前登录，如需退出请使用右上角的“退出登录”");
  }
  return transact(ctx, async (tx) => {
    const [session] = await tx
      .select({ isOpen: sql<boolean>`${isOpenSession}` })
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.accountId, viewer.accountId)))
      .for("update");
    if (!session) throw missing("该登录");
    if (!session.isOpen) return { done: 0 };
    await tx.update(sessions).set({ endedAt: sql`now()` }).where(eq(sessions.id, sessionId));
    await recordAudit(tx, actorOf(ctx), {
      action: "session.end",
      subjectKind: "session",
      subjectId: sessionId,
    });
    return { done: 1 };
  });
}

/** Ends every open session of the viewer's account but the current one, and answers how many there were. */
export function endOtherSessions(ctx: Ctx): Promise<{ done: number }> {
  const { accountId, sessionId } = ctx.viewer;
  return transact(ctx, async (tx) => {
    const ended = await tx
      .update(sessions)
      .set({ endedAt: sql`now()` })
      .where(and(eq(sessions.accountId, accountId), ne(sessions.id, sessionId), isOpenSession))
      .returning({ id: sessions.id });
    await recordAudit(tx, actorOf(ctx), {
      action: "session.end",
      subjectKind: "session",
      subjectIds: ended.map(({ id }) => id),
    });
    return { done: ended.length };
  });
}
