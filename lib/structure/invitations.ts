import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { unitInvitations } from "@/db/schema";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { missing } from "@/lib/errors";
import { randomCode } from "@/lib/random-code";
import { findOwnInvitation } from "./queries";
import { requireBranch } from "./rules";

/** How long a registration link is good. */
export const invitationDays = 30;

const openOf = (ctx: Ctx) =>
  and(eq(unitInvitations.organizationId, ctx.viewer.organization.id), isNull(unitInvitations.endedAt));

/**
 * Makes the link with which sub-units register themselves under the viewer's unit. A unit has one at a time: while
 * there is one that link is answered again, also when two ask at once.
 */
export async function createInvitation(ctx: Ctx): Promise<{ token: string }> {
  requireBranch(ctx.viewer, "units");
  return transact(ctx, async (tx) => {
    await tx
      .update(unitInvitations)
      .set({ endedAt: sql`now()` })
      .where(and(openOf(ctx), sql`${unitInvitations.expiresAt} <= now()`));
    const [made] = await tx
      .insert(unitInvitations)
      .values({
        organizationId: ctx.viewer.organization.id,
        token: randomCode(),
        expiresAt: sql`now() + make_interval(days => ${invitationDays})`,
      })
      .onConflictDoNothing({
        target: unitInvitations.organizationId,
        where: sql`${unitInvitations.endedAt} is null`,
      })
      .returning({ id: unitInvitations.id, token: unitInvitations.token });
    if (!made) {
      const open = await findOwnInvitation(tx, ctx.scope);
      if (!open) throw missing("注册链接");
      return { token: open.token };
    }
    await recordAudit(tx, actorOf(ctx), {
      action: "unit-invitation.create",
      subjectKind: "unit-invitation",
      subjectId: made.id,
    });
    return { token: made.token };
  });
}

/**
 * Ends the viewer's unit's link at once: who opens it then is told. A form that was opened with it before can still be
 * sent: the link only fills in the superior, which anybody may choose, and this unit decides about it (§5.3).
 */
export async function endInvitation(ctx: Ctx): Promise<void> {
  requireBranch(ctx.viewer, "units");
  return transact(ctx, async (tx) => {
    const [ended] = await tx
      .update(unitInvitations)
      .set({ endedAt: sql`now()` })
      .where(openOf(ctx))
      .returning({ id: unitInvitations.id });
    if (!ended) throw missing("注册链接");
    await recordAudit(tx, actorOf(ctx), {
      action: "unit-invitation.end",
      subjectKind: "unit-invitation",
      subjectId: ended.id,
    });
  });
}

/** Address that a link's token is handed out as. */
export function invitationUrl(token: string): string {
  const base = process.env.NEXTAUTH_URL;
  if (!base) throw new Error("缺少环境变量 NEXTAUTH_URL：请设置平台的访问地址");
  return new URL(`/register/unit?under=${token}`, base).href;
}
