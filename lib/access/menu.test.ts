import { describe, expect, it } from "vitest";
import type { OrganizationKind } from "@/db/enums";
import { menuOf } from "./menu";
import { type Permission, permissionsOf } from "./permissions";
import type { Viewer } from "./viewer";

const viewer = (kind: OrganizationKind, permissions: readonly Permission[]) =>
  ({ person: null, organization: { kind }, permissions: new Set(permissions) }) as unknown as Viewer;
const shown = (of: Viewer) =>
  menuOf(of).map(({ title, items }) => [title, ...items.map(({ label }) => label)]);

describe("menuOf", () => {
  it("is in the manual's order and words", () => {
    expect(shown(viewer("employer", permissionsOf("employer")))).toEqual([
      ["工作台", "首页", "消息", "资料管理"],
      ["管理直属账户", "管理内设部门", "管理单位管理员", "管理下级单位", "角色管理"],
      ["审核账户", "审核注册人员", "审核人员信息修改", "审核下级单位", "人员调转", "审核机构信息修改"],
      ["学时管理", "学时申报", "申报进度查询", "学时审批"],
      ["查询统计", "专技人员信息查询"],
      ["系统管理", "操作日志"],
    ]);
  });

  it("shows what the role may and nothing else", () => {
    expect(shown(viewer("employer", []))).toEqual([["工作台", "首页", "消息"]]);
    expect(shown(viewer("employer", ["hours.review"]))).toEqual([
      ["工作台", "首页", "消息"],
      ["学时管理", "学时审批"],
    ]);
    const limited = viewer("employer", permissionsOf("employer", { limited: true }));
    expect(shown(limited).flat()).not.toContain("管理单位管理员");
    expect(shown(limited).flat()).toContain("审核注册人员");
  });

  it("names what waits for the badges, and the addresses of a page's other tab", () => {
    const entries = menuOf(viewer("employer", permissionsOf("employer"))).flatMap(({ items }) => items);
    expect(entries.filter(({ inbox }) => inbox).map(({ href }) => href)).toEqual([
      "/reviews/persons",
      "/reviews/person-changes",
      "/reviews/units",
      "/reviews/transfers",
      "/reviews/unit-changes",
      "/hours/review",
    ]);
    expect(entries.find(({ label }) => label === "人员调转")?.also).toEqual(["/reviews/transfers-out"]);
  });
});
