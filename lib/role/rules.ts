import type { OrganizationKind } from "@/db/enums";
import {
  type Permission,
  type PermissionGroup,
  permissionGroups,
  permissions,
  permissionsOf,
} from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";

/** Roles that an organization can have of its own. */
export const rolesAtMost = 100;

/** What these rules ask of a viewer. */
type Grantor = { permissions: Viewer["permissions"]; organization: { kind: OrganizationKind } };

/**
 * The modules of a role that this kind of organization can hold, in the catalogue's order. Others (a bureau's in a
 * role that everybody has, keys of a former version) give nothing there.
 */
export const modulesOf = (rolePermissions: readonly string[], kind: OrganizationKind): Permission[] =>
  permissionsOf(kind).filter((permission) => rolePermissions.includes(permission));

/** What a role gives in the viewer's organization and the viewer doesn't hold, in the catalogue's order. */
export const modulesBeyond = (rolePermissions: readonly string[], viewer: Grantor): Permission[] =>
  modulesOf(rolePermissions, viewer.organization.kind).filter(
    (permission) => !viewer.permissions.has(permission),
  );

/**
 * Whether the viewer may grant a role with these permissions, and change it: holding all that it gives in their
 * organization.
 */
export const isWithin = (rolePermissions: readonly string[], viewer: Grantor): boolean =>
  modulesBeyond(rolePermissions, viewer).length === 0;

/** 学时审批、申报进度查询 */
export const labelsOf = (modules: readonly Permission[]): string =>
  modules.map((module) => permissions[module].label).join("、");

/** The groups of the catalogue that these modules belong to, each with its own, in the catalogue's order. */
export const groupsOf = (
  modules: readonly Permission[],
): { group: PermissionGroup; modules: Permission[] }[] =>
  permissionGroups
    .map((group) => ({ group, modules: modules.filter((module) => permissions[module].group === group) }))
    .filter(({ modules }) => modules.length > 0);

/** Whether an administrator who is limited to departments keeps a module. */
export const isByDepartment = (module: Permission): boolean => "byDepartment" in permissions[module];

/** How many of those who have a role are told by name. */
export const usersNamed = 5;

/** Who has a role: the first `names` of `total`; `mine`: the viewer is one of them. */
export type RoleUsers = { names: readonly string[]; total: number; mine: boolean };

/** 王芳、李强; with more than are named: 王芳、李强等 7 人. */
export const usersSentence = ({ names, total }: Omit<RoleUsers, "mine">): string =>
  names.join("、") + (total > names.length ? `等 ${total.toLocaleString("zh-CN")} 人` : "");

/** Why what a role gives stays: `users` have it and may more than who would change it. */
export const usersBeyondRefusal = (name: string, users: Omit<RoleUsers, "mine">): string =>
  `角色“${name}”由${usersSentence(users)}使用，其权限超出您的权限，您不能修改其权限模块`;

/** What a new role begins with: a copy of another, without the modules that the viewer can't give (`left`). */
export function copyOf(
  original: { name: string; description: string; permissions: readonly Permission[] } | null,
  viewer: Grantor,
) {
  if (!original) return { name: "", description: "", permissions: [], left: [] };
  const left = modulesBeyond(original.permissions, viewer);
  return {
    // What is added must fit into a name, and half a character is no text.
    name: `${original.name.slice(0, 28).replace(/\p{Surrogate}$/u, "")}副本`,
    description: original.description,
    permissions: original.permissions.filter((permission) => !left.includes(permission)),
    left,
  };
}
