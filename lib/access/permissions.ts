import type { OrganizationKind, Portal } from "@/db/enums";
import type { Viewer } from "./viewer";

/** The parts of the menu and of the tick-box tree of a role (§4.4), in the manual's order and words. */
export const permissionGroups = [
  "资料管理",
  "管理直属账户",
  "审核账户",
  "学时管理",
  "查询统计",
  "系统管理",
] as const;
export type PermissionGroup = (typeof permissionGroups)[number];

type Module = {
  label: string;
  /** What it lets one do, told beside its tick box. */
  hint: string;
  chapter: string;
  group: PermissionGroup;
  /** Whose administrators can hold it. */
  portals: readonly Exclude<Portal, "professional">[];
  /** Only organizations of this kind can; all of its portals' when left out. */
  kind?: OrganizationKind;
  /** About people one by one: an administrator who is limited to departments keeps it for their people. */
  byDepartment?: true;
};

const everybody = ["employer", "authority"] as const;

/**
 * 权限模块, the one catalogue, in the manual's order: pages and actions name its keys, the menu is filtered by it, the
 * tree of a role shows it, and a role is a set of them.
 */
export const permissions = {
  "unit.profile": {
    label: "资料管理",
    hint: "查看、维护本单位资料，申请变更单位信息和上级部门",
    chapter: "3",
    group: "资料管理",
    portals: everybody,
  },
  "departments.manage": {
    label: "管理内设部门",
    hint: "新增、改名、移动、排序和删除内设部门",
    chapter: "4.1",
    group: "管理直属账户",
    portals: ["employer"],
  },
  "persons.manage": {
    label: "人员状态管理",
    hint: "设置本单位人员的在岗、离职、退休、停用状态，调整内设部门，注销、恢复账户",
    chapter: "4.1",
    group: "管理直属账户",
    portals: ["employer"],
    byDepartment: true,
  },
  "administrators.manage": {
    label: "管理单位管理员",
    hint: "新增、修改、禁用和删除本单位的管理员，授予角色",
    chapter: "4.2",
    group: "管理直属账户",
    portals: everybody,
  },
  "units.manage": {
    label: "管理下级单位",
    hint: "新增、停用和解除下级单位，生成下级单位注册链接",
    chapter: "4.3",
    group: "管理直属账户",
    portals: everybody,
  },
  "authorities.manage": {
    label: "管理主管部门",
    hint: "新增、修改和停用主管部门、下级人社局",
    chapter: "1",
    group: "管理直属账户",
    portals: ["authority"],
    kind: "bureau",
  },
  "temporary-codes.manage": {
    label: "临时编码",
    hint: "为没有统一社会信用代码的单位出具、作废临时编码",
    chapter: "1",
    group: "管理直属账户",
    portals: ["authority"],
    kind: "bureau",
  },
  "roles.manage": {
    label: "角色管理",
    hint: "新增、修改和删除本单位的角色",
    chapter: "4.4",
    group: "管理直属账户",
    portals: everybody,
  },
  "registrations.review": {
    label: "审核注册人员",
    hint: "审核专业技术人员的注册申请",
    chapter: "5.1",
    group: "审核账户",
    portals: everybody,
    byDepartment: true,
  },
  "person-changes.review": {
    label: "审核人员信息修改",
    hint: "审核专业技术人员的信息修改和职称变更",
    chapter: "5.2",
    group: "审核账户",
    portals: everybody,
    byDepartment: true,
  },
  "units.review": {
    label: "审核下级单位",
    hint: "审核下级单位的注册申请",
    chapter: "5.3",
    group: "审核账户",
    portals: everybody,
  },
  "transfers.review": {
    label: "人员调转",
    hint: "审核人员调入、调出本单位",
    chapter: "5.4",
    group: "审核账户",
    portals: ["employer"],
  },
  "unit-changes.review": {
    label: "审核机构信息修改",
    hint: "审核下级单位的信息修改和上级部门变更",
    chapter: "5.5",
    group: "审核账户",
    portals: everybody,
  },
  "hours.declare": {
    label: "学时申报",
    hint: "代本单位人员申报学时",
    chapter: "6",
    group: "学时管理",
    portals: ["employer"],
    byDepartment: true,
  },
  "hours.progress": {
    label: "申报进度查询",
    hint: "查询学时申报的审核进度和结果",
    chapter: "7",
    group: "学时管理",
    portals: everybody,
    byDepartment: true,
  },
  "hours.review": {
    label: "学时审批",
    hint: "通过或驳回学时申报，可批量审批",
    chapter: "8",
    group: "学时管理",
    portals: everybody,
    byDepartment: true,
  },
  "persons.read": {
    label: "专技人员信息查询",
    hint: "查询专业技术人员的资料和学时",
    chapter: "10.2",
    group: "查询统计",
    portals: everybody,
    byDepartment: true,
  },
  "persons.id-number": {
    label: "查看完整证件号",
    hint: "在人员信息中查看完整的证件号码，每次查看记入操作日志",
    chapter: "10.2",
    group: "查询统计",
    portals: everybody,
    byDepartment: true,
  },
  "persons.reset-password": {
    label: "重置密码",
    hint: "把本单位人员的密码重置为初始密码",
    chapter: "10.2",
    group: "查询统计",
    portals: ["employer"],
    byDepartment: true,
  },
  "certificates.print": {
    label: "打印学时证明",
    hint: "为专业技术人员生成、打印学时证明",
    chapter: "10.2",
    group: "查询统计",
    portals: everybody,
    byDepartment: true,
  },
  "audit.read": {
    label: "操作日志",
    hint: "查询、导出本单位的操作日志",
    chapter: "4.2",
    group: "系统管理",
    portals: everybody,
  },
} as const satisfies Record<string, Module>;

export type Permission = keyof typeof permissions;

/** Every key, in the catalogue's order. */
export const permissionKeys = Object.keys(permissions) as Permission[];

/**
 * What a viewer must be: a permission's holder, `self` = a professional at their own matters,
 * `console` = any administrator, `account` = anybody logged in.
 */
export type Requirement = Permission | "self" | "console" | "account";

/** Whether a requirement is a module that administrators hold, and not merely who somebody is. */
export const isPermission = (requirement: Requirement): requirement is Permission =>
  requirement in permissions;

/** The permissions that an administrator of this kind of organization can hold; `limited`: to some departments. */
export const permissionsOf = (kind: OrganizationKind, { limited = false } = {}): Permission[] =>
  permissionKeys.filter((key) => {
    const { portals, kind: only, byDepartment }: Module = permissions[key];
    return (
      portals.includes(kind === "employer" ? "employer" : "authority") &&
      (only === undefined || only === kind) &&
      (!limited || byDepartment === true)
    );
  });

/** Whether a viewer fulfils a requirement. Menus, pages, actions and route handlers all ask this. */
export function may(viewer: Viewer, requirement: Requirement): boolean {
  if (requirement === "account") return true;
  if (requirement === "self") return viewer.person !== null;
  if (requirement === "console") return viewer.person === null;
  return viewer.permissions.has(requirement);
}
