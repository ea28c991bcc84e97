import "server-only";
import { and, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { organizations, reviews } from "@/db/schema";
import { ownFiles, requireFiles } from "@/lib/attachment/queries";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { likeText } from "@/lib/list";
import { matterNouns } from "@/lib/matter-nouns";
import { changeTitle, superiorRefusal } from "@/lib/org/change";
import type { SensitiveInput, SuperiorInput, sensitiveSchema, superiorSchema } from "@/lib/org/change-schema";
import { normalizeCode } from "@/lib/org/code";
import {
  applyUnitChanges,
  lockCode,
  lockOwnUnit,
  obstaclesRefusal,
  sensitiveChanges,
  writeAtOnce,
} from "@/lib/org/commands";
import { chainToBureau, findOwnUnit, findSuperior, listOpenMatters } from "@/lib/org/queries";
import { licenseEvidence } from "@/lib/org/schema";
import { remindReviewer, submitReview, withdrawReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { availableActions } from "@/lib/workflow/rules";
import type { MatterKind } from "./kind";
import { changesSchema, citedEvidence, type MatterFilters, matterFilters } from "./schema";

const unitChangeProposal = z.object({
  title: z.string(),
  /** The unit as it was then, so that a reviewer knows whose change it is. */
  unit: z.object({
    name: z.string(),
    code: z.string(),
    superior: z.string().nullable(),
    contactName: z.string().nullable(),
    phone: z.string(),
  }),
  changes: changesSchema,
  evidence: citedEvidence,
  /** The new superior, of a change of superior. */
  parent: z.object({ id: z.uuid() }).optional(),
  /** Why, of a change of superior. */
  reason: z.string().optional(),
});
export type UnitChangeProposal = z.output<typeof unitChangeProposal>;

export type UnitChangeSubject = { id: string; name: string; code: string; title: string };

/** 审核机构信息修改 (§5.5): decided by the unit's superior, a new superior by that one; then the fields are written. */
export const unitChangeKind = {
  kind: "unit-change",
  noun: matterNouns["unit-change"],
  label: "审核机构信息修改",
  chapter: "5.5",
  path: "/reviews/unit-changes",
  permission: "unit-changes.review",
  filters: matterFilters,
  proposal: unitChangeProposal,
  rows: (db, { page, columns, order }) =>
    db
      .select({
        ...columns,
        subject: {
          id: organizations.id,
          name: organizations.name,
          code: organizations.code,
          title: sql<string>`${reviews.proposal} ->> 'title'`,
        },
      })
      .from(page)
      .innerJoin(reviews, eq(reviews.id, page.reviewId))
      .innerJoin(organizations, eq(organizations.id, page.subjectId))
      .orderBy(...order),
  where({ q }: MatterFilters): SQL | undefined {
    if (!q) return undefined;
    const named = or(ilike(organizations.name, likeText(q)), eq(organizations.code, normalizeCode(q)));
    return sql`exists (
      select 1 from ${organizations} where ${and(eq(organizations.id, reviews.subjectId), named)})`;
  },
  ended: async (tx, ended, state) => {
    if (state === "approved") await applyUnitChanges(tx, ended);
  },
} as const satisfies MatterKind<UnitChangeSubject, UnitChangeProposal>;

/**
 * Proposes changed sensitive data of the viewer's own organization to its superior (§3); an organization that has
 * none changes them at once (`applied`). Refusals name the field.
 */
export function submitUnitChange(
  ctx: Ctx,
  { evidence, ...values }: z.output<typeof sensitiveSchema>,
): Promise<{ applied: boolean }> {
  return transact(ctx, async (tx) => {
    await lockCode(tx, values.code);
    const unit = await lockOwnUnit(tx, ctx);
    await refusePending(tx, unit.id);
    const changes = await sensitiveChanges(tx, unit, values);
    if (unit.parentId === null) {
      await writeAtOnce(tx, ctx, unit.id, changes);
      return { applied: true };
    }
    const superior = await findSuperior(tx, unit.parentId);
    if (!superior) throw new AppError("blocked", "本单位的上级部门已停用，请先更换上级部门或联系人社部门");
    if (evidence.length === 0) {
      const message = `请上传${licenseEvidence.label}等证明材料`;
      throw new AppError("invalid", message, { evidence: message });
    }
    await requireFiles(tx, { organizationId: unit.id }, idsOf(evidence));
    const proposal: UnitChangeProposal = {
      title: changeTitle(Object.keys(changes)),
      unit: snapshot(unit, superior.name),
      changes: changes as UnitChangeProposal["changes"],
      evidence: cite(evidence),
    };
    await submitReview(tx, actorOf(ctx), unitChangeKind, {
      subjectId: unit.id,
      personId: null,
      organizationId: unit.id,
      proposal,
      route: [{ organizationId: superior.id, stage: superior.kind }],
    });
    return { applied: false };
  });
}

/**
 * 更换上级部门 (§3): proposed to the new superior. Refused while anything of the unit or its people is under review,
 * naming what, and at the field for a superior inside the unit's own subtree, disabled, or of a lower order.
 */
export function submitSuperiorChange(
  ctx: Ctx,
  { superior: chosen, reason, evidence }: z.output<typeof superiorSchema>,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const unit = await lockOwnUnit(tx, ctx);
    if (unit.parentId === null) throw new AppError("blocked", "本单位没有上级部门，不需要更换");
    const obstacle = obstaclesRefusal(await listOpenMatters(tx, [unit.id]), "本单位");
    if (obstacle) throw new AppError("blocked", obstacle);
    const superior = await findSuperior(tx, chosen.id);
    const refusal = superior
      ? superiorRefusal({ ...unit, superiorId: unit.parentId }, superior)
      : "该单位不存在或已停用，请重新选择";
    if (!superior || refusal) throw atSuperior(refusal);
    if ((await chainToBureau(tx, superior.path)).length === 0) {
      throw atSuperior("该单位没有上级人社局，暂不能作为上级部门，请联系人社部门");
    }
    await requireFiles(tx, { organizationId: unit.id }, idsOf(evidence));
    const former = (await findOwnUnit(tx, ctx.scope))?.superior?.name ?? null;
    const proposal: UnitChangeProposal = {
      title: changeTitle(["superior"]),
      unit: snapshot(unit, former),
      changes: { superior: { old: former, new: superior.name } },
      evidence: cite(evidence),
      parent: { id: superior.id },
      reason,
    };
    await submitReview(tx, actorOf(ctx), unitChangeKind, {
      subjectId: unit.id,
      personId: null,
      organizationId: unit.id,
      proposal,
      route: [{ organizationId: superior.id, stage: superior.kind }],
    });
    return { id: unit.id };
  });
}

/**
 * Asked as soon as the unit is locked: who inserts a second round waits for whoever decides the first, and that one
 * for the unit.
 */
async function refusePending(tx: Tx, unitId: string): Promise<void> {
  const { kind, noun } = unitChangeKind;
  const pending = and(eq(reviews.kind, kind), eq(reviews.subjectId, unitId), eq(reviews.state, "pending"));
  if ((await tx.$count(reviews, pending)) > 0) {
    throw new AppError("conflict", `本单位已有${noun}正在审核，审核结束或撤回后才能再次提交`);
  }
}

const snapshot = (
  { name, code, contactName, phone }: Omit<UnitChangeProposal["unit"], "superior">,
  superior: string | null,
): UnitChangeProposal["unit"] => ({ name, code, superior, contactName, phone });

const atSuperior = (message: string | null) =>
  new AppError("invalid", message ?? "", { superior: message ?? "" });
const idsOf = (files: SensitiveInput["evidence"]) => (files ?? []).map((file) => file.id);
const cite = (files: SuperiorInput["evidence"]) =>
  idsOf(files).map((attachmentId) => ({ evidence: licenseEvidence.key, attachmentId }));

/** Takes the viewer's own unit's change back; it can be corrected and submitted again. */
export async function withdrawUnitChange(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  requireOwn(ctx, id);
  await transact(ctx, (tx) => withdrawReview(tx, actorOf(ctx), unitChangeKind, id));
  return { id };
}

/** 催办 of the viewer's own unit's change. */
export async function remindUnitChange(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  requireOwn(ctx, id);
  await transact(ctx, (tx) => remindReviewer(tx, actorOf(ctx), unitChangeKind, id));
  return { id };
}

function requireOwn({ scope }: Ctx, id: string): void {
  if (scope.type !== "organization" || scope.organizationId !== id) throw missing("该单位");
}

/** The viewer's own organization for 资料管理, with every round of its changes and the files that they cite. */
export async function findUnitProfile(ctx: Ctx) {
  const unit = await findOwnUnit(ctx.db, ctx.scope);
  if (!unit) return null;
  const rounds = (await roundsOf(ctx.db, unitChangeKind, unit.id)).map(({ proposal, ...round }) => ({
    ...round,
    proposal: unitChangeProposal.parse(proposal),
  }));
  const files = await ownFiles(
    ctx.db,
    { organizationId: unit.id },
    rounds.flatMap((round) => round.proposal.evidence.map((item) => item.attachmentId)),
  );
  return { unit, rounds, files };
}
export type UnitProfile = NonNullable<Awaited<ReturnType<typeof findUnitProfile>>>;

/**
 * What the form of one of the two changes begins with when the unit's last one was of that sort and was turned down
 * or taken back: what was typed then. Null: it begins anew.
 */
export function formerChange({ rounds, files }: UnitProfile, sort: "fields" | "superior") {
  const [latest] = rounds;
  if (!latest || !availableActions(latest.state, { decided: 0 }).includes("edit")) return null;
  const { changes, evidence, parent, reason } = latest.proposal;
  if ((parent === undefined) !== (sort === "fields")) return null;
  return {
    reviewId: latest.reviewId,
    values: Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.new ?? ""])),
    superior: parent && { id: parent.id, name: changes.superior?.new ?? "" },
    reason,
    evidence: evidence.flatMap(({ attachmentId }) => files.filter(({ id }) => id === attachmentId)),
  };
}
