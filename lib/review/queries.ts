import "server-only";
import { and, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { findDeclaration, findReviewedDeclaration } from "@/lib/hours/queries";
import type { DeclarationFilters } from "@/lib/hours/schema";
import { countCap, type ListParams } from "@/lib/list";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import {
  countInbox,
  type InboxTab,
  inboxWhere,
  openReview,
  pageInbox,
  roundsOf,
  seenAt,
} from "@/lib/workflow/queries";
import { availableActions, type MatterAction } from "@/lib/workflow/rules";
import { declarationKind } from "./declaration";
import type { InboxKind } from "./kind";

type Params<Filters> = Pick<ListParams<Filters>, "filters" | "descending" | "limit" | "offset"> & {
  tab: InboxTab;
};

const where = <Filters>(kind: ReviewBehaviour<Filters>, ctx: Ctx, filters: Filters, tab: InboxTab): SQL =>
  inboxWhere(kind, ctx.scope, ctx.viewer.accountId, { filters, tab });

/**
 * One page of the viewer's inbox of a kind with the counts of both tabs (up to `countCap`; more reads as
 * one more) and `asOf`, the moment for which the count of open ones is exact: 全部 sends it back.
 */
export async function listInbox<Filters, Summary extends { id: string }>(
  ctx: Ctx,
  kind: InboxKind<Filters, Summary>,
  { tab, filters, descending, limit, offset }: Params<Filters>,
) {
  const [open, decided, page] = await Promise.all([
    countInbox(ctx.db, where(kind, ctx, filters, "open")),
    countInbox(ctx.db, where(kind, ctx, filters, "decided")),
    pageInbox(ctx.db, where(kind, ctx, filters, tab), { tab, descending, limit, offset }),
  ]);
  const ids = page.map((row) => row.subjectId);
  const summaries = ids.length > 0 ? await kind.summaries(ctx.db, ids) : [];
  const subjects = new Map(summaries.map((summary) => [summary.id, summary]));
  const rows = page.flatMap((row) => {
    const subject = subjects.get(row.subjectId);
    return subject ? [{ ...row, subject }] : [];
  });
  return { rows, open: open.total, decided: decided.total, asOf: open.asOf, cap: countCap };
}
export type DeclarationInbox = Awaited<
  ReturnType<
    typeof listInbox<DeclarationFilters, Awaited<ReturnType<typeof declarationKind.summaries>>[number]>
  >
>;

/** How many a 全部 would touch now: exact, for its confirmation. */
export async function countTarget<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  { all, asOf }: { all: Filters; asOf: string },
) {
  const seen = and(where(kind, ctx, all, "open"), seenAt(asOf)) as SQL;
  const { total } = await countInbox(ctx.db, seen, null);
  return { total };
}

/** A declaration with all its rounds: for its side, the units above, and every organization with a step of it. */
export async function findDeclarationMatter(ctx: Ctx, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const declaration =
    (await findDeclaration(ctx.db, ctx.scope, id)) ?? (await findReviewedDeclaration(ctx.db, ctx.scope, id));
  if (!declaration) return null;
  const rounds = await roundsOf(ctx.db, declarationKind, id);
  return { declaration, rounds };
}

/**
 * The review of this subject that waits for the viewer's decision, and its neighbours in the inbox under the
 * same filters; null when there is nothing to decide here.
 */
export async function findOpenReview<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  subjectId: string,
  filters: Filters,
) {
  if (ctx.scope.type !== "organization") return null;
  return openReview(ctx.db, {
    here: where(kind, ctx, {} as Filters, "open"),
    list: where(kind, ctx, filters, "open"),
    subjectId,
  });
}

/** What the viewer may do with the declaration as its applicant; nothing when another side proposed it. */
export function applicantActions({
  declaration,
  rounds,
}: NonNullable<Awaited<ReturnType<typeof findDeclarationMatter>>>): readonly MatterAction[] {
  if (!declaration.proposed) return [];
  const decided = rounds[0]?.steps.filter((step) => step.decidedAt !== null).length ?? 0;
  return availableActions(declaration.state, "applicant", { decided });
}
