import "server-only";
import { randomInt } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { temporaryCodes } from "@/db/schema";
import { own } from "@/lib/access/scope";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { lockKey } from "@/lib/lock";
import { requireBranch, temporaryCode } from "./rules";
import type { CodeIdInput, IssueCodeInput } from "./schema";

/** Tries at a code that nobody has. A county has a million: a second is needed once in hundreds of times. */
const candidates = 16;

/**
 * Issues a 临时编码 for a unit without 统一社会信用代码. Its digits are drawn by lot: a code that follows from the
 * last one could be used by whoever it wasn't issued to.
 */
export async function issueTemporaryCode(
  ctx: Ctx,
  { unitName, divisionCode }: IssueCodeInput,
): Promise<{ code: string; unitName: string }> {
  requireBranch(ctx.viewer, "authorities");
  const drawn = Array.from({ length: candidates }, () => temporaryCode(divisionCode, randomInt(1_000_000)));
  return transact(ctx, async (tx) => {
    const [issued] = await tx.execute<{ id: string; code: string }>(sql`
      insert into ${temporaryCodes} (id, code, organization_id, unit_name, issued_by)
      select uuidv7(), drawn.code, ${ctx.viewer.organization.id}::uuid, ${unitName}, ${ctx.viewer.name}
      from unnest(${sql.param(drawn)}::text[]) as drawn (code)
      where not exists (select 1 from temporary_codes same where same.code = drawn.code)
        and not exists (select 1 from organizations same where same.code = drawn.code)
      limit 1
      on conflict (code) do nothing
      returning id, code`);
    if (!issued) throw new AppError("conflict", "临时编码没有生成，请重试");
    await recordAudit(tx, actorOf(ctx), {
      action: "temporary-code.issue",
      subjectKind: "temporary-code",
      subjectId: issued.id,
      detail: { unitName, divisionCode },
    });
    return { code: issued.code, unitName };
  });
}

/** Cancels a 临时编码 that the viewer's bureau issued. Throws `blocked` when a unit has it or is registering with it. */
export async function cancelTemporaryCode(ctx: Ctx, { id }: CodeIdInput): Promise<{ id: string }> {
  requireBranch(ctx.viewer, "authorities");
  const issued = and(
    eq(temporaryCodes.id, id),
    own(ctx.scope, {
      organizationId: temporaryCodes.organizationId,
      personId: temporaryCodes.id,
      departmentId: null,
    }),
  );
  return transact(ctx, async (tx) => {
    const [found] = await tx.select({ code: temporaryCodes.code }).from(temporaryCodes).where(issued);
    if (!found) throw missing("该临时编码");
    // Who registers or creates a unit with it waits here, or has been written by now.
    await lockKey(tx, "organization-code", found.code);
    const [row] = await tx
      .select({
        unitName: temporaryCodes.unitName,
        cancelled: sql<boolean>`${temporaryCodes.cancelledAt} is not null`,
        usedBy: sql<
          string | null
        >`(select used.name from organizations used where used.code = ${found.code})`,
        registering: sql<boolean>`exists (
          select 1 from registrations asking where asking.code = ${found.code} and asking.state = 'pending')`,
      })
      .from(temporaryCodes)
      .where(issued);
    if (!row) throw missing("该临时编码");
    if (row.usedBy !== null) {
      throw new AppError(
        "blocked",
        `该临时编码已由${row.usedBy}使用，不能作废；该单位取得正式代码后可申请变更`,
      );
    }
    if (row.registering) {
      throw new AppError("blocked", "正有单位以该临时编码申请注册，待审核结束后再作废");
    }
    if (row.cancelled) throw new AppError("conflict", "该临时编码已作废，请刷新页面查看");
    await tx.update(temporaryCodes).set({ cancelledAt: sql`now()` }).where(eq(temporaryCodes.id, id));
    await recordAudit(tx, actorOf(ctx), {
      action: "temporary-code.cancel",
      subjectKind: "temporary-code",
      subjectId: id,
      detail: { unitName: row.unitName },
    });
    return { id };
  });
}
