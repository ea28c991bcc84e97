import "server-only";
import { and, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { findDeclaration, findReviewedDeclaration, summariesOf } from "@/lib/hours/queries";
import type { DeclarationFilters } from "@/lib/hours/schema";
import type { ListParams } from "@/lib/list";
import {
  countCap,
  countInbox,
  type InboxTab,
  inboxWhere,
  openReview,
  pageInbox,
  roundsOf,
  seenAt,
} from "@/lib/workflow/queries";
import { availableActions, type MatterAction } from "@/lib/workflow/rules";
import type { Target } from "@/lib/workflow/schema";
import { declarationKind } from "./declaration";

type Params = Pick<ListParams<DeclarationFilters>, "filters" | "descending" | "limit" | "offset"> & {
  tab: InboxTab;
};

const where = (ctx: Ctx, filters: DeclarationFilters, tab: InboxTab): SQL =>
  inboxWhere(declarationKind, ctx.scope, ctx.viewer.accountId, { filters, tab });

/**
 * One page of the viewer's inbox of declarations with the counts of both tabs (up to 10,000; more reads as
 * 10,001) and `asOf`, the moment for which the count of open ones is exact: 全部 sends it back.
 */
export async function listInbox(ctx: Ctx, { tab, filters, descending, limit, offset }: Params) {
  const db: Executor = ctx.db;
  const [open, decided, page] = await Promise.all([
    countInbox(db, where(ctx, filters, "open")),
    countInbox(db, where(ctx, filters, "decided")),
    pageInbox(db, where(ctx, filters, tab), { tab, descending, limit, offset }),
  ]);
  const subjects = new Map(
    page.length > 0
      ? (
          await summariesOf(
            db,
            page.map((row) => row.subjectId),
          )
        ).map((subject) => [subject.id, subject])
      : [],
  );
  const rows = page.flatMap((row) => {
    const subject = subjects.get(row.subjectId);
    return subject ? [{ ...row, subject }] : [];
  });
  return { rows, open: open.total, decided: decided.total, asOf: open.asOf, cap: countCap };
}
export type Inbox = Awaited<ReturnType<typeof listInbox>>;

/** How many a 全部 would touch now: exact, for its confirmation. */
export async function countTarget(
  ctx: Ctx,
  target: Omit<Extract<Target<DeclarationFilters>, { all: unknown }>, "expected">,
) {
  const { total } = await countInbox(
    ctx.db,
    and(where(ctx, target.all, "open"), seenAt(target.asOf)) as SQL,
    null,
  );
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
export async function findOpenReview(ctx: Ctx, subjectId: string, filters: DeclarationFilters) {
  if (ctx.scope.type !== "organization") return null;
  return openReview(ctx.db, {
    here: where(ctx, {}, "open"),
    list: where(ctx, filters, "open"),
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
