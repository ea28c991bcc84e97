import "server-only";
import { and, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { findDeclaration, findReviewedDeclaration, listFiles } from "@/lib/hours/queries";
import { type DeclarationFilters, proposalSchema } from "@/lib/hours/schema";
import { countCap, type ListParams } from "@/lib/list";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import {
  countAll,
  countInbox,
  inboxWhere,
  pageInbox,
  placeInInbox,
  roundsOf,
  seenAt,
} from "@/lib/workflow/queries";
import { availableActions, type MatterAction } from "@/lib/workflow/rules";
import type { InboxTab } from "@/lib/workflow/schema";
import { declarationKind } from "./declaration";
import type { InboxKind } from "./kind";

type Params<Filters> = Pick<ListParams<Filters>, "filters" | "order" | "limit" | "offset"> & {
  tab: InboxTab;
};

const where = <Filters>(kind: ReviewBehaviour<Filters>, ctx: Ctx, filters: Filters, tab: InboxTab): SQL =>
  inboxWhere(kind, ctx.scope, ctx.viewer.accountId, { filters, tab });

/**
 * One page of the viewer's inbox of a kind with the counts of both tabs (up to `countCap`; more reads as
 * one more) and `asOf`, the moment for which the count of open ones is exact: 全部 sends it back.
 */
export async function listInbox<Filters, Summary extends object>(
  ctx: Ctx,
  kind: InboxKind<Filters, Summary>,
  { tab, filters, order, limit, offset }: Params<Filters>,
) {
  const [counts, rows] = await Promise.all([
    countInbox(ctx.db, {
      open: where(kind, ctx, filters, "open"),
      decided: where(kind, ctx, filters, "decided"),
    }),
    kind.rows(ctx.db, pageInbox(ctx.db, where(kind, ctx, filters, tab), { tab, order, limit, offset })),
  ]);
  return { rows, ...counts, cap: countCap };
}
export type DeclarationInbox = Awaited<
  ReturnType<
    typeof listInbox<DeclarationFilters, Awaited<ReturnType<typeof declarationKind.rows>>[number]["subject"]>
  >
>;

/** How many a 全部 would touch now: exact, for its confirmation. */
export async function countTarget<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  { all, asOf }: { all: Filters; asOf: string },
) {
  const seen = and(where(kind, ctx, all, "open"), seenAt(asOf)) as SQL;
  return { total: await countAll(ctx.db, seen) };
}

/**
 * A declaration with all its rounds and the files that they cite: for its side, the units above (`inScope`), and
 * every organization that it has reached.
 */
export async function findDeclarationMatter(ctx: Ctx, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const visible = await findDeclaration(ctx.db, ctx.scope, id);
  const declaration = visible ?? (await findReviewedDeclaration(ctx.db, ctx.scope, id));
  if (!declaration) return null;
  const rounds = (await roundsOf(ctx.db, declarationKind, id)).map(({ proposal, ...round }) => ({
    ...round,
    proposal: proposalSchema.parse(proposal),
  }));
  const files = await listFiles(
    ctx.db,
    rounds.flatMap((round) => round.proposal.evidence.map((item) => item.attachmentId)),
  );
  return { declaration, rounds, files, inScope: visible !== null };
}

/** A subject's place in the viewer's inbox: the review to decide, if any, and its neighbours under the same filters. */
export async function findPlace<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  subjectId: string,
  filters: Filters,
) {
  if (ctx.scope.type !== "organization") return null;
  return placeInInbox(ctx.db, {
    here: where(kind, ctx, {} as Filters, "open"),
    list: where(kind, ctx, filters, "open"),
    subjectId,
    organizationId: ctx.scope.organizationId,
  });
}

export type DeclarationMatter = NonNullable<Awaited<ReturnType<typeof findDeclarationMatter>>>;

/** What the viewer may do with the declaration as its applicant; nothing when another side proposed it. */
export function applicantActions({
  declaration,
  rounds,
}: Pick<DeclarationMatter, "declaration" | "rounds">): readonly MatterAction[] {
  if (!declaration.proposed) return [];
  const decided = rounds[0]?.steps.filter((step) => step.decidedAt !== null).length ?? 0;
  return availableActions(declaration.state, { decided });
}
