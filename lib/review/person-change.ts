import "server-only";
import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Tx } from "@/db/client";
import { departments, persons, reviews } from "@/db/schema";
import { aboutPeopleIn } from "@/lib/access/departments";
import type { PersonCtx } from "@/lib/access/require";
import { ownFiles, requireFiles } from "@/lib/attachment/queries";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing, refusalOf } from "@/lib/errors";
import { matterNouns } from "@/lib/matter-nouns";
import { deciderOf } from "@/lib/org/queries";
import {
  type ChangeValues,
  changeGroupNames,
  proposedChanges,
  refineChange,
  titleOfChange,
} from "@/lib/person/change";
import { applyPersonChanges } from "@/lib/person/commands";
import { lockOwnProfile, nameOrNumber, type OwnProfile } from "@/lib/person/queries";
import { stateRules } from "@/lib/person/state/rules";
import { openTransferRefusal } from "@/lib/transfer/queries";
import { remindReviewer, submitReview, withdrawReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { availableActions } from "@/lib/workflow/rules";
import { type MatterKind, proposed, proposedOrNull } from "./kind";
import { changesSchema, citedEvidence, matterFilters } from "./schema";

export const personChangeProposal = z.object({
  title: z.string(),
  /** Whose profile it is, as the reviewer reads it; as it was at submission. */
  person: z.object({
    name: z.string(),
    maskedIdNumber: z.string(),
    organizationName: z.string(),
    departmentName: z.string().nullable(),
    position: z.string().nullable(),
    title: z.string().nullable(),
    phone: z.string().nullable(),
  }),
  changes: changesSchema,
  evidence: citedEvidence,
  /** Names of the departments that `changes` speaks of, by id, as they were called then. */
  names: z.record(z.string(), z.string()).default({}),
});
export type PersonChangeProposal = z.output<typeof personChangeProposal>;

/** 审核人员信息修改 (§5.2): decided by the person's unit; then the proposed fields are written. */
export const personChangeKind = {
  kind: "person-change",
  noun: matterNouns["person-change"],
  label: "审核人员信息修改",
  chapter: "5.2",
  path: "/reviews/person-changes",
  permission: "person-changes.review",
  filters: matterFilters,
  proposal: personChangeProposal,
  rows: (db, { page, columns, order }) =>
    db
      .select({
        ...columns,
        subject: {
          id: page.subjectId,
          name: proposed("person", "name"),
          maskedIdNumber: proposed("person", "maskedIdNumber"),
          change: proposed("title"),
          organizationName: proposed("person", "organizationName"),
          departmentName: proposedOrNull("person", "departmentName"),
        },
      })
      .from(page)
      .innerJoin(reviews, eq(reviews.id, page.reviewId))
      .orderBy(...order),
  where: ({ q }) =>
    q
      ? sql`exists (
          select 1 from ${persons} where ${persons.id} = ${reviews.personId} and ${nameOrNumber(q)})`
      : undefined,
  ofDepartments: aboutPeopleIn,
  ended: async (tx, { reviewIds }, state) => {
    if (state === "approved") await applyPersonChanges(tx, reviewIds);
  },
} as const satisfies MatterKind<object, PersonChangeProposal>;

/** What the inbox shows of a change. */
export type PersonChangeSubject = Awaited<ReturnType<typeof personChangeKind.rows>>[number]["subject"];

/**
 * Proposes a change of the viewer's own profile: of the fields that `values` names, those that differ. The person's row
 * is locked, as by every submission of theirs. Throws `conflict` while another change is under review, `blocked` for
 * somebody not 在岗 and while a transfer is under review, `invalid` with the fields where the values break a rule or
 * nothing differs, `missing` for files that are not the person's.
 */
export function submitPersonChange(ctx: Ctx, values: ChangeValues): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const profile = await lockOwnProfile(tx, ctx.scope);
    const { id: personId, organization } = profile;
    const refusal = await changeRefusal(tx, profile);
    if (refusal) throw new AppError(refusal.code, refusal.message);
    requireValid(values, profile);
    const changes = proposedChanges(values, profile);
    if (Object.keys(changes).length === 0) {
      throw new AppError("invalid", "没有需要变更的内容：所填与现有资料相同，请修改后再提交");
    }
    const evidence = changeGroupNames.flatMap((group) =>
      (values.evidence[group] ?? []).map((file) => ({ evidence: group, attachmentId: file.id })),
    );
    await requireFiles(tx, { personId }, idsOf(evidence));
    const proposal: PersonChangeProposal = {
      title: titleOfChange(changes),
      person: {
        name: profile.name,
        maskedIdNumber: profile.maskedIdNumber,
        organizationName: organization.name,
        departmentName: profile.departmentName,
        position: profile.position,
        title: profile.title,
        phone: profile.phone,
      },
      changes: changesSchema.parse(changes),
      evidence,
      names: changes.departmentId ? await departmentNames(tx, organization.id, changes.departmentId) : {},
    };
    const decider = await deciderOf(tx, {
      path: organization.path,
      idNumber: profile.idNumber,
      departmentId: profile.departmentId,
      permission: personChangeKind.permission,
    });
    await submitReview(tx, actorOf(ctx), personChangeKind, {
      subjectId: personId,
      personId,
      organizationId: organization.id,
      proposal,
      route: decider ? [{ organizationId: decider.id, stage: decider.kind }] : [],
    });
    return { id: personId };
  });
}

/** Takes the viewer's own change back that nobody has decided yet; `id` is the person's. */
export async function withdrawPersonChange(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  requireOwn(ctx, id);
  await transact(ctx, (tx) => withdrawReview(tx, actorOf(ctx), personChangeKind, id));
  return { id };
}

/** 催办 of the viewer's own change; `id` is the person's. */
export async function remindPersonChange(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  requireOwn(ctx, id);
  await transact(ctx, (tx) => remindReviewer(tx, actorOf(ctx), personChangeKind, id));
  return { id };
}

/** Every round of the viewer's own changes, the newest first, each with the files it cites. */
export async function listOwnChanges({ db, viewer }: PersonCtx) {
  const { id } = viewer.person;
  const rounds = (await roundsOf(db, personChangeKind, id)).map(({ proposal, ...round }) => ({
    ...round,
    proposal: personChangeProposal.parse(proposal),
  }));
  const cited = rounds.flatMap(({ proposal }) => idsOf(proposal.evidence));
  const files = await ownFiles(db, { personId: id }, cited);
  return rounds.map((round) => ({
    ...round,
    files: round.proposal.evidence.flatMap(({ evidence, attachmentId }) =>
      files.filter((file) => file.id === attachmentId).map((file) => ({ ...file, evidence })),
    ),
  }));
}
export type OwnChange = Awaited<ReturnType<typeof listOwnChanges>>[number];

/** The viewer's latest change, if it came back (驳回 or 撤回) and so can be corrected and submitted again. */
export async function findOwnReturned(ctx: PersonCtx): Promise<OwnChange | null> {
  const [latest] = await listOwnChanges(ctx);
  return latest && availableActions(latest.state, { decided: 0 }).includes("submit") ? latest : null;
}

function requireOwn({ viewer }: Ctx, id: string): void {
  if (viewer.person?.id !== id) throw missing("该资料变更");
}

/**
 * Why no change of this professional can be proposed now, as a sentence for them; null: it can. The answer stays true
 * while the person's row is locked.
 */
export async function changeRefusal(
  db: Executor,
  { id, state }: Pick<OwnProfile, "id" | "state">,
): Promise<{ code: "conflict" | "blocked"; message: string } | null> {
  if (!stateRules[state].changes) {
    return { code: "blocked", message: "您不是在岗状态，不能变更资料；如信息有误，请联系所在单位" };
  }
  const [open] = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.kind, "person-change"), eq(reviews.subjectId, id), eq(reviews.state, "pending")));
  if (open) {
    return { code: "conflict", message: "您有一项资料变更正在审核，请等待审核结果，或撤回后重新提交" };
  }
  const moving = await openTransferRefusal(db, id);
  return moving ? { code: "blocked", message: moving } : null;
}

/** The rules between fields, asked again of the profile as it is now. */
function requireValid(values: ChangeValues, profile: OwnProfile): void {
  const checked = z
    .custom<ChangeValues>()
    .superRefine((input, refinement) => refineChange(input, profile, refinement))
    .safeParse(values);
  if (!checked.success) throw refusalOf(checked.error);
}

const idsOf = (evidence: z.output<typeof citedEvidence>) => evidence.map((file) => file.attachmentId);

/** The names of both departments of a change; refuses a new one that is not the unit's. */
async function departmentNames(
  tx: Tx,
  organizationId: string,
  change: { old: string | null; new: string | null },
): Promise<Record<string, string>> {
  const ids = [change.old, change.new].filter((id) => id !== null);
  const rows = await tx
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .where(and(inArray(departments.id, ids), eq(departments.organizationId, organizationId)));
  if (change.new && !rows.some(({ id }) => id === change.new)) {
    const message = "请选择本单位的内设部门";
    throw new AppError("invalid", message, { departmentId: message });
  }
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
