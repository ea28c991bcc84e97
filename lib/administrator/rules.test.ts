import { expect, test } from "vitest";
import type { OrganizationKind } from "@/db/enums";
import { builtInRoles } from "@/db/seed/roles";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import {
  type Actor,
  effectiveModules,
  grantRefusal,
  type HeldRole,
  lostModules,
  touchRefusal,
} from "./rules";

const actor = (
  kind: OrganizationKind,
  { full = false, permissions = permissionsOf(kind) as readonly Permission[] } = {},
): Actor => ({ accountId: "me", full, permissions: new Set(permissions), organization: { kind } });
const role = (name: string, permissions: readonly string[], full = false): HeldRole => ({
  id: name,
  name,
  permissions,
  full,
});
const everything = role("单位管理员", builtInRoles.employerAdministrator.permissions, true);

test("what a limit to departments leaves is about people one by one", () => {
  const roles = [
    role("甲", ["hours.review", "unit.profile"]),
    role("乙", ["persons.read", "authorities.manage"]),
  ];
  expect(effectiveModules(roles, "employer", { limited: false })).toEqual([
    "unit.profile",
    "hours.review",
    "persons.read",
  ]);
  expect(effectiveModules(roles, "employer", { limited: true })).toEqual(["hours.review", "persons.read"]);
  expect(lostModules(["unit.profile", "hours.review", "audit.read"])).toEqual(["unit.profile", "audit.read"]);
});

test("one grants what one holds, and the full role only as a 全权管理员", () => {
  const few = actor("employer", { permissions: ["administrators.manage", "hours.review"] });
  expect(grantRefusal(few, [role("学时", ["hours.review"])])).toBeNull();
  // A bureau's module in a role gives nothing in a unit.
  expect(grantRefusal(few, [role("学时", ["hours.review", "authorities.manage"])])).toBeNull();
  expect(grantRefusal(few, [role("学时", ["hours.review"]), role("人员", ["persons.read"])])).toEqual({
    message: "所选角色含有您没有的权限模块（专技人员信息查询），不能授予",
    beyond: ["persons.read"],
  });
  expect(grantRefusal(actor("employer"), [everything])?.message).toContain("只能由全权管理员授予");
  expect(grantRefusal(actor("employer", { full: true }), [everything])).toBeNull();
});

test("one touches whoever may no more than oneself; a 全权管理员 only as one", () => {
  const few = actor("employer", { permissions: ["administrators.manage", "hours.review"] });
  const target = (...roles: HeldRole[]) => ({ name: "王芳", roles });
  expect(touchRefusal(few, target(role("学时", ["hours.review"])))).toBeNull();
  expect(touchRefusal(few, target())).toBeNull();
  expect(touchRefusal(few, target(role("人员", ["persons.read"])))).toEqual({
    message: "王芳拥有您没有的权限模块（专技人员信息查询），您只能查看",
    beyond: ["persons.read"],
  });
  expect(touchRefusal(actor("employer"), target(everything))?.message).toContain("只有全权管理员可以管理");
  expect(touchRefusal(actor("employer", { full: true }), target(everything))).toBeNull();
});
