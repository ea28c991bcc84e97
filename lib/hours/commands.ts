import "server-only";
import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { MatterState } from "@/db/enums";
import { attachments, declarationEvidence, declarations, organizations, persons } from "@/db/schema";
import { own, personColumns, type Scope } from "@/lib/access/scope";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { daysBetween } from "@/lib/date";
import { AppError, missing } from "@/lib/errors";
import { stateRules } from "@/lib/person/state/rules";
import { openTransferRefusal } from "@/lib/transfer/queries";
import { specOf } from "./forms";
import type { CommonFields } from "./forms/form";
import { listConversionRules, usedHours } from "./ledger/queries";
import { proposedBySide } from "./queries";
import { declarationNumber, fingerprintOf, hoursBounds, ruleFor } from "./rules";
import { columnsOf, type Declaration, type Draft } from "./schema";

/** States in which a declaration may be edited: those to which the state table (lib/workflow) gives `edit`. */
export const editableStates = ["draft", "rejected", "withdrawn"] as const;

/**
 * Saves what has been typed without submitting it. Of a declaration that was submitted before, the content that
 * the reviewers know stays as it is. Answers what the next save must name.
 */
export function saveDraft(ctx: Ctx, draft: Draft): Promise<{ id: string; version: string }> {
  return transact(ctx, async (tx) => {
    const person = await lockPerson(tx, ctx, draft.personId);
    const { id: _, version: __, ...values } = draft;
    const saved = draft.id
      ? await lockEditable(tx, ctx, draft)
      : await insertDeclaration(tx, ctx, person.organizationId, columnsOf(draft), person.personId);
    const [row] = await tx
      .update(declarations)
      .set({
        ...(saved.state === "draft" ? columnsOf(draft) : {}),
        draft: values,
        updatedAt: sql`clock_timestamp()`,
      })
      .where(eq(declarations.id, saved.id))
      .returning({ id: declarations.id, version: sql<string>`${declarations.updatedAt}::text` });
    if (saved.state === "draft") await writeEvidence(tx, saved.id, draft);
    else await requireFiles(tx, draft);
    await recordAudit(tx, actorOf(ctx), {
      action: "declaration.save",
      subjectKind: "declaration",
      subjectId: saved.id,
    });
    return row as { id: string; version: string };
  });
}

/** Deletes a draft of the viewer's side that was never submitted. */
export function deleteDraft(ctx: Ctx, { id }: { id: string }): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const [deleted] = await tx
      .delete(declarations)
      .where(
        and(
          eq(declarations.id, id),
          eq(declarations.state, "draft"),
          proposedBySide(ctx.scope),
          ofLimit(ctx.scope),
        ),
      )
      .returning({ id: declarations.id });
    if (!deleted) throw missing("草稿");
    await recordAudit(tx, actorOf(ctx), {
      action: "declaration.delete",
      subjectKind: "declaration",
      subjectId: id,
    });
    return { id };
  });
}

/**
 * A draft of somebody whom the viewer may see, where a limit to departments says so; the unit itself keeps its drafts of
 * people who have left it.
 */
const ofLimit = (scope: Scope): SQL | undefined =>
  scope.type === "organization" && scope.departments
    ? sql`exists (
        select 1 from ${persons} where ${persons.id} = ${declarations.personId} and ${own(scope, personColumns)})`
    : undefined;

/**
 * Writes a complete declaration and puts it to `pending`, all rules checked: the conversion and its caps, and
 * that the same item is declared once. The person's row is locked, so two declarations at once can't pass a cap
 * together, and nothing is submitted while a transfer of the person is under review. Runs in the transaction that
 * also opens the review.
 */
export async function writeSubmission(tx: Tx, ctx: Ctx, declaration: Declaration) {
  const person = await lockPerson(tx, ctx, declaration.personId);
  if (!stateRules[person.state].declares) {
    throw new AppError("blocked", "该人员不是在岗状态，不能申报学时");
  }
  const moving = await openTransferRefusal(tx, person.personId);
  if (moving) throw new AppError("blocked", moving);
  const { form, year, category, title, startDate, endDate, hours, note } = declaration;
  const detail = declaration.detail as Record<string, unknown>;
  const columns = { form, year, category, title, startDate, endDate, hours, note, detail };
  const { id } = declaration.id
    ? await lockEditable(tx, ctx, declaration)
    : await insertDeclaration(tx, ctx, person.organizationId, columns, person.personId);
  await writeEvidence(tx, id, declaration);
  await checkHours(tx, id, declaration);
  const fingerprint = fingerprintFor(declaration);
  const [same] = await tx
    .select({ number: declarations.number, year: declarations.year, state: declarations.state })
    .from(declarations)
    .where(
      and(
        eq(declarations.personId, declaration.personId),
        eq(declarations.fingerprint, fingerprint),
        inArray(declarations.state, ["pending", "approved"]),
      ),
    );
  if (same) {
    throw new AppError(
      "conflict",
      `同一项目不能重复申报：申报编号 ${declarationNumber(same.year, same.number)}${same.state === "approved" ? "已通过" : "正在审核"}`,
      { title: "该项目已申报过" },
    );
  }
  await tx
    .update(declarations)
    .set({
      ...columns,
      // A draft may be from before the person moved.
      organizationId: person.organizationId,
      draft: null,
      state: "pending",
      fingerprint,
      submittedAt: sql`now()`,
      updatedAt: sql`now()`,
    })
    .where(eq(declarations.id, id));
  return { id, ...person };
}

/** Makes the end of the reviews of these declarations true: their state, and for a yes their credited hours. */
export async function endDeclarations(
  tx: Tx,
  ids: readonly string[],
  state: "approved" | "rejected" | "withdrawn",
): Promise<void> {
  const set = uuidArray(ids);
  await tx.execute(
    sql`update ${declarations} set state = ${state}, updated_at = now() where id = any(${set})`,
  );
  if (state !== "approved") return;
  await tx.execute(sql`
    insert into credit_records
      (declaration_id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, credited_at)
    select id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, now()
    from ${declarations} where id = any(${set})`);
}

/** The person of a declaration, locked: the professional themself, or one of the unit's own people. */
async function lockPerson(tx: Tx, ctx: Ctx, personId: string) {
  const [person] = await tx
    .select({
      personId: persons.id,
      state: persons.state,
      organizationId: persons.organizationId,
      // Not a join: whoever waited here while the person moved must find them in their new unit.
      path: sql<string>`(select unit.path from ${organizations} unit where unit.id = persons.organization_id)`,
    })
    .from(persons)
    .where(and(eq(persons.id, personId), own(ctx.scope, personColumns)))
    .for("no key update");
  if (!person) throw missing("该专业技术人员");
  return person;
}

async function insertDeclaration(
  tx: Tx,
  ctx: Ctx,
  organizationId: string,
  columns: ReturnType<typeof columnsOf>,
  personId: string,
): Promise<{ id: string; state: MatterState }> {
  const [row] = await tx
    .insert(declarations)
    .values({ ...columns, personId, organizationId, createdBy: ctx.viewer.accountId })
    .returning({ id: declarations.id, state: declarations.state });
  return row as { id: string; state: MatterState };
}

/** A declaration of the viewer's side that may be edited, locked. Refuses one that was saved elsewhere since. */
async function lockEditable(tx: Tx, ctx: Ctx, input: Draft | Declaration) {
  const [row] = await tx
    .select({
      id: declarations.id,
      state: declarations.state,
      version: sql<string>`${declarations.updatedAt}::text`,
    })
    .from(declarations)
    .where(
      and(
        eq(declarations.id, input.id as string),
        eq(declarations.personId, input.personId),
        inArray(declarations.state, [...editableStates]),
        proposedBySide(ctx.scope),
      ),
    )
    .for("update");
  if (!row) throw new AppError("conflict", "该申报已提交或已不存在，不能再修改，请返回列表查看");
  if (input.version !== undefined && input.version !== row.version) {
    throw new AppError("conflict", "该申报已在别处保存过，请先复制需要的内容，再刷新页面查看最新内容");
  }
  return row;
}

const filesOf = (input: Draft | Declaration) =>
  Object.entries(input.evidence).flatMap(([evidence, list]) =>
    list.map((file) => ({ evidence, id: file.id })),
  );

/** Refuses files that are not this person's. */
async function requireFiles(tx: Tx, input: Draft | Declaration) {
  const ids = new Set(filesOf(input).map((file) => file.id));
  const own = await tx.$count(
    attachments,
    and(inArray(attachments.id, [...ids]), eq(attachments.personId, input.personId)),
  );
  if (own !== ids.size) throw missing("上传的材料");
}

async function writeEvidence(tx: Tx, declarationId: string, input: Draft | Declaration) {
  const files = filesOf(input);
  await tx.delete(declarationEvidence).where(eq(declarationEvidence.declarationId, declarationId));
  const written = await tx.execute(sql`
    insert into ${declarationEvidence} (declaration_id, attachment_id, evidence)
    select ${declarationId}::uuid, file.id, file.evidence
    from jsonb_to_recordset(${JSON.stringify(files)}::text::jsonb) as file (id uuid, evidence text)
    join ${attachments} on ${attachments.id} = file.id and ${attachments.personId} = ${input.personId}
    returning 1`);
  if (written.length !== files.length) throw missing("上传的材料");
}

/** Refuses hours over any bound of the year's conversion rule, and says which and by how much. */
async function checkHours(tx: Tx, id: string, declaration: Declaration) {
  const spec = specOf(declaration.form);
  const measure = spec.measure(declaration.detail);
  const rules = await listConversionRules(tx, [declaration.year]);
  const rule = measure && ruleFor(rules, declaration.form, declaration.year, measure);
  if (!rule) {
    throw new AppError(
      "blocked",
      `${declaration.year} 年度“${spec.label}”没有适用的折算标准，请联系人社部门`,
    );
  }
  const used = (await usedHours(tx, declaration.personId, id)).find(
    (row) => row.year === declaration.year && row.form === declaration.form,
  );
  const [tightest] = hoursBounds({
    rule,
    quantity: measure.quantity,
    days: daysBetween(declaration.startDate, declaration.endDate),
    used: used?.hours ?? 0,
  });
  if (tightest && declaration.hours > tightest.hours) {
    const message = `申报学时超出 ${declaration.hours - tightest.hours} 学时：${tightest.reason}`;
    throw new AppError("invalid", message, { hours: message });
  }
}

const fingerprintFor = (declaration: Declaration) => {
  const spec = specOf(declaration.form);
  const common: CommonFields = declaration;
  return fingerprintOf(declaration.form, spec.identity(common, declaration.detail));
};
