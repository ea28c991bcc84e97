import type { Page } from "@playwright/test";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { menuEntry } from "./inbox";
import { db, expect, expectPage, signIn, test, visit } from "./support";

/* The console's frame: menu, breadcrumb, and the home page with what waits, figures and links */

const trail = (page: Page) => page.getByRole("navigation", { name: "当前位置" }).getByRole("listitem");
const figure = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("link", { name });

test("the menu is in the manual's words; on each page its entry is marked, and the breadcrumb says where it is", async ({
  page,
  world,
}) => {
  const { person } = await professional(db, world.tree.unit);
  await signIn(page, world.unit);
  await visit(page, "/home", "首页");
  const menu = page.getByRole("navigation", { name: "主菜单" });
  await expect(menu.getByRole("link")).toHaveText([
    ...["首页", "消息", "资料管理"],
    ...["管理内设部门", "管理单位管理员", "管理下级单位", "角色管理"],
    ...["审核注册人员", "审核人员信息修改", "审核下级单位", "人员调转", "审核机构信息修改"],
    ...["学时申报", "申报进度查询", "学时审批", "专技人员信息查询", "操作日志"],
  ]);
  const places: [path: string, heading: string | RegExp, crumbs: string[], entry: string | null][] = [
    ["/profile", "资料管理", ["工作台", "资料管理"], "资料管理"],
    ["/profile/superior", "更换上级部门", ["工作台", "资料管理", "更换上级部门"], "资料管理"],
    ["/structure/departments", "管理内设部门", ["管理直属账户", "管理内设部门"], "管理内设部门"],
    ["/structure/units/new", /./, ["管理直属账户", "管理下级单位"], "管理下级单位"],
    ["/reviews/persons", "审核注册人员", ["审核账户", "审核注册人员"], "审核注册人员"],
    ["/reviews/transfers-out", "人员调转", ["审核账户", "人员调转"], "人员调转"],
    ["/hours/progress", "申报进度查询", ["学时管理", "申报进度查询"], "申报进度查询"],
    [
      `/statistics/persons/${person.id}`,
      person.name,
      ["查询统计", "专技人员信息查询", person.name],
      "专技人员信息查询",
    ],
    ["/login-records", "登录记录", ["工作台", "登录记录"], null],
  ];
  for (const [path, heading, crumbs, entry] of places) {
    await visit(page, path, heading);
    for (const [index, crumb] of crumbs.entries()) await expect(trail(page).nth(index)).toContainText(crumb);
    const marked = menu.locator("[aria-current=page]");
    if (entry) await expect(marked).toHaveText(entry);
    else await expect(marked).toHaveCount(0);
  }
});

test("home: what waits, and figures that lead to the lists that they count", async ({ page, world }) => {
  const { tree } = world;
  await professional(db, tree.unit, { state: "retired" });
  await professional(db, tree.subUnit);
  await pendingDeclaration(db, world.applicant);
  await signIn(page, world.unit);
  await visit(page, "/home", "首页");
  await expect(figure(page, /^学时审批\s*1 条待审核/)).toBeVisible();
  await expect(menuEntry(page, "学时审批")).toHaveAccessibleName(/待审核 1 条/);
  await figure(page, /^审核中的申报\s*1 条/).click();
  await expectPage(page, "申报进度查询");
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(1);
  await visit(page, "/home", "首页");
  await figure(page, /^退休人员\s*1 人/).click();
  await expectPage(page, "专技人员信息查询");
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(1);
  await visit(page, "/home", "首页");
  await figure(page, /^管理范围内在岗专业技术人员\s*2 人/).click();
  await expectPage(page, "专技人员信息查询");
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(2);
  await visit(page, "/home", "首页");
  await figure(page, /^下级单位\s*1 个/).click();
  await expectPage(page, "管理下级单位");

  await signIn(page, world.bureau);
  await visit(page, "/home", "首页");
  await expect(figure(page, /^管理范围内在岗专业技术人员\s*2 人/)).toBeVisible();
  await figure(page, /^主管部门和下级人社局\s*3 个/).click();
  await expectPage(page, "管理主管部门");
});

test("who may nothing has the two pages that everybody has", async ({ page, world }) => {
  const nobody = await administrator(db, world.tree.unit, { permissions: [] });
  await signIn(page, await ctxFor(db, nobody));
  await visit(page, "/home", "首页");
  const menu = page.getByRole("navigation", { name: "主菜单" });
  await expect(menu.getByRole("link")).toHaveText(["首页", "消息"]);
  await expect(page.getByText("单位概况")).toHaveCount(0);
  for (const path of ["/profile", "/structure/departments", "/reviews/persons", "/hours/review", "/audit"]) {
    await page.goto(path);
    await expectPage(page, "首页");
  }
});
