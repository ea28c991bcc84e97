import type { Route } from "next";
import { portalLabels } from "@/lib/auth/schema";
import { may, type Permission, permissions, type Requirement } from "./permissions";
import type { Viewer } from "./viewer";

type Entry = {
  href: Route;
  label: string;
  requirement: Requirement;
  /** An inbox: the menu shows how many wait there. */
  inbox?: true;
};

/** An inbox of §5, called as the permission that it asks for. */
const reviews = (slug: string, permission: Permission): Entry => ({
  href: `/reviews/${slug}` as Route,
  label: permissions[permission].label,
  requirement: permission,
  inbox: true,
});

/** The side menu of units and reviewers, in the manual's order and words. */
const consoleMenu: { title: string; items: Entry[] }[] = [
  {
    title: "工作台",
    items: [
      { href: "/home", label: "首页", requirement: "console" },
      { href: "/messages", label: "消息", requirement: "console" },
      { href: "/profile", label: "资料管理", requirement: "unit.profile" },
    ],
  },
  {
    title: "管理直属账户",
    items: [
      { href: "/structure/units", label: "管理下级单位", requirement: "units.manage" },
      { href: "/structure/authorities", label: "管理主管部门", requirement: "authorities.manage" },
      {
        href: "/structure/temporary-codes",
        label: "临时编码",
        requirement: "temporary-codes.manage",
      },
    ],
  },
  {
    title: "审核账户",
    items: [
      reviews("persons", "registrations.review"),
      reviews("person-changes", "person-changes.review"),
      reviews("units", "units.review"),
      reviews("transfers", "transfers.review"),
      reviews("unit-changes", "unit-changes.review"),
    ],
  },
  {
    title: "学时管理",
    items: [
      { href: "/hours/declare", label: "学时申报", requirement: "hours.declare" },
      { href: "/hours/progress", label: "申报进度查询", requirement: "hours.progress" },
      { href: "/hours/review", label: "学时审批", requirement: "hours.review", inbox: true },
    ],
  },
  {
    title: "查询统计",
    items: [{ href: "/statistics/persons", label: "专技人员信息查询", requirement: "persons.read" }],
  },
];

/** The professional's menu: at most five entries, they share one row on a phone. */
const personalMenu: typeof consoleMenu = [
  {
    title: "个人中心",
    items: [
      { href: "/me", label: "首页", requirement: "self" },
      { href: "/me/declarations", label: "学时申报", requirement: "self" },
      { href: "/me/certificate", label: "学时证明", requirement: "self" },
      { href: "/me/profile", label: "个人资料", requirement: "self" },
    ],
  },
];

/** The menu of a viewer: what they may open, and nothing else. */
export function menuOf(viewer: Viewer) {
  return (viewer.person ? personalMenu : consoleMenu)
    .map(({ title, items }) => ({
      title,
      items: items
        .filter((item) => may(viewer, item.requirement))
        .map(({ href, label, inbox }) => ({ href, label, inbox })),
    }))
    .filter(({ items }) => items.length > 0);
}

/** What a shell shows of a viewer: who it is, and the menu. */
export const shellOf = (viewer: Viewer) => ({
  viewer: {
    name: viewer.name,
    organizationName: viewer.organization.name,
    portalLabel: portalLabels[viewer.portal],
  },
  menu: menuOf(viewer),
});
