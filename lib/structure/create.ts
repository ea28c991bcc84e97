import "server-only";
import { sql } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Tx } from "@/db/client";
import { initialPasswordDays } from "@/lib/account/rules";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { isTemporaryCode } from "@/lib/org/code";
import { insertAdministrators, insertOrganizations, portalOf } from "@/lib/org/create";
import { isAdministratorTaken, isCodeTaken } from "@/lib/org/queries";
import { kindsBelow, requireBranch } from "./rules";
import type { Branch, CreatedOrganization, CreateOrganizationInput } from "./schema";

/**
 * Creates an organization directly below the viewer's, active at once, with its first administrator, who logs in
 * with the initial password. A code or an ID number in use is refused at its field, without telling whose it is.
 */
export async function createOrganization(
  ctx: Ctx,
  branch: Branch,
  input: CreateOrganizationInput,
): Promise<CreatedOrganization> {
  requireBranch(ctx.viewer, branch);
  if (!kindsBelow[branch].includes(input.kind)) throw new AppError("invalid", "请选择类型");
  const { administratorName, administratorIdNumber, administratorPhone, ...organization } = input;
  return transact(ctx, async (tx) => {
    await requireFree(tx, input);
    const id = uuidv7();
    await insertOrganizations(tx, [{ ...organization, id, parentId: ctx.viewer.organization.id }]);
    await insertAdministrators(tx, [
      {
        organizationId: id,
        kind: input.kind,
        idNumber: administratorIdNumber,
        name: administratorName,
        phone: administratorPhone,
        passwordHash: null,
      },
    ]);
    await recordAudit(tx, actorOf(ctx), {
      action: "organization.create",
      subjectKind: "organization",
      subjectId: id,
      detail: { name: input.name, kind: input.kind, administrator: administratorName },
    });
    return { id, name: input.name, administratorName, initialPasswordDays };
  });
}

/** Locks the code and the ID number, and refuses what is in use; both are told at once. */
async function requireFree(tx: Tx, { kind, code, administratorIdNumber: idNumber }: CreateOrganizationInput) {
  const portal = portalOf(kind);
  await lockKey(tx, "organization-code", code);
  await lockKey(tx, `id-number:${portal}`, idNumber);
  const fields: Record<string, string> = {};
  if (await isCodeTaken(tx, code)) {
    fields.code = "该代码已被使用，请核对";
  } else if (isTemporaryCode(code) && !(await isIssued(tx, code))) {
    fields.code = "该临时编码不存在或已作废，请向人社局核实";
  }
  if (await isAdministratorTaken(tx, { portal, idNumber })) {
    fields.administratorIdNumber = "该证件号码已有账号或正在注册，请核对或更换管理员";
  }
  if (Object.keys(fields).length > 0) {
    throw new AppError("conflict", "没有创建，请按提示修改", fields);
  }
}

async function isIssued(tx: Tx, code: string): Promise<boolean> {
  const [row] = await tx.execute<{ issued: boolean }>(sql`
    select exists (select 1 from temporary_codes where code = ${code} and cancelled_at is null) as issued`);
  return row?.issued ?? false;
}
