import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { persons, transfers } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { declarationKind } from "@/lib/review/declaration";
import { listInbox } from "@/lib/review/queries";
import { transferKind } from "@/lib/review/transfer";
import { transferSchema } from "@/lib/transfer/schema";
import { decideReviews } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import type { Decision } from "@/lib/workflow/rules";
import { ctxFor, professional } from "./fixtures";

export const reasonText = "夫妻两地分居，申请调往济宁";

/** What the page sends. */
export const wish = (unit: { id: string; name: string }, overrides: Record<string, unknown> = {}) =>
  transferSchema.parse({ unit: { id: unit.id, name: unit.name }, reason: reasonText, ...overrides });

/** Somebody of a unit who wants to move. */
export async function mover(
  db: Executor,
  unit: { id: string },
  overrides: Parameters<typeof professional>[2] = {},
) {
  const { account, person } = await professional(db, unit, overrides);
  return { ctx: await ctxFor(db, account), person, account };
}
export type Mover = Awaited<ReturnType<typeof mover>>;

/** What the decision buttons call. */
export const decideTransfers = (
  ctx: Ctx,
  ids: string[],
  decision: Decision = "approve",
  opinion = decision === "reject" ? "岗位已满" : "",
) => decideReviews(ctx, transferKind, { target: { ids }, decision, opinion });

/** The pending review of a transfer. */
export async function reviewOf(db: Executor, transferId: string): Promise<string> {
  const rounds = await roundsOf(db, transferKind, transferId);
  const pending = rounds.find((round) => round.state === "pending");
  if (!pending) throw new Error("nothing pending");
  return pending.reviewId;
}

export async function personRow(db: Executor, id: string) {
  const [row] = await db.select().from(persons).where(eq(persons.id, id));
  return row as typeof persons.$inferSelect;
}

export async function transferRow(db: Executor, id: string) {
  const [row] = await db.select().from(transfers).where(eq(transfers.id, id));
  return row as typeof transfers.$inferSelect;
}

/** Ids of the declarations that wait at the viewer's unit. */
export async function waitingDeclarations(ctx: Ctx): Promise<string[]> {
  const list = { tab: "open", filters: {}, order: "desc", limit: 50, offset: 0 } as const;
  const { rows } = await listInbox(ctx, declarationKind, list);
  return rows.map((row) => row.subjectId);
}
