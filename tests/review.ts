import { asc, eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { creditRecords, declarations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import type { DeclarationFilters } from "@/lib/hours/schema";
import { declarationKind } from "@/lib/review/declaration";
import { decideReviews } from "@/lib/workflow/commands";
import { countInbox, inboxWhere, roundsOf } from "@/lib/workflow/queries";
import type { Decision } from "@/lib/workflow/rules";
import type { InboxTab, Target } from "@/lib/workflow/schema";
import { administrator, ctxFor, organizationTree, professional } from "./fixtures";

/** organizationTree with somebody who reviews at each stage and somebody who declares. */
export async function reviewWorld(db: Executor) {
  const tree = await organizationTree(db);
  const reviewer = async (organization: (typeof tree)["unit"]) =>
    ctxFor(db, await administrator(db, organization));
  const { account, person } = await professional(db, tree.unit);
  return {
    tree,
    person,
    applicant: await ctxFor(db, account),
    unit: await reviewer(tree.unit),
    authority: await reviewer(tree.authority),
    bureau: await reviewer(tree.bureau),
    foreignUnit: await reviewer(tree.foreignUnit),
    foreignAuthority: await reviewer(tree.foreignAuthority),
  };
}

/** What the decision buttons call. A rejection gets a reason if none is given. */
export const decide = (
  ctx: Ctx,
  target: Target<DeclarationFilters>,
  decision: Decision = "approve",
  opinion = decision === "reject" ? "证书不清晰，请重新上传" : "",
) => decideReviews(ctx, declarationKind, { target, decision, opinion });

/** What a page of the open inbox holds and sends back with 全部. */
export async function readInbox(ctx: Ctx, filters: DeclarationFilters = {}) {
  const where = (tab: InboxTab) =>
    inboxWhere(declarationKind, ctx.scope, ctx.viewer.accountId, { filters, tab });
  const counts = { open: where("open"), decided: where("decided") };
  const { open: total, asOf } = await countInbox(ctx.db, counts);
  return { total, target: { all: filters, asOf, expected: total } };
}

/** A declaration as it stands: its state, `state: step states` of each round (the oldest first), credited hours. */
export async function standing(db: Executor, declarationId: string) {
  const [declaration] = await db.select().from(declarations).where(eq(declarations.id, declarationId));
  const rounds = await roundsOf(db, declarationKind, declarationId);
  const credits = await db
    .select({ hours: creditRecords.hours })
    .from(creditRecords)
    .where(eq(creditRecords.declarationId, declarationId))
    .orderBy(asc(creditRecords.id));
  return {
    state: declaration?.state,
    rounds: rounds
      .reverse()
      .map(({ state, steps }) => `${state}: ${steps.map((step) => step.state).join(" ")}`),
    credits: credits.map((record) => record.hours),
  };
}

/** How many audit rows of an action a declaration has. */
export async function auditCount(db: Executor, action: string, declarationId: string): Promise<number> {
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from audit_log where action = ${action} and subject_id = ${declarationId}`,
  );
  return row?.count ?? 0;
}
