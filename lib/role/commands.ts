import "server-only";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { accountRoles, accounts, roles } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import { type Permission, permissions } from "@/lib/access/permissions";
import { hold, lockAdministrators } from "@/lib/administrator/acting";
import { findUsersBeyond } from "@/lib/administrator/queries";
import type { Actor } from "@/lib/administrator/rules";
import { actorOf, recordAudit } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { isUniqueViolation } from "@/lib/database-error";
import { AppError, missing } from "@/lib/errors";
import { attempt, Overreach } from "@/lib/overreach";
import { builtInRolesOf, findRoleUsers, ownRoles } from "./queries";
import { labelsOf, modulesBeyond, modulesOf, rolesAtMost, usersBeyondRefusal, usersSentence } from "./rules";
import type { EditRoleInput, RoleIdInput, RoleInput } from "./schema";

/**
 * Makes a role of the viewer's organization. Throws `forbidden` (and audits) when it would hold modules that the
 * viewer doesn't, `conflict` at its name when another has it, `blocked` when there are too many.
 */
export function createRole(ctx: Ctx, input: RoleInput): Promise<{ id: string; name: string }> {
  return attempt(ctx, async (tx) => {
    const actor = await holdActor(tx, ctx);
    requireHeld(actor, input.permissions, { id: null, name: input.name });
    if ((await tx.$count(roles, ownRoles(ctx))) >= rolesAtMost) {
      throw new AppError("blocked", `本单位已有 ${rolesAtMost} 个角色，请先删除不再使用的角色`);
    }
    requireOwnName(input.name);
    const [made] = await tx
      .insert(roles)
      .values({ ...input, organizationId: ctx.viewer.organization.id })
      .returning({ id: roles.id })
      .catch(nameTaken);
    const id = made?.id as string;
    await recordAudit(tx, actorOf(ctx), {
      action: "role.create",
      subjectKind: "role",
      subjectId: id,
      detail: { name: input.name, added: labels(input.permissions) },
    });
    return { id, name: input.name };
  });
}

/**
 * Changes a role of the viewer's organization; for whoever has it (`users`: how many) that is true at the next request.
 * Throws `forbidden` (and audits) when it is built in, holds or would hold modules that the viewer doesn't, or would give
 * other modules to somebody who may more than the viewer; `conflict` when its modules are no longer those that the viewer
 * has `seen`, or the name is taken.
 */
export function editRole(
  ctx: Ctx,
  { id, seen, ...input }: EditRoleInput,
): Promise<{ id: string; name: string; users: number }> {
  return attempt(ctx, async (tx) => {
    const { kind } = ctx.viewer.organization;
    const actor = await holdActor(tx, ctx);
    const role = await lockRole(tx, ctx, actor, id);
    requireHeld(actor, input.permissions, role);
    const former = modulesOf(role.permissions, kind);
    if (former.join() !== modulesOf(seen, kind).join()) {
      throw new AppError("conflict", "该角色的权限模块刚被他人修改过，请刷新页面，查看后再修改");
    }
    const { total: users } = await findRoleUsers(tx, ctx.viewer, id);
    const added = input.permissions.filter((module) => !former.includes(module));
    const removed = former.filter((module) => !input.permissions.includes(module));
    const rights = added.length + removed.length > 0;
    if (rights) await requireWithinUsers(tx, ctx, actor, role);
    const fields = (["name", "description"] as const).filter((key) => input[key] !== role[key]);
    if (!rights && fields.length === 0) return { id, name: role.name, users };
    if (fields.includes("name")) requireOwnName(input.name);
    await tx.update(roles).set(input).where(eq(roles.id, id)).catch(nameTaken);
    await recordAudit(tx, actorOf(ctx), {
      action: "role.edit",
      subjectKind: "role",
      subjectId: id,
      detail: {
        name: input.name,
        ...(fields.includes("name") ? { formerName: role.name } : {}),
        fields: [...fields, ...(rights ? ["permissions"] : [])],
        added: labels(added),
        removed: labels(removed),
      },
    });
    return { id, name: input.name, users };
  });
}

/**
 * Deletes a role of the viewer's organization that nobody has. Throws `blocked` with the names of those who have it,
 * and `forbidden` (and audits) as `editRole`. Whoever gives a role holds its row `for share`, so of a deletion and a
 * grant at the same moment one waits for the other.
 */
export function deleteRole(ctx: Ctx, { id }: RoleIdInput): Promise<{ name: string }> {
  return attempt(ctx, async (tx) => {
    const role = await lockRole(tx, ctx, await holdActor(tx, ctx), id);
    const users = await findRoleUsers(tx, ctx.viewer, id);
    if (users.total > 0) {
      throw new AppError(
        "blocked",
        `角色“${role.name}”正由${usersSentence(users)}使用，请先在“管理单位管理员”中为其更换角色，再删除`,
      );
    }
    await tx.delete(accountRoles).where(
      and(
        eq(accountRoles.roleId, id),
        sql`exists (select 1 from ${accounts} where ${accounts.id} = ${accountRoles.accountId}
          and ${accounts.state} = 'closed')`,
      ),
    );
    await tx.delete(roles).where(eq(roles.id, id));
    await recordAudit(tx, actorOf(ctx), {
      action: "role.delete",
      subjectKind: "role",
      subjectId: id,
      detail: {
        name: role.name,
        removed: labels(modulesOf(role.permissions, ctx.viewer.organization.kind)),
      },
    });
    return { name: role.name };
  });
}

/** An attempt beyond the viewer's rights at a role; `role.id` null: at one that was to be made. */
const beyondRights = (
  message: string,
  role: Named,
  detail: Record<string, unknown>,
  fields?: Record<string, string>,
): Overreach =>
  new Overreach(
    message,
    {
      ...{ action: "role.refused", subjectKind: "role", subjectId: role.id },
      detail: { name: role.name, ...detail },
    },
    fields,
  );

/** The viewer with the rights that they have now, which nobody takes away until `tx` ends. */
async function holdActor(tx: Tx, ctx: Ctx): Promise<Actor> {
  await lockAdministrators(tx, ctx.viewer.organization.id);
  const { actor } = await hold(tx, ctx, "roles.manage");
  return actor;
}

type Named = { id: string | null; name: string };

/** A role of the viewer's organization, locked, and within the viewer's rights. */
async function lockRole(tx: Tx, ctx: Ctx, actor: Actor, id: string) {
  const builtIn = builtInRolesOf(ctx.viewer.organization.kind).find((role) => role.id === id);
  if (builtIn) {
    throw beyondRights(`“${builtIn.name}”是系统内置角色，不能修改或删除`, builtIn, { reason: "内置角色" });
  }
  const [role] = await tx
    .select({
      id: roles.id,
      name: roles.name,
      description: roles.description,
      permissions: roles.permissions,
    })
    .from(roles)
    .where(and(eq(roles.id, id), ownRoles(ctx)))
    .for("update");
  if (!role) throw missing("该角色");
  const beyond = modulesBeyond(role.permissions, actor);
  if (beyond.length > 0) {
    throw beyondRights(
      `角色“${role.name}”含有您没有的权限模块（${labelsOf(beyond)}），您只能查看，不能修改或删除`,
      role,
      { beyond: labels(beyond) },
    );
  }
  return role;
}

/** Refuses to change what a role gives to somebody whom the actor can't touch. */
async function requireWithinUsers(tx: Tx, ctx: Ctx, actor: Actor, role: { id: string; name: string }) {
  const users = await findUsersBeyond(tx, ctx, actor, role.id);
  if (users.total === 0) return;
  const message = usersBeyondRefusal(role.name, users);
  throw beyondRights(message, role, { reason: message }, { permissions: message });
}

function requireHeld({ permissions: held }: Actor, asked: readonly Permission[], role: Named) {
  const beyond = asked.filter((module) => !held.has(module));
  if (beyond.length === 0) return;
  const message = `您没有“${labelsOf(beyond)}”的权限，不能放入角色`;
  throw beyondRights(message, role, { beyond: labels(beyond) }, { permissions: message });
}

/** Refuses the name of a built-in role, of whatever kind of organization: a list would show two of that name. */
function requireOwnName(name: string) {
  if (Object.values(builtInRoles).some((role) => role.name === name)) {
    throw taken("与系统内置角色重名，请换一个名称");
  }
}

function nameTaken(error: unknown): never {
  if (!isUniqueViolation(error, "roles_name_key")) throw error;
  throw taken("本单位已有同名的角色，请换一个名称");
}

const taken = (name: string) => new AppError("conflict", "没有保存，请按提示修改", { name });

const labels = (modules: readonly Permission[]) => modules.map((module) => permissions[module].label);
