import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import { declarations, organizations, persons, reviews } from "@/db/schema";
import { aboutPeopleIn } from "@/lib/access/departments";
import { actorOf } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { endDeclarations, writeSubmission } from "@/lib/hours/commands";
import { declarationWhere, findDeclaration, summaryColumns } from "@/lib/hours/queries";
import {
  type Declaration,
  type DeclarationFilters,
  type DeclarationProposal,
  declarationFilters,
} from "@/lib/hours/schema";
import { matterNouns } from "@/lib/matter-nouns";
import { chainToBureau } from "@/lib/org/queries";
import { remindReviewer, submitReview, withdrawReview } from "@/lib/workflow/commands";
import type { InboxKind } from "./kind";

/** 学时申报 (§6–8): decided by the unit, then every superior up to the first 人社局; then the hours are credited. */
export const declarationKind = {
  kind: "declaration",
  noun: matterNouns.declaration,
  label: "学时审批",
  path: "/hours/review",
  permission: "hours.review",
  filters: declarationFilters,
  rows: (db, { page, columns, order }) =>
    db
      .select({ ...columns, subject: summaryColumns })
      .from(page)
      .innerJoin(declarations, eq(declarations.id, page.subjectId))
      .innerJoin(persons, eq(persons.id, declarations.personId))
      .innerJoin(organizations, eq(organizations.id, declarations.organizationId))
      .orderBy(...order),
  where(filters: DeclarationFilters): SQL | undefined {
    const condition = declarationWhere(filters);
    return (
      condition &&
      sql`exists (
      select 1 from ${declarations} where ${declarations.id} = ${reviews.subjectId} and ${condition})`
    );
  },
  ofDepartments: aboutPeopleIn,
  ended: (tx, { subjectIds }, state) => endDeclarations(tx, subjectIds, state),
} as const satisfies InboxKind<DeclarationFilters, object>;

/** Submits a declaration, new or corrected: written, checked and put on its route in one transaction. */
export function submitDeclaration(ctx: Ctx, declaration: Declaration): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const { id, personId, organizationId, path } = await writeSubmission(tx, ctx, declaration);
    const chain = await chainToBureau(tx, path);
    if (chain.length === 0) throw new AppError("blocked", "本单位没有上级人社局，暂不能申报，请联系人社部门");
    const { year, category, form, title, startDate, endDate, hours, note, detail } = declaration;
    const proposal: DeclarationProposal = {
      ...{ year, category, form, title, startDate, endDate, hours, note, detail },
      evidence: Object.entries(declaration.evidence).flatMap(([evidence, files]) =>
        files.map((file) => ({ evidence, attachmentId: file.id })),
      ),
    };
    await submitReview(tx, actorOf(ctx), declarationKind, {
      subjectId: id,
      personId,
      organizationId,
      proposal,
      route: chain.map((organization) => ({ organizationId: organization.id, stage: organization.kind })),
    });
    return { id };
  });
}

/** Takes a declaration back that nobody has decided yet. */
export async function withdrawDeclaration(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  const declaration = await findDeclaration(ctx.db, ctx.scope, id);
  if (!declaration?.proposed) throw missing("该学时申报");
  await transact(ctx, (tx) => withdrawReview(tx, actorOf(ctx), declarationKind, id));
  return { id };
}

/** 催办 of a declaration by its own side. */
export async function remindDeclaration(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  const declaration = await findDeclaration(ctx.db, ctx.scope, id);
  if (!declaration?.proposed) throw missing("该学时申报");
  await transact(ctx, (tx) => remindReviewer(tx, actorOf(ctx), declarationKind, id));
  return { id };
}
