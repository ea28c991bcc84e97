import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import { reviews } from "@/db/schema";
import { ownFiles } from "@/lib/attachment/queries";
import type { Ctx } from "@/lib/context";
import { findOwnAdministrator } from "@/lib/org/administrator";
import { sensitiveAdministratorFields } from "@/lib/org/change";
import { findOwnUnit } from "@/lib/org/queries";
import { roundsOf } from "@/lib/workflow/queries";
import { availableActions } from "@/lib/workflow/rules";
import { proposed } from "./kind";
import { unitChangeKind, unitChangeProposal } from "./unit-change";

/* What 资料管理 (§3) shows of the unit's changes. */

/**
 * The viewer's own organization for 资料管理 and the viewer as its administrator, with every round of its changes and
 * the files that they cite.
 */
export async function findUnitProfile(ctx: Ctx) {
  const [unit, administrator] = await Promise.all([
    findOwnUnit(ctx.db, ctx.scope),
    findOwnAdministrator(ctx),
  ]);
  if (!unit || !administrator) return null;
  const rounds = (await roundsOf(ctx.db, unitChangeKind, unit.id)).map(({ proposal, ...round }) => ({
    ...round,
    proposal: unitChangeProposal.parse(proposal),
  }));
  const files = await ownFiles(
    ctx.db,
    { organizationId: unit.id },
    rounds.flatMap((round) => round.proposal.evidence.map((item) => item.attachmentId)),
  );
  return { unit, administrator, rounds, files };
}
export type UnitProfile = NonNullable<Awaited<ReturnType<typeof findUnitProfile>>>;
export type UnitRound = UnitProfile["rounds"][number];

/** A refused change is something to do for so long; afterwards the unit has left it at that. */
const refusedDays = 30;

/** What the unit's last change was about when it was turned down lately and has not been corrected since; else null. */
export async function findRefusedChange({ db, scope }: Ctx): Promise<{ title: string } | null> {
  if (scope.type !== "organization") return null;
  const [latest] = await db
    .select({
      title: proposed("title"),
      open: sql<boolean>`${reviews.state} = 'rejected'
        and ${reviews.endedAt} > now() - make_interval(days => ${refusedDays})`,
    })
    .from(reviews)
    .where(and(eq(reviews.kind, unitChangeKind.kind), eq(reviews.subjectId, scope.organizationId)))
    .orderBy(desc(reviews.round))
    .limit(1);
  return latest?.open ? { title: latest.title } : null;
}

/**
 * What the form of one of the two changes begins with when the unit's last one was of that sort and was turned down
 * or taken back: what was typed then, but for another administrator's own name and phone. Null: it begins anew.
 */
export function formerChange({ rounds, files, administrator }: UnitProfile, sort: "fields" | "superior") {
  const [latest] = rounds;
  if (!latest || !availableActions(latest.state, { decided: 0 }).includes("edit")) return null;
  const { changes, evidence, parent, reason, administrator: holder } = latest.proposal;
  if ((parent === undefined) !== (sort === "fields")) return null;
  const others: readonly string[] =
    holder?.accountId === administrator.id ? [] : sensitiveAdministratorFields;
  return {
    reviewId: latest.reviewId,
    values: Object.fromEntries(
      Object.entries(changes).flatMap(([field, change]) =>
        others.includes(field) ? [] : [[field, change.new ?? ""]],
      ),
    ),
    superior: parent && { id: parent.id, name: changes.superior?.new ?? "" },
    reason,
    evidence: evidence.flatMap(({ attachmentId }) => files.filter(({ id }) => id === attachmentId)),
  };
}
