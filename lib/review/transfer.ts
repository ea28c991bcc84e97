import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { persons, reviews } from "@/db/schema";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { maskIdNumber } from "@/lib/id-number";
import { matterNouns } from "@/lib/matter-nouns";
import { nameOrNumber } from "@/lib/person/queries";
import { endTransfers, requireOwnTransfer, writeTransfer } from "@/lib/transfer/commands";
import type { Transfer } from "@/lib/transfer/schema";
import { remindReviewer, submitReview, withdrawReview } from "@/lib/workflow/commands";
import { type MatterKind, proposed, proposedOrNull } from "./kind";
import { type MatterFilters, matterFilters } from "./schema";

/** What the receiving unit decides about: who comes from where and why, as it was at the submission. */
export const transferProposal = z.object({
  title: z.string(),
  personName: z.string(),
  maskedIdNumber: z.string(),
  /** 职称. */
  personTitle: z.string().nullable(),
  position: z.string().nullable(),
  phone: z.string().nullable(),
  fromName: z.string(),
  toName: z.string(),
  reason: z.string(),
});
export type TransferProposal = z.output<typeof transferProposal>;

/** 人员调转 (§5.4): decided by the receiving unit; then the person is its own. */
export const transferKind = {
  kind: "transfer",
  noun: matterNouns.transfer,
  label: "人员调转",
  chapter: "5.4",
  path: "/reviews/transfers",
  permission: "transfers.review",
  filters: matterFilters,
  proposal: transferProposal,
  rows: (db, { page, columns, order }) =>
    db
      .select({
        ...columns,
        subject: {
          id: page.subjectId,
          personName: proposed("personName"),
          maskedIdNumber: proposed("maskedIdNumber"),
          personTitle: proposedOrNull("personTitle"),
          fromName: proposed("fromName"),
          toName: proposed("toName"),
          reason: proposed("reason"),
        },
      })
      .from(page)
      .innerJoin(reviews, eq(reviews.id, page.reviewId))
      .orderBy(...order),
  where: ({ q }: MatterFilters): SQL | undefined =>
    q
      ? sql`${reviews.personId} in (select ${persons.id} from ${persons} where ${nameOrNumber(q)})`
      : undefined,
  ofDepartments: () => sql`false`,
  ended: (tx, { subjectIds }, state) => endTransfers(tx, subjectIds, state),
} as const satisfies MatterKind<object, TransferProposal>;

/** Submits a transfer of the professional, new or again: checked, written and put to the receiving unit in one transaction. */
export function submitTransfer(ctx: Ctx, transfer: Transfer): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const { id, person, fromName, to } = await writeTransfer(tx, ctx, transfer);
    const proposal: TransferProposal = {
      title: `调入 ${to.name}`,
      personName: person.name,
      maskedIdNumber: maskIdNumber(person.idNumber),
      personTitle: person.title,
      position: person.position,
      phone: person.phone,
      fromName,
      toName: to.name,
      reason: transfer.reason,
    };
    await submitReview(tx, actorOf(ctx), transferKind, {
      subjectId: id,
      personId: person.id,
      organizationId: person.organizationId,
      proposal,
      route: [{ organizationId: to.id, stage: to.kind }],
    });
    return { id };
  });
}

/** Takes a transfer back that the receiving unit has not decided yet. */
export async function withdrawTransfer(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  await requireOwnTransfer(ctx, id);
  await transact(ctx, (tx) => withdrawReview(tx, actorOf(ctx), transferKind, id));
  return { id };
}

/** 催办 of a transfer by the professional. */
export async function remindTransfer(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  await requireOwnTransfer(ctx, id);
  await transact(ctx, (tx) => remindReviewer(tx, actorOf(ctx), transferKind, id));
  return { id };
}
