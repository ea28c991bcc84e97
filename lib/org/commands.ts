import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { organizations, reviews, temporaryCodes } from "@/db/schema";
import { ownOrganization } from "@/lib/access/scope";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { applyAdministratorChanges, lockOwnAdministrator, writeAdministratorAtOnce } from "./administrator";
import {
  changeLabels,
  changeTitle,
  differences,
  type FieldChange,
  missingFields,
  openMattersText,
  type sensitiveAdministratorFields,
  touched,
  type UnitField,
} from "./change";
import { type BasicValues, newCodeRefusal, type SensitiveValues } from "./change-schema";
import { isCodeTaken, listOpenMatters, type OpenMatterCount, unitColumns } from "./queries";
import { isStreetOf } from "./schema";
import { holdTree, lockSubtrees, moveSubtree } from "./tree";

const codeTaken = "该统一社会信用代码已注册或正在审核";

/**
 * The viewer's own organization, locked until `tx` ends so that two of its administrators don't overwrite each other.
 * Nothing moves until then: its superior can be locked after it.
 */
export async function lockOwnUnit(tx: Tx, ctx: Ctx) {
  await holdTree(tx);
  const [unit] = await tx
    .select({ ...unitColumns, parentId: organizations.parentId })
    .from(organizations)
    .where(and(ownOrganization(ctx.scope), eq(organizations.state, "active")))
    .for("no key update");
  if (!unit) throw missing("该单位");
  return unit;
}
type LockedUnit = Awaited<ReturnType<typeof lockOwnUnit>>;

/**
 * 修改单位基本信息 (§3): at once, without a review, and with them the e-mail address and position of the administrator
 * who does. Answers the names of the changed fields; none is no refusal.
 */
export function saveBasics(ctx: Ctx, { was, ...typed }: BasicValues): Promise<{ fields: string[] }> {
  return transact(ctx, async (tx) => {
    const unit = await lockOwnUnit(tx, ctx);
    const { administratorEmail, administratorPosition, ...values } = typed;
    requireFilled(unit, values);
    const changes = differences(unit, touched(values, was));
    const streetCode = changes.streetCode?.new ?? "";
    if (!isStreetOf({ divisionCode: unit.divisionCode, streetCode })) {
      const message = "街道（乡镇）不在本单位所在区划内，请重新选择";
      throw new AppError("invalid", message, { streetCode: message });
    }
    await writeAtOnce(tx, ctx, unit.id, changes);
    const own = differences(
      await lockOwnAdministrator(tx, ctx),
      touched({ administratorEmail, administratorPosition }, was),
    );
    await writeAdministratorAtOnce(tx, ctx, own);
    return { fields: Object.keys(changeLabels).filter((field) => field in changes || field in own) };
  });
}

/** Writes what differs, with its audit; nothing where nothing does. */
export async function writeAtOnce(
  tx: Tx,
  ctx: Ctx,
  id: string,
  changes: Partial<Record<UnitField, FieldChange>>,
): Promise<void> {
  const fields = Object.keys(changes) as UnitField[];
  if (fields.length === 0) return;
  const values = Object.fromEntries(fields.map((field) => [field, changes[field]?.new ?? null]));
  await tx.update(organizations).set(values).where(eq(organizations.id, id)).catch(refuseTakenCode);
  await recordAudit(tx, actorOf(ctx), {
    action: "organization.edit",
    subjectKind: "organization",
    subjectId: id,
    detail: { fields },
  });
}

/**
 * What of the typed sensitive fields differs from the unit's, checked: nothing that must be there is empty, and a new
 * code is a real one that nobody else has or asks for. The caller has called `lockCode`, so that stays so.
 */
export async function sensitiveChanges(
  tx: Tx,
  unit: LockedUnit,
  { streetCode, ...typed }: Omit<SensitiveUnit, "was">,
  was: SensitiveValues["was"],
): Promise<Partial<Record<UnitField, FieldChange>>> {
  requireFilled(unit, typed);
  const values = touched(typed, was);
  const changes: Partial<Record<UnitField, FieldChange>> = differences(unit, values);
  // The street alone is basic data; it belongs to the change of the county.
  if (changes.divisionCode) Object.assign(changes, differences(unit, { streetCode }));
  if (values.code !== undefined && changes.code) {
    const refusal = newCodeRefusal(values.code);
    if (refusal) throw new AppError("invalid", refusal, { code: refusal });
    if (await isCodeTaken(tx, values.code, unit.id)) {
      throw new AppError("conflict", codeTaken, { code: codeTaken });
    }
  }
  return changes;
}
type SensitiveUnit = Omit<SensitiveValues, "evidence" | (typeof sensitiveAdministratorFields)[number]>;

/** Nobody else can be about to take this code until `tx` ends. Call it before any row of `organizations` is locked. */
export const lockCode = (tx: Tx, code: string): Promise<void> => lockKey(tx, "organization-code", code);

function requireFilled(unit: LockedUnit, values: Readonly<Record<string, unknown>>) {
  const empty = missingFields(unit.kind, values);
  if (empty.length === 0) return;
  throw new AppError(
    "invalid",
    `请填写${changeTitle(empty)}`,
    Object.fromEntries(empty.map((field) => [field, `请填写${changeLabels[field]}`])),
  );
}

/** Why these units may not change their superior now, as one sentence; null: nothing is in the way. */
export function obstaclesRefusal(matters: readonly OpenMatterCount[], subject?: string): string | null {
  const [first] = matters;
  if (!first) return null;
  const own = matters.filter((matter) => matter.organizationId === first.organizationId);
  return `${subject ?? first.name}有${openMattersText(own)}正在审核，审核结束后才能更换上级部门`;
}

/**
 * Makes approved changes of units (`subjectIds`) true, in a number of statements that does not grow with the set: the
 * proposed fields of each and of its administrator, and for a new superior its place in the tree with all below it. Throws `blocked` or
 * `conflict`, naming the unit, where what was checked at submission holds no longer.
 */
export async function applyUnitChanges(
  tx: Tx,
  { reviewIds, subjectIds }: { reviewIds: readonly string[]; subjectIds: readonly string[] },
): Promise<void> {
  const set = uuidArray(reviewIds);
  const moves = await tx.execute<{ organizationId: string; parentId: string }>(sql`
    select subject_id as "organizationId", (proposal #>> '{parent,id}')::uuid as "parentId" from ${reviews}
    where id = any(${set}) and proposal #>> '{parent,id}' is not null`);
  const tops = moves.map((move) => move.organizationId);
  await lockSubtrees(tx, tops, subjectIds);
  const refusal = obstaclesRefusal(await listOpenMatters(tx, tops));
  if (refusal) throw new AppError("blocked", refusal);
  await refuseCollisions(tx, reviewIds);
  // A 临时编码 that a real code replaces is used up: nobody else may register with it.
  await tx.execute(sql`
    update ${temporaryCodes} set cancelled_at = now()
    from ${reviews} join ${organizations} on ${organizations.id} = ${reviews.subjectId}
    where ${reviews.id} = any(${set}) and ${reviews.proposal} #>> '{changes,code,new}' is not null
      and ${temporaryCodes.code} = ${organizations.code} and ${temporaryCodes.cancelledAt} is null`);
  await tx
    .execute(sql`
      update ${organizations} set
        name = coalesce(change #>> '{name,new}', name),
        code = coalesce(change #>> '{code,new}', code),
        nature = case when change ? 'nature' then change #>> '{nature,new}' else nature end,
        legal_representative = case when change ? 'legalRepresentative'
          then change #>> '{legalRepresentative,new}' else legal_representative end,
        division_code = coalesce(change #>> '{divisionCode,new}', division_code),
        street_code = case
          when change ? 'streetCode' then change #>> '{streetCode,new}'
          -- A street that was chosen meanwhile lies in the county that was.
          when change ? 'divisionCode' then null
          else street_code end
      from (
        select subject_id, proposal -> 'changes' as change from ${reviews} where ${reviews.id} = any(${set})) proposed
      where ${organizations.id} = proposed.subject_id`)
    .catch(refuseTakenCode);
  await moveSubtree(tx, [...moves]);
  await applyAdministratorChanges(tx, reviewIds);
}

/** Refuses a code that another organization has by now, or that two of the set ask for. */
async function refuseCollisions(tx: Tx, reviewIds: readonly string[]) {
  const [taken] = await tx.execute<{ name: string; code: string }>(sql`
    with proposed as (
      select subject_id, proposal #>> '{changes,code,new}' as code from ${reviews}
      where ${reviews.id} = any(${uuidArray(reviewIds)}))
    select unit.name, proposed.code from proposed
    join ${organizations} unit on unit.id = proposed.subject_id
    where exists (
        select 1 from ${organizations} other where other.code = proposed.code and other.id <> proposed.subject_id)
      or exists (
        select 1 from proposed other where other.code = proposed.code and other.subject_id <> proposed.subject_id)
    order by unit.path limit 1`);
  if (!taken) return;
  throw new AppError(
    "conflict",
    `${taken.name}申请的统一社会信用代码 ${taken.code} 已被其他单位使用或同时申请，请先核实并驳回有误的修改`,
  );
}

/** Somebody else took the code between the check and the write. */
function refuseTakenCode(error: unknown): never {
  if (!isUniqueViolation(error, "organizations_code_key")) throw error;
  throw new AppError("conflict", codeTaken, { code: codeTaken });
}
