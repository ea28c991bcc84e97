import type { Portal } from "@/db/enums";

/**
 * 权限模块, the one catalogue: pages and actions name its keys, the menu is filtered by it, and a role
 * is a set of them. `portals`: whose administrators can hold it.
 */
export const permissions = {
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
