import type { OrganizationKind } from "@/db/enums";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { isByDepartment, labelsOf, modulesBeyond, modulesOf } from "@/lib/role/rules";

/** A role as these rules ask it. `full`: the built-in administrator role of the organization's kind. */
export type HeldRole = { id: string; name: string; permissions: readonly string[]; full: boolean };

/** Who acts. `full`: a 全权管理员 (active, not limited, with the built-in administrator role). */
export type Actor = {
  accountId: string;
  full: boolean;
  permissions: Viewer["permissions"];
  organization: { kind: OrganizationKind };
};

/** What these roles give together in this kind of organization, limits aside, in the catalogue's order. */
export const modulesOfRoles = (
  roles: readonly Pick<HeldRole, "permissions">[],
  kind: OrganizationKind,
): Permission[] =>
  modulesOf(
    roles.flatMap(({ permissions }) => permissions),
    kind,
  );

/** What is left of it; `limited`: to the people of some departments. */
export const effectiveModules = (
  roles: readonly Pick<HeldRole, "permissions">[],
  kind: OrganizationKind,
  { limited }: { limited: boolean },
): Permission[] => {
  const held = modulesOfRoles(roles, kind);
  return permissionsOf(kind, { limited }).filter((module) => held.includes(module));
};

/** Modules that a limit to departments takes away. */
export const lostModules = (modules: readonly Permission[]): Permission[] =>
  modules.filter((module) => !isByDepartment(module));

/** Why `actor` can't give these roles, as a sentence, with the modules beyond; null: they can. */
export function grantRefusal(
  actor: Actor,
  roles: readonly HeldRole[],
): { message: string; beyond: Permission[] } | null {
  const full = roles.find((role) => role.full);
  if (full && !actor.full) {
    return { message: `角色“${full.name}”只能由全权管理员授予`, beyond: [] };
  }
  const beyond = modulesBeyond(
    roles.flatMap(({ permissions }) => permissions),
    actor,
  );
  return beyond.length > 0
    ? { message: `所选角色含有您没有的权限模块（${labelsOf(beyond)}），不能授予`, beyond }
    : null;
}

/**
 * Why `actor` can't touch an administrator, as a sentence, with the modules beyond; null: they can. Limits don't count:
 * whoever may touch may lift them too. Oneself is another question (`ownAccountRefusal`).
 */
export function touchRefusal(
  actor: Actor,
  { name, roles }: { name: string; roles: readonly HeldRole[] },
): { message: string; beyond: Permission[] } | null {
  if (roles.some((role) => role.full) && !actor.full) {
    return { message: `${name}是全权管理员，只有全权管理员可以管理其账号`, beyond: [] };
  }
  const beyond = modulesBeyond(
    roles.flatMap(({ permissions }) => permissions),
    actor,
  );
  return beyond.length > 0
    ? { message: `${name}拥有您没有的权限模块（${labelsOf(beyond)}），您只能查看`, beyond }
    : null;
}

/** Why one's own account is nothing for this page. */
export const ownAccountRefusal =
  "不能修改、禁用或删除自己的账号：本人信息请在“资料管理”中修改，权限由其他管理员修改";
