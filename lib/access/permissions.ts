import type { Portal } from "@/db/enums";
import type { Viewer } from "./viewer";

/**
 * 权限模块, the one catalogue: pages and actions name its keys, the menu is filtered by it, and a role
 * is a set of them. `portals`: whose administrators can hold it.
 */
export const permissions = {
  "unit.profile": { label: "资料管理", chapter: "3", portals: ["employer", "authority"] },
  "units.manage": { label: "管理下级单位", chapter: "4.3", portals: ["employer"] },
  "authorities.manage": { label: "管理主管部门", chapter: "1", portals: ["authority"] },
  "temporary-codes.manage": { label: "临时编码", chapter: "1", portals: ["authority"] },
  "registrations.review": { label: "审核注册人员", chapter: "5.1", portals: ["employer", "authority"] },
  "person-changes.review": { label: "审核人员信息修改", chapter: "5.2", portals: ["employer", "authority"] },
  "units.review": { label: "审核下级单位", chapter: "5.3", portals: ["employer", "authority"] },
  "transfers.review": { label: "人员调转", chapter: "5.4", portals: ["employer"] },
  "unit-changes.review": { label: "审核机构信息修改", chapter: "5.5", portals: ["employer", "authority"] },
  "hours.declare": { label: "学时申报", chapter: "6", portals: ["employer"] },
  "hours.progress": { label: "申报进度查询", chapter: "7", portals: ["employer", "authority"] },
  "hours.review": { label: "学时审批", chapter: "8", portals: ["employer", "authority"] },
  "persons.read": { label: "专技人员信息查询", chapter: "10.2", portals: ["employer", "authority"] },
  "persons.id-number": { label: "查看完整证件号", chapter: "10.2", portals: ["employer", "authority"] },
  "persons.reset-password": { label: "重置密码", chapter: "10.2", portals: ["employer"] },
  "certificates.print": { label: "打印学时证明", chapter: "10.2", portals: ["employer", "authority"] },
} as const satisfies Record<string, { label: string; chapter: string; portals: readonly Portal[] }>;

export type Permission = keyof typeof permissions;

/**
 * What a viewer must be: a permission's holder, `self` = a professional at their own matters,
 * `console` = any administrator, `account` = anybody logged in.
 */
export type Requirement = Permission | "self" | "console" | "account";

/** The permissions an administrator of this portal can hold at all. */
export const permissionsOf = (portal: Portal): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((key) =>
    (permissions[key].portals as readonly Portal[]).includes(portal),
  );

/** Whether a viewer fulfils a requirement. Menus, pages, actions and route handlers all ask this. */
export function may(viewer: Viewer, requirement: Requirement): boolean {
  if (requirement === "account") return true;
  if (requirement === "self") return viewer.person !== null;
  if (requirement === "console") return viewer.person === null;
  return viewer.permissions.has(requirement);
}
