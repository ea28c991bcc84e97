import "server-only";
import { and, eq, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { ReviewKind } from "@/db/enums";
import { reviewSteps } from "@/db/schema";
import { may } from "@/lib/access/permissions";
import { listFiles } from "@/lib/attachment/queries";
import type { Ctx } from "@/lib/context";
import { findDeclaration, findReviewedDeclaration } from "@/lib/hours/queries";
import { type DeclarationFilters, proposalSchema } from "@/lib/hours/schema";
import { countCap, type ListParams } from "@/lib/list";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import {
  countAll,
  countInbox,
  countInboxes,
  inboxWhere,
  pageInbox,
  placeInInbox,
  reachedWhere,
  roundsOf,
  seenAt,
} from "@/lib/workflow/queries";
import { availableActions, type MatterAction } from "@/lib/workflow/rules";
import type { InboxTab } from "@/lib/workflow/schema";
import { declarationKind } from "./declaration";
import type { InboxKind, MatterKind } from "./kind";
import { reviewKindTable } from "./kinds";
import { citedEvidence } from "./schema";

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

/** What waits in the viewer's inboxes is counted to here; more reads as one more. */
export const waitingCap = 99;

export type WaitingInbox = { kind: ReviewKind; path: string; label: string; noun: string; count: number };

/**
 * What waits in each inbox that the viewer may review (up to `waitingCap`), in the menu's order, empty ones too: one
 * statement for all of them, for the menu's badges and the home page.
 */
export async function countWaiting(ctx: Ctx): Promise<WaitingInbox[]> {
  if (ctx.scope.type !== "organization") return [];
  const inboxes = Object.values(reviewKindTable).filter(({ permission }) => may(ctx.viewer, permission));
  const counts = await countInboxes(
    ctx.db,
    inboxes.map((kind) => where(kind, ctx, {}, "open")),
    waitingCap + 1,
  );
  return inboxes.map(({ kind, path, label, noun }, index) => ({
    kind,
    path,
    label,
    noun,
    count: counts[index] ?? 0,
  }));
}

/** What the viewer's organization decided last in an inbox, the latest first. */
export function listLatestDecisions<Filters, Summary extends object>(
  ctx: Ctx,
  kind: InboxKind<Filters, Summary>,
  limit: number,
) {
  const decided = where(kind, ctx, {} as Filters, "decided");
  return kind.rows(
    ctx.db,
    pageInbox(ctx.db, decided, { tab: "decided", order: undefined, limit, offset: 0 }),
  );
}

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

/**
 * A matter of an account review (§5): its subject as its inbox shows it, and its rounds, the newest first, each with
 * the files that it cites. For an organization that a round has reached; what was proposed after the last one that
 * reached it is other organizations' affair and left out. Null for every other id, malformed ones too, and to whoever
 * is limited to departments for what is about others.
 */
export async function findMatter<Summary extends object, Proposal>(
  ctx: Ctx,
  kind: MatterKind<Summary, Proposal>,
  subjectId: string,
) {
  if (ctx.scope.type !== "organization" || !z.uuid().safeParse(subjectId).success) return null;
  const { organizationId } = ctx.scope;
  const all = await roundsOf(ctx.db, kind, subjectId);
  const latest = all.findIndex(({ steps }) =>
    steps.some((step) => step.organizationId === organizationId && step.openedAt !== null),
  );
  const rounds = latest < 0 ? [] : all.slice(latest);
  const [newest] = rounds;
  if (!newest) return null;
  const cited = rounds.map(({ proposal }) => citing.parse(proposal).evidence);
  const files = await listFiles(
    ctx.db,
    cited.flat().map(({ attachmentId }) => attachmentId),
  );
  const here = and(eq(reviewSteps.reviewId, newest.reviewId), reachedWhere(kind, ctx.scope)) as SQL;
  const page = pageInbox(ctx.db, here, { tab: "open", order: undefined, limit: 1, offset: 0 });
  const [row] = await kind.rows(ctx.db, page);
  if (!row) return null;
  return {
    subject: row.subject,
    rounds: rounds.map(({ proposal, ...round }, index) => ({
      ...round,
      proposal: kind.proposal.parse(proposal),
      files: (cited[index] ?? []).flatMap(({ evidence, attachmentId }) =>
        files.filter(({ id }) => id === attachmentId).map((file) => ({ ...file, evidence })),
      ),
    })),
  };
}
/** What a proposal cites, whatever its kind is; some cite nothing. */
const citing = z.object({ evidence: citedEvidence.default([]) });

/** A subject's place in the viewer's inbox: the review to decide, if any, and its neighbours under the same filters. */
export async function findPlace<Filters>(
  ctx: Ctx,
  kind: ReviewBehaviour<Filters>,
  subjectId: string,
  filters: Filters,
) {
  if (ctx.scope.type !== "organization") return null;
  return placeInInbox(ctx.db, {
    reached: reachedWhere(kind, ctx.scope),
    here: where(kind, ctx, {} as Filters, "open"),
    list: where(kind, ctx, filters, "open"),
    subjectId,
  });
}

export type DeclarationMatter = NonNullable<Awaited<ReturnType<typeof findDeclarationMatter>>>;

/** The step that the viewer's own declaration waits at, for 催办; undefined: it doesn't wait, or isn't theirs. */
export const openStep = ({ declaration, rounds }: Pick<DeclarationMatter, "declaration" | "rounds">) =>
  declaration.proposed ? rounds[0]?.steps.find((step) => step.state === "open") : undefined;

/** What the viewer may do with the declaration as its applicant; nothing when another side proposed it. */
export function applicantActions({
  declaration,
  rounds,
}: Pick<DeclarationMatter, "declaration" | "rounds">): readonly MatterAction[] {
  if (!declaration.proposed) return [];
  const decided = rounds[0]?.steps.filter((step) => step.decidedAt !== null).length ?? 0;
  return availableActions(declaration.state, { decided });
}
