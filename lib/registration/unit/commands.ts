import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Tx } from "@/db/client";
import { accounts, organizations, registrations, temporaryCodes } from "@/db/schema";
import { requireFiles } from "@/lib/attachment/queries";
import { uuidArray } from "@/lib/audit";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, invalidFields } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { isTemporaryCode } from "@/lib/org/code";
import { insertAdministrators, insertOrganizations } from "@/lib/org/create";
import { isAdministratorTaken, isCodeTaken } from "@/lib/org/queries";
import { invalidField, requireOpen } from "../commands";
import { type UnitRegistration, type UnitRegistrationValues, unitRegistrationValues } from "./schema";

const codeInUse = { "unit.code": "该统一社会信用代码已注册或正在审核" };
const idNumberInUse = { "administrator.idNumber": "该证件号码已注册或正在审核" };

/**
 * Writes a registration and puts it to `pending`, in the transaction that also opens its review. Refuses at the
 * field: a code or an ID number in use, a 临时编码 that isn't good, a superior that is not active any more, files
 * that are not this registration's.
 */
export async function writeUnitRegistration(
  tx: Tx,
  registrationId: string,
  input: UnitRegistration,
  passwordHash: string | null,
) {
  const before = await requireOpen(tx, registrationId, "unit");
  if ((before.state === "draft") === input.login.resume) {
    throw new AppError("conflict", "本次填写已过期，请刷新页面后重新填写并提交");
  }
  if (!passwordHash && !before.passwordHash) throw invalidField("login.password", "请填写密码");
  const { unit, administrator } = input;
  await lockKey(tx, "organization-code", unit.code);
  await lockKey(tx, "id-number:employer", administrator.idNumber);
  await requireUnused(tx, input);
  if (isTemporaryCode(unit.code)) await requireIssued(tx, unit.code);
  const superior = await lockSuperior(tx, input.superior.id);
  const values: UnitRegistrationValues = {
    unit,
    administrator,
    superior: { id: superior.id, name: superior.name },
    license: await requireFiles(
      tx,
      { registrationId },
      input.license.map(({ id }) => id),
      invalidField("license", "上传的文件已失效，请移除后重新上传"),
    ),
  };
  await tx
    .update(registrations)
    .set({
      state: "pending",
      idNumber: administrator.idNumber,
      name: administrator.name,
      code: unit.code,
      organizationId: superior.id,
      values,
      updatedAt: sql`now()`,
      submittedAt: sql`now()`,
      ...(passwordHash ? { passwordHash } : {}),
    })
    .where(eq(registrations.id, registrationId))
    .catch((error: unknown) => {
      if (isUniqueViolation(error, "registrations_code_key")) throw invalidFields(codeInUse);
      if (isUniqueViolation(error, "registrations_id_number_key")) throw invalidFields(idNumberInUse);
      throw error;
    });
  return { values, superior };
}

/** Asked under the locks of both keys: nobody else can be about to use them. Both refusals are told at once. */
async function requireUnused(tx: Tx, { unit: { code }, administrator: { idNumber } }: UnitRegistration) {
  const fields = {
    ...((await isCodeTaken(tx, code)) && codeInUse),
    ...((await isAdministratorTaken(tx, { portal: "employer", idNumber })) && idNumberInUse),
  };
  if (Object.keys(fields).length > 0) throw invalidFields(fields);
}

/** Locked against being cancelled meanwhile. */
async function requireIssued(tx: Tx, code: string) {
  const [issued] = await tx
    .select({ cancelledAt: temporaryCodes.cancelledAt })
    .from(temporaryCodes)
    .where(eq(temporaryCodes.code, code))
    .for("share");
  if (!issued) throw invalidField("unit.code", "没有出具过该临时编码，请核对，或联系人社部门出具");
  if (issued.cancelledAt) throw invalidField("unit.code", "该临时编码已作废，请联系出具编码的人社部门");
}

/** The superior, which nobody can disable before this transaction ends. */
async function lockSuperior(tx: Tx, id: string) {
  const [superior] = await tx
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      phone: organizations.phone,
    })
    .from(organizations)
    .where(and(eq(organizations.id, id), eq(organizations.state, "active")))
    .for("share");
  if (!superior) throw invalidField("superior", "该上级部门不存在或已停用，请重新选择");
  return superior;
}

/**
 * Makes the end of these registrations true, in a number of statements that does not grow with them. A yes makes of
 * each an organization under its superior and its first administrator. Throws `conflict`, naming the units, when a
 * code or an ID number has been taken in the meantime.
 */
export async function endUnitRegistrations(
  tx: Tx,
  ids: readonly string[],
  state: "approved" | "rejected" | "withdrawn",
): Promise<void> {
  const set = uuidArray(ids);
  if (state === "approved" && ids.length > 0) {
    await refuseTaken(tx, ids);
    const rows = await tx
      .select({
        idNumber: registrations.idNumber,
        parentId: registrations.organizationId,
        passwordHash: registrations.passwordHash,
        values: registrations.values,
      })
      .from(registrations)
      .where(sql`${registrations.id} = any(${set})`)
      .orderBy(registrations.submittedAt, registrations.id);
    const made = rows.map(({ parentId, passwordHash, values }) => {
      if (!parentId || !passwordHash)
        throw new Error("a registration under review lacks what it was submitted with");
      return { id: uuidv7(), parentId, passwordHash, ...unitRegistrationValues.parse(values) };
    });
    await insertOrganizations(
      tx,
      made.map(({ id, parentId, unit }) => ({ ...unit, id, parentId, kind: "employer" })),
    );
    await insertAdministrators(
      tx,
      made.map(({ id, passwordHash, administrator }) => ({
        ...administrator,
        organizationId: id,
        kind: "employer",
        passwordHash,
      })),
    );
  }
  await tx.execute(sql`
    update ${registrations} set state = ${state}, updated_at = now(),
      password_hash = case when ${state}::text = 'approved' then null else password_hash end
    where id = any(${set})`);
}

async function refuseTaken(tx: Tx, ids: readonly string[]): Promise<void> {
  const taken = await tx.execute<{ name: string }>(sql`
    select registration.values -> 'unit' ->> 'name' as name from ${registrations} registration
    where registration.id = any(${uuidArray(ids)})
      and (exists (select 1 from ${organizations} other where other.code = registration.code)
        or exists (select 1 from ${accounts} account
          where account.portal = 'employer' and account.id_number = registration.id_number
            and account.state <> 'closed'))
    order by registration.submitted_at limit 3`);
  if (taken.length === 0) return;
  throw new AppError(
    "conflict",
    `${taken.map(({ name }) => name).join("、")}的代码或管理员证件号码在提交注册后已被使用，不能通过，请驳回；其余可重新选择后通过`,
  );
}
