import "server-only";
import type { Tx } from "@/db/client";
import { type Permission, permissions } from "@/lib/access/permissions";
import type { Ctx } from "@/lib/context";
import { type AppError, missing } from "@/lib/errors";
import { Overreach } from "@/lib/overreach";
import { type HeldAdministrator, hold, lockAdministrators } from "./acting";
import { type Actor, type HeldRole, ownAccountRefusal, touchRefusal } from "./rules";

/**
 * An attempt beyond the viewer's rights at an administrator; `target.id` null: at one that was to be made. `reason`: for
 * the audit, where it says more than the viewer is told.
 */
export const beyondRights = (
  message: string,
  target: { id: string | null; name: string },
  beyond: readonly Permission[] = [],
  fields?: Record<string, string>,
  reason = message,
): Overreach =>
  new Overreach(
    message,
    {
      action: "administrator.refused",
      subjectKind: "account",
      subjectId: target.id,
      detail: {
        name: target.name,
        ...(beyond.length > 0 ? { beyond: beyond.map((module) => permissions[module].label) } : {}),
        reason,
      },
    },
    fields,
  );

/**
 * An attempt to give a role that is there, but another organization's or kind's: answered as one that is gone (`gone`),
 * for the two are never told apart, and audited.
 */
export const foreignRole = (target: { id: string | null; name: string }, gone: AppError): Overreach =>
  beyondRights(gone.message, target, [], gone.fields, "所选角色不属于本单位");

/**
 * The administrator on whom something is done that only others may do: not the viewer, and within the viewer's rights.
 * So only a 全权管理员 ends another one, and one stays. `own`: what is said to who means themself.
 */
export async function holdOther(
  tx: Tx,
  ctx: Ctx,
  { id, roleIds, own = ownAccountRefusal }: { id: string; roleIds?: readonly string[]; own?: string },
): Promise<{ actor: Actor; target: HeldAdministrator; given: HeldRole[]; foreign: boolean }> {
  await lockAdministrators(tx, ctx.viewer.organization.id);
  const { target, ...held } = await hold(tx, ctx, "administrators.manage", { id, roleIds });
  if (!target) throw missing("该管理员");
  if (target.id === held.actor.accountId) throw beyondRights(own, target);
  const refusal = touchRefusal(held.actor, target);
  if (refusal) throw beyondRights(refusal.message, target, refusal.beyond);
  return { ...held, target };
}
