import type { Route } from "next";
import { portalLabels } from "@/lib/auth/schema";
import {
  may,
  type Permission,
  type PermissionGroup,
  permissionGroups,
  permissionKeys,
  permissions,
  type Requirement,
} from "./permissions";
import type { Viewer } from "./viewer";

type Entry = {
  href: Route;
  label: string;
  requirement: Requirement;
  /** An inbox: the menu shows how many wait there. */
  inbox?: true;
  /** Addresses that belong to it besides those under its own. */
  also?: readonly string[];
};

/** Where a module is worked with; those that have no page of their own are at work on another's. */
const places: Partial<Record<Permission, { href: string } & Pick<Entry, "inbox" | "also">>> = {
  "unit.profile": { href: "/profile" },
  "departments.manage": { href: "/structure/departments" },
  "administrators.manage": { href: "/structure/administrators" },
  "units.manage": { href: "/structure/units" },
  "authorities.manage": { href: "/structure/authorities" },
  "temporary-codes.manage": { href: "/structure/temporary-codes" },
  "roles.manage": { href: "/structure/roles" },
  "registrations.review": { href: "/reviews/persons", inbox: true },
  "person-changes.review": { href: "/reviews/person-changes", inbox: true },
  "units.review": { href: "/reviews/units", inbox: true },
  "transfers.review": { href: "/reviews/transfers", inbox: true, also: ["/reviews/transfers-out"] },
  "unit-changes.review": { href: "/reviews/unit-changes", inbox: true },
  "hours.declare": { href: "/hours/declare" },
  "hours.progress": { href: "/hours/progress" },
  "hours.review": { href: "/hours/review", inbox: true },
  "persons.read": { href: "/statistics/persons" },
  "audit.read": { href: "/audit" },
};

const placesOf = (group: PermissionGroup): Entry[] =>
  permissionKeys.flatMap((key) => {
    const place = permissions[key].group === group && places[key];
    return place
      ? [{ ...place, href: place.href as Route, label: permissions[key].label, requirement: key }]
      : [];
  });

/** The side menu of units and reviewers: the catalogue of modules, in its order and words. */
const consoleMenu: { title: string; items: Entry[] }[] = [
  {
    title: "工作台",
    items: [
      { href: "/home", label: "首页", requirement: "console" },
      { href: "/messages", label: "消息", requirement: "console" },
      ...placesOf("资料管理"),
    ],
  },
  ...permissionGroups
    .filter((group) => group !== "资料管理")
    .map((group) => ({ title: group, items: placesOf(group) })),
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
        .map(({ href, label, inbox, also }) => ({ href, label, inbox, also })),
    }))
    .filter(({ items }) => items.length > 0);
}

/** What a shell shows of a viewer: who it is, and the menu. */
export const shellOf = (viewer: Viewer) => ({
  viewer: {
    name: viewer.name,
    organizationName: viewer.organization.name,
    portalLabel: portalLabels[viewer.portal],
    loginRecords: (viewer.person ? "/me/login-records" : "/login-records") as Route,
    readsAudit: may(viewer, "audit.read"),
  },
  menu: menuOf(viewer),
});
