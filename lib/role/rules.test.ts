import { expect, test } from "vitest";
import type { OrganizationKind } from "@/db/enums";
import { builtInRoles } from "@/db/seed/roles";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { copyOf, groupsOf, isByDepartment, isWithin, modulesBeyond, modulesOf, usersSentence } from "./rules";
import { roleSchema } from "./schema";

const viewer = (kind: OrganizationKind, permissions: readonly Permission[] = permissionsOf(kind)) => ({
  permissions: new Set(permissions),
  organization: { kind },
});

test("what the kind of organization can't hold, and what no module is called any more, gives nothing", () => {
  expect(
    modulesOf(["hours.review", "authorities.manage", "gone.module", "unit.profile"], "employer"),
  ).toEqual(["unit.profile", "hours.review"]);
  expect(modulesOf(["hours.declare", "authorities.manage"], "bureau")).toEqual(["authorities.manage"]);
});

test("a role is within the rights of who holds all that it gives in their organization", () => {
  const clerk = viewer("employer", ["hours.review", "hours.progress"]);
  expect(isWithin(["hours.review"], clerk)).toBe(true);
  expect(isWithin(["hours.review", "authorities.manage"], clerk)).toBe(true);
  expect(isWithin(["hours.review", "persons.read"], clerk)).toBe(false);
  expect(modulesBeyond(["audit.read", "persons.read", "hours.review"], clerk)).toEqual([
    "persons.read",
    "audit.read",
  ]);
  for (const [kind, role] of [
    ["employer", "employerAdministrator"],
    ["authority", "authorityAdministrator"],
    ["bureau", "bureauAdministrator"],
  ] as const) {
    const { permissions } = builtInRoles[role];
    expect(isWithin(permissions, viewer(kind))).toBe(true);
    for (const lost of permissionsOf(kind)) {
      const rest = permissionsOf(kind).filter((permission) => permission !== lost);
      expect(isWithin(permissions, viewer(kind, rest)), lost).toBe(false);
    }
  }
});

test("every module stands in one group, in the catalogue's order", () => {
  const all = permissionsOf("employer");
  const groups = groupsOf(all);
  expect(groups.flatMap(({ modules }) => modules)).toEqual(all);
  expect(groups.map(({ group }) => group)).toEqual([
    "资料管理",
    "管理直属账户",
    "审核账户",
    "学时管理",
    "查询统计",
    "系统管理",
  ]);
  expect(groupsOf(["audit.read"])).toEqual([{ group: "系统管理", modules: ["audit.read"] }]);
  expect(all.filter(isByDepartment)).toEqual(permissionsOf("employer", { limited: true }));
});

test("users are told by name as far as they are named", () => {
  expect(usersSentence({ names: ["王芳", "李强"], total: 2 })).toBe("王芳、李强");
  expect(usersSentence({ names: ["王芳", "李强"], total: 1207 })).toBe("王芳、李强等 1,207 人");
});

test("a copy leaves out what the viewer can't give, and its name is one that can be saved", () => {
  const clerk = viewer("employer", ["hours.review"]);
  const original = {
    name: "学时与人员",
    description: "说明",
    permissions: ["hours.review", "persons.read"] as const,
  };
  expect(copyOf(original, clerk)).toEqual({
    name: "学时与人员副本",
    description: "说明",
    permissions: ["hours.review"],
    left: ["persons.read"],
  });
  expect(copyOf(null, clerk)).toMatchObject({ name: "", permissions: [], left: [] });
  for (const name of ["长".repeat(30), `${"长".repeat(27)}𠮷尾`]) {
    const { left: _, ...copy } = copyOf({ ...original, name }, clerk);
    expect(roleSchema.parse(copy).name).toBe(`${"长".repeat(name.includes("𠮷") ? 27 : 28)}副本`);
  }
});

const input = { name: "学时专员", description: "", permissions: ["hours.review"] as Permission[] };
const objections = (changes: object) => {
  const { error } = roleSchema.safeParse({ ...input, ...changes });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
};

test("names are tidied, of a length that a list can show, and can be seen", () => {
  expect(roleSchema.parse({ ...input, name: "　学时　　ＨＲ１ " }).name).toBe("学时 HR1");
  expect(roleSchema.parse({ ...input, name: "𠮷 审核<b>" }).name).toBe("𠮷 审核<b>");
  for (const name of ["单位管理员\u200b", "单位\u2060管理员", "单位管理员\u0007", "\ue000审核", "🎓 审核"]) {
    expect(objections({ name }), name).toEqual({
      name: "角色名称不能含有表情符号或不可见字符，请修改",
    });
  }
  expect(objections({ name: "长".repeat(30) })).toEqual({});
  expect(objections({ name: "长".repeat(200) })).toEqual({ name: "角色名称不超过 30 字" });
  for (const name of ["", "　 ", "\u200b\u200d", "\u0301"]) {
    expect(objections({ name })).toEqual({ name: "请填写角色名称" });
  }
  expect(objections({ description: "长".repeat(201) })).toEqual({ description: "角色描述不超过 200 字" });
});

test("at least one module, known ones only, each once and in the catalogue's order", () => {
  expect(objections({ permissions: [] })).toEqual({ permissions: "请至少勾选一个权限模块" });
  expect(objections({ permissions: undefined })).toEqual({ permissions: "请至少勾选一个权限模块" });
  expect(Object.keys(objections({ permissions: ["everything"] }))).toEqual(["permissions.0"]);
  const permissions = ["audit.read", "hours.review", "audit.read"];
  expect(roleSchema.parse({ ...input, permissions }).permissions).toEqual(["hours.review", "audit.read"]);
});
