import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { persons, reviewSteps, reviews } from "@/db/schema";
import type { PersonCtx } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import type { ChangeValues } from "@/lib/person/change";
import { personChangeKind } from "@/lib/review/person-change";
import { decideReviews } from "@/lib/workflow/commands";
import type { Decision } from "@/lib/workflow/rules";
import { ctxFor, evidenceRow, type Person, professional } from "./fixtures";

/** A professional of a unit, and the context of what they do. */
export async function somebody(
  db: Executor,
  unit: { id: string },
  overrides: Parameters<typeof professional>[2] = {},
) {
  const made = await professional(db, unit, overrides);
  const ctx = await ctxFor(db, made.account);
  return { ...made, own: ctx as PersonCtx };
}

/** What the form of a new title sends, with its certificate. */
export async function newTitle(ctx: PersonCtx, edits: Partial<ChangeValues> = {}): Promise<ChangeValues> {
  const file = await evidenceRow(ctx.db, ctx.viewer.person, { id: ctx.viewer.accountId });
  return {
    titleSeries: "中小学教师",
    titleLevel: "副高级",
    title: "高级教师",
    titleObtainedOn: "2024-12-01",
    titleAppointedOn: null,
    titleCertificateNumber: "SD2024001",
    evidence: { title: [{ id: file.id }] },
    ...edits,
  };
}

/** The pending change of a person, and who decides it. */
export async function pendingChange(db: Executor, personId: string) {
  const [review] = await db
    .select({ id: reviews.id, proposal: reviews.proposal, deciderId: reviewSteps.organizationId })
    .from(reviews)
    .innerJoin(reviewSteps, eq(reviewSteps.reviewId, reviews.id))
    .where(and(eq(reviews.subjectId, personId), eq(reviews.state, "pending")));
  if (!review) throw new Error("nothing is pending");
  return review;
}

/** What the decision buttons call, on a person's pending change. */
export const decideChange = async (ctx: Ctx, personId: string, decision: Decision = "approve") =>
  decideReviews(ctx, personChangeKind, {
    target: { ids: [(await pendingChange(ctx.db, personId)).id] },
    decision,
    opinion: decision === "reject" ? "证书编号页不清晰" : "",
  });

export async function personRow(db: Executor, id: string): Promise<Person> {
  const [row] = await db.select().from(persons).where(eq(persons.id, id));
  return row as Person;
}
