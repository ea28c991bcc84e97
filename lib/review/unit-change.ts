import "server-only";
import { and, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { organizations, reviews } from "@/db/schema";
import { requireFiles } from "@/lib/attachment/queries";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { likeText } from "@/lib/list";
import { matterNouns } from "@/lib/matter-nouns";
import { lockOwnAdministrator, writeAdministratorAtOnce } from "@/lib/org/administrator";
import { changeTitle, differences, needsEvidence, superiorRefusal, touched } from "@/lib/org/change";
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
import { type MatterKind, proposed } from "./kind";
import { changesSchema, citedEvidence, type MatterFilters, matterFilters } from "./schema";

export const unitChangeProposal = z.object({
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
  /** Whose name and phone number change, and what they were called then. */
  administrator: z.object({ accountId: z.uuid(), name: z.string() }).optional(),
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
          title: proposed("title"),
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
  ofDepartments: () => sql`false`,
  ended: async (tx, ended, state) => {
    if (state === "approved") await applyUnitChanges(tx, ended);
  },
} as const satisfies MatterKind<UnitChangeSubject, UnitChangeProposal>;

/**
 * Proposes changed sensitive data of the viewer's own organization, and of the viewer as its administrator, to its
 * superior (§3); an organization that has none changes them at once (`applied`). Refusals name the field.
 */
export function submitUnitChange(
  ctx: Ctx,
  { evidence, was, administratorName, administratorPhone, ...values }: z.output<typeof sensitiveSchema>,
): Promise<{ applied: boolean }> {
  return transact(ctx, async (tx) => {
    await lockCode(tx, values.code);
    const unit = await lockOwnUnit(tx, ctx);
    await refusePending(tx, unit.id);
    const unitChanges = await sensitiveChanges(tx, unit, values, was);
    const administrator = await lockOwnAdministrator(tx, ctx);
    const own = differences(administrator, touched({ administratorName, administratorPhone }, was));
    const changes = { ...unitChanges, ...own };
    const fields = Object.keys(changes);
    if (fields.length === 0) throw new AppError("invalid", "没有修改任何内容，请修改后再提交");
    if (unit.parentId === null) {
      await writeAtOnce(tx, ctx, unit.id, unitChanges);
      await writeAdministratorAtOnce(tx, ctx, own);
      return { applied: true };
    }
    const superior = await findSuperior(tx, unit.parentId);
    if (!superior) throw new AppError("blocked", "本单位的上级部门已停用，请先更换上级部门或联系人社部门");
    if (evidence.length === 0 && needsEvidence(fields)) {
      const message = `请上传${licenseEvidence.label}等证明材料`;
      throw new AppError("invalid", message, { evidence: message });
    }
    await requireFiles(tx, { organizationId: unit.id }, idsOf(evidence));
    const proposal: UnitChangeProposal = {
      title: changeTitle(fields),
      unit: snapshot(unit, superior.name),
      changes: changes as UnitChangeProposal["changes"],
      evidence: cite(evidence),
      ...(Object.keys(own).length > 0 && {
        administrator: { accountId: administrator.id, name: administrator.administratorName },
      }),
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
