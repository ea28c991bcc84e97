import "server-only";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { OrganizationState } from "@/db/enums";
import { organizations } from "@/db/schema";
import { actorOf, recordAudit } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { AppError, missing } from "@/lib/errors";
import { notifyAdministrators } from "@/lib/notice/commands";
import { lockSubtrees, lockTree, moveSubtree } from "@/lib/org/tree";
import { mattersToDecideAt, mattersUnderReviewAt } from "./matters";
import { directlyBelow, findOwnSuperior } from "./queries";
import { mattersSentence, requireBranch } from "./rules";
import type { Branch, EditOrganizationInput, OrganizationIdInput } from "./schema";

/** An organization directly below the viewer's; throws `missing` for any other. */
async function requireBelow(tx: Tx, ctx: Ctx, branch: Branch, id: string, lock?: "update") {
  requireBranch(ctx.viewer, branch);
  const query = tx
    .select({
      id: organizations.id,
      name: organizations.name,
      state: organizations.state,
      path: organizations.path,
      divisionCode: organizations.divisionCode,
      phone: organizations.phone,
      address: organizations.address,
    })
    .from(organizations)
    .where(and(eq(organizations.id, id), directlyBelow(ctx.scope, branch)));
  const [row] = await (lock ? query.for(lock) : query);
  if (!row) throw missing("该单位");
  return row;
}

/**
 * The same, locked against whatever else refers to it: a review that is being submitted to it is either seen by what is
 * asked next, or waits.
 */
const lockBelow = (tx: Tx, ctx: Ctx, branch: Branch, id: string) =>
  requireBelow(tx, ctx, branch, id, "update");

/** Changes basic data of an organization directly below: its superior is who reviews such changes. */
export function editOrganization(
  ctx: Ctx,
  branch: Branch,
  { id, ...values }: EditOrganizationInput,
): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    const row = await lockBelow(tx, ctx, branch, id);
    const fields = (Object.keys(values) as (keyof typeof values)[]).filter((key) => values[key] !== row[key]);
    if (fields.length === 0) return { id };
    // A street lies in its county.
    const moved = fields.includes("divisionCode") ? { streetCode: null } : {};
    await tx
      .update(organizations)
      .set({ ...values, ...moved })
      .where(eq(organizations.id, id));
    await recordAudit(tx, actorOf(ctx), {
      action: "organization.edit",
      subjectKind: "organization",
      subjectId: id,
      detail: {
        fields,
        ...(fields.includes("name") ? { formerName: row.name, name: values.name } : { name: row.name }),
      },
    });
    return { id };
  });
}

/**
 * Disables an organization directly below: who is logged in there is out at the next request. Throws `blocked` while
 * something waits for its decision, or will once others have decided, and while organizations below it are active.
 */
export function disableOrganization(ctx: Ctx, branch: Branch, { id }: OrganizationIdInput) {
  return transact(ctx, async (tx) => {
    const row = await lockBelow(tx, ctx, branch, id);
    const { open, waiting } = await mattersToDecideAt(tx, id);
    const obstacles = [
      ...(open.length > 0 ? [`${mattersSentence(open)}待其审核`] : []),
      ...(waiting.length > 0 ? [`${mattersSentence(waiting)}在前面的环节通过后须经其审核`] : []),
    ];
    if (obstacles.length > 0) {
      throw new AppError("blocked", `${row.name}还有${obstacles.join("，")}，这些审核结束后才能停用`);
    }
    const below = await tx.$count(
      organizations,
      and(eq(organizations.parentId, id), eq(organizations.state, "active")),
    );
    if (below > 0) {
      throw new AppError(
        "blocked",
        `${row.name}还有 ${below} 个启用的下级单位，其申报须经${row.name}审核，请先停用这些单位或更换其上级部门`,
      );
    }
    return setState(tx, ctx, row, "disabled");
  });
}

/** Takes `disableOrganization` back. */
export const enableOrganization = (ctx: Ctx, branch: Branch, { id }: OrganizationIdInput) =>
  transact(ctx, async (tx) => setState(tx, ctx, await lockBelow(tx, ctx, branch, id), "active"));

async function setState(
  tx: Tx,
  ctx: Ctx,
  { id, name, state: former }: { id: string; name: string; state: OrganizationState },
  state: OrganizationState,
): Promise<{ id: string }> {
  if (state === former) {
    throw new AppError("conflict", `${name}已${state === "active" ? "启用" : "停用"}，请刷新页面查看`);
  }
  await tx.update(organizations).set({ state }).where(eq(organizations.id, id));
  await recordAudit(tx, actorOf(ctx), {
    action: state === "active" ? "organization.enable" : "organization.disable",
    subjectKind: "organization",
    subjectId: id,
    detail: { name },
  });
  return { id };
}

/**
 * 解除下级单位 (§4.3): moves a sub-unit, with all that is below it, to the unit's own superior, and tells its
 * administrators. Throws `blocked` while anything of it is on its way through the unit.
 */
export function detachOrganization(ctx: Ctx, { id }: OrganizationIdInput): Promise<{ id: string }> {
  return transact(ctx, async (tx) => {
    await lockTree(tx);
    const row = await requireBelow(tx, ctx, "units", id);
    const superior = await findOwnSuperior(tx, ctx.scope);
    if (!superior) throw new AppError("blocked", "本单位没有上级部门，不能解除下级单位");
    await lockSubtrees(tx, [id]);
    const unit = ctx.viewer.organization;
    const matters = await mattersUnderReviewAt(tx, unit.id, row.path);
    if (matters.length > 0) {
      throw new AppError(
        "blocked",
        `${row.name}（含其下级单位）还有${mattersSentence(matters)}须经本单位审核，审核结束后才能解除`,
      );
    }
    await moveSubtree(tx, [{ organizationId: id, parentId: superior.id }]);
    await notifyAdministrators(tx, [id], {
      title: `上级部门已变更为${superior.name}`,
      body: `${unit.name}已与${row.name}解除上下级关系。${row.name}及其下级单位现由${superior.name}管理，如有疑问请联系该单位，电话：${superior.phone}。人员、学时和记录保留不变。`,
    });
    await recordAudit(tx, actorOf(ctx), {
      action: "organization.detach",
      subjectKind: "organization",
      subjectId: id,
      detail: { name: row.name, superior: superior.name },
    });
    return { id };
  });
}
