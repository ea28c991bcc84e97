import { and, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { attachments, auditLog, organizations, reviews } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { checkCharacter } from "@/lib/org/code";
import { submitSuperiorChange, submitUnitChange, unitChangeKind } from "@/lib/review/unit-change";
import { decideReviews } from "@/lib/workflow/commands";
import type { Decision } from "@/lib/workflow/rules";
import type { Organization } from "@/scripts/seed/rows";
import { administrator, ctxFor, organizationTree } from "./fixtures";

/** organizationTree with an administrator of each organization that changes or decides. */
export async function unitChangeWorld(db: Executor) {
  const tree = await organizationTree(db);
  return {
    tree,
    unit: await clerk(db, tree.unit),
    authority: await clerk(db, tree.authority),
    foreignAuthority: await clerk(db, tree.foreignAuthority),
    bureau: await clerk(db, tree.bureau),
  };
}
export type UnitChangeWorld = Awaited<ReturnType<typeof unitChangeWorld>>;

export const clerk = async (db: Executor, of: Organization) => ctxFor(db, await administrator(db, of));

let codes = 0;
/** A 统一社会信用代码 that nobody has. */
export function newCode(): string {
  const body = `91370800${String(++codes).padStart(9, "0")}`;
  return body + checkCharacter(body);
}

export async function organizationRow(db: Executor, id: string) {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  return row as Organization;
}

type Changed = Partial<Record<"name" | "code" | "nature" | "divisionCode", string>>;

/** What the form sends of a unit's sensitive data, some of it changed. */
export async function sensitiveValues(db: Executor, id: string, changed: Changed) {
  const { name, code, nature, divisionCode, streetCode, legalRepresentative } = await organizationRow(db, id);
  return {
    ...{ name, code, divisionCode, streetCode: streetCode ?? "" },
    nature: nature ?? "事业单位（全额）",
    legalRepresentative: legalRepresentative ?? "孔令新",
    ...changed,
  };
}

/** The row of a file that a unit uploaded for itself. */
export async function unitFile(db: Executor, { viewer }: Ctx): Promise<{ id: string }> {
  const [row] = await db
    .insert(attachments)
    .values({
      organizationId: viewer.organization.id,
      uploadedBy: viewer.accountId,
      fileName: "法人证书.pdf",
      mediaType: "application/pdf",
      size: 1024,
      sha256: "0".repeat(64),
    })
    .returning({ id: attachments.id });
  return { id: row?.id as string };
}

/** Proposes changed data of the clerk's own unit. */
export const propose = async (ctx: Ctx, changed: Changed) =>
  submitUnitChange(ctx, {
    ...(await sensitiveValues(ctx.db, ctx.viewer.organization.id, changed)),
    evidence: [await unitFile(ctx.db, ctx)],
  });

export const proposeSuperior = (ctx: Ctx, { id, name }: { id: string; name: string }) =>
  submitSuperiorChange(ctx, { superior: { id, name }, reason: "机构改革，隶属关系变更", evidence: [] });

/** The pending changes of these units. */
export async function pendingChanges(db: Executor, unitIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        eq(reviews.kind, "unit-change"),
        eq(reviews.state, "pending"),
        inArray(reviews.subjectId, [...unitIds]),
      ),
    );
  return rows.map((row) => row.id);
}

/** What the decision buttons call, on the pending changes of these units. */
export const decideChanges = async (ctx: Ctx, unitIds: readonly string[], decision: Decision = "approve") =>
  decideReviews(ctx, unitChangeKind, {
    target: { ids: await pendingChanges(ctx.db, unitIds) },
    decision,
    opinion: decision === "reject" ? "证书与名称不符" : "",
  });

/** The details of an action's audit rows about a unit. */
export const auditsOf = (db: Executor, action: string, id: string) =>
  db
    .select({ detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.action, action), eq(auditLog.subjectId, id)));
