import type { Locator, Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { accountRoles, auditLog, roles } from "@/db/schema";
import { type Permission, permissionsOf } from "@/lib/access/permissions";
import { createRole } from "@/lib/role/commands";
import { administrator, ctxFor } from "@/tests/fixtures";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit, type World } from "./support";

/* §4.4 角色管理 */

const path = "/structure/roles";
const heading = "角色管理";
/** How many modules a unit can hold. */
const all = permissionsOf("employer").length;
const row = (page: Page, name: string): Locator => page.getByRole("row").filter({ hasText: name });
const nameField = (page: Page): Locator => page.getByRole("textbox", { name: "角色名称" });
const group = (page: Page, name: string): Locator => page.getByRole("group", { name, exact: true });
/** The box of a module, or `全选…` of a group. */
const box = (page: Page, name: string): Locator => page.getByRole("checkbox", { name, exact: true });
const menu = (page: Page): Locator => page.getByRole("navigation", { name: "主菜单" });

async function remove(page: Page, name: string): Promise<void> {
  await row(page, name).getByRole("button", { name: "删除" }).click();
  const question = page.getByRole("alertdialog", { name: `删除角色“${name}”？` });
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "确认删除" }).click();
}

const made = ({ unit }: World, name: string, permissions: Permission[]) =>
  createRole(unit, { name, description: "", permissions });

/** An administrator of the unit who has this role and no other. */
async function colleague({ tree }: World, roleId: string, name: string) {
  const account = await administrator(db, tree.unit, { name });
  await db.update(accountRoles).set({ roleId }).where(eq(accountRoles.accountId, account.id));
  return ctxFor(db, account);
}

test("新增角色: a name, a description, and the modules that are ticked", async ({ page, world }) => {
  await signIn(page, world.unit);
  await visit(page, "/home", "首页");
  await menu(page).getByRole("link", { name: heading }).click();
  await expectPage(page, heading);
  await page.getByRole("link", { name: "新增角色" }).click();
  await expectPage(page, "新增角色");
  const submit = page.getByRole("button", { name: "创建角色" });

  await test.step("what is wrong is told at its field", async () => {
    await submit.click();
    const summary = page.getByRole("alert");
    await expect(summary.getByRole("link", { name: "请填写角色名称" })).toBeVisible();
    await summary.getByRole("link", { name: "请至少勾选一个权限模块" }).click();
    await expect(box(page, "全选 资料管理")).toBeFocused();
    await nameField(page).fill("长".repeat(200));
    await expect(nameField(page)).toHaveAccessibleDescription(/角色名称不超过 30 字/);
    await nameField(page).fill("查询员");
    await expectAccessible(page);
  });

  await test.step("a group is ticked as a whole, and half when one of its modules isn't", async () => {
    const hours = box(page, "全选 学时管理");
    await hours.focus();
    await page.keyboard.press("Space");
    for (const module of ["学时申报", "申报进度查询", "学时审批"])
      await expect(box(page, module)).toBeChecked();
    await expect(page.getByText(`已选 3 项，共 ${all} 项`)).toBeVisible();
    await box(page, "学时申报").uncheck();
    await expect(hours).toBeChecked({ indeterminate: true });
    await hours.check();
    await expect(box(page, "学时申报")).toBeChecked();
    await page.getByRole("button", { name: "全选", exact: true }).click();
    await expect(page.getByText(`已选 ${all} 项，共 ${all} 项`)).toBeVisible();
    await page.getByRole("button", { name: "清空" }).click();
    await expect(page.getByText(`已选 0 项，共 ${all} 项`)).toBeVisible();
    await box(page, "学时审批").check();
    await box(page, "打印学时证明").check();
    await expect(group(page, "学时管理")).toContainText("可按部门限定");
  });

  await test.step("a built-in role's name is taken, also with what can't be seen; markup is just text", async () => {
    await submit.click();
    await expect(nameField(page)).toHaveAccessibleDescription(/与系统内置角色重名/);
    await expect(box(page, "学时审批")).toBeChecked();
    for (const name of ["单位管理员\u200b", "🎓 学时专员"]) {
      await nameField(page).fill(name);
      await submit.click();
      await expect(nameField(page)).toHaveAccessibleDescription(/不能含有表情符号或不可见字符/);
    }
    await nameField(page).fill("学时专员<b>");
    await page.getByRole("textbox", { name: "角色描述" }).fill("审批学时，打印证明");
    await submit.dblclick();
    await expect(toast(page, "角色“学时专员<b>”已创建，可在“管理单位管理员”中授予")).toBeVisible();
    await expectPage(page, heading);
    await expect(row(page, "学时专员<b>")).toHaveCount(1);
    await expect(row(page, "学时专员<b>")).toContainText("审批学时，打印证明");
    await expect(row(page, "学时专员<b>")).toContainText("学时审批、打印学时证明");
  });

  const [role] = await db
    .select()
    .from(roles)
    .where(and(eq(roles.organizationId, world.tree.unit.id), eq(roles.name, "学时专员<b>")));
  expect(role?.permissions).toEqual(["hours.review", "certificates.print"]);
  const audits = await db
    .select({ action: auditLog.action, actorId: auditLog.actorId })
    .from(auditLog)
    .where(and(eq(auditLog.subjectKind, "role"), eq(auditLog.subjectId, role?.id as string)));
  expect(audits).toEqual([{ action: "role.create", actorId: world.unit.viewer.accountId }]);
});

test("编辑: a change is true at the colleague's next click", async ({ page, browser, world }) => {
  const { id } = await made(world, "学时专员", ["hours.review", "hours.progress"]);
  const other = await (await browser.newContext()).newPage();
  await signIn(other, await colleague(world, id, "王芳"));
  await visit(other, "/hours/progress", "申报进度查询");
  await expect(menu(other).getByRole("link", { name: "学时审批" })).toBeVisible();
  await expect(menu(other).getByRole("link", { name: "专技人员信息查询" })).toHaveCount(0);

  await signIn(page, world.unit);
  await visit(page, path, heading);
  await expect(row(page, "学时专员").getByRole("cell", { name: "1", exact: true })).toBeVisible();
  await row(page, "学时专员").getByRole("link", { name: "编辑" }).click();
  await expectPage(page, "学时专员");
  await expect(page.getByText("使用人员：王芳")).toBeVisible();
  await box(page, "学时审批").uncheck();
  await box(page, "专技人员信息查询").check();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(toast(page, "角色“学时专员”已保存，使用该角色的 1 名管理员下一次操作时生效")).toBeVisible();
  await expectPage(page, heading);

  await menu(other).getByRole("link", { name: "学时审批" }).click();
  await expectPage(other, "首页");
  await other.reload();
  await expect(menu(other).getByRole("link", { name: "学时审批" })).toHaveCount(0);
  await menu(other).getByRole("link", { name: "专技人员信息查询" }).click();
  await expectPage(other, "专技人员信息查询");
});

test("删除: a role in use stays and says who has it; one that nobody has goes", async ({ page, world }) => {
  const { id } = await made(world, "学时专员", ["hours.review"]);
  const { viewer } = await colleague(world, id, "王芳");
  await colleague(world, id, "李强");
  await signIn(page, world.unit);
  await visit(page, path, heading);
  await remove(page, "学时专员");
  await expect(
    toast(page, /角色“学时专员”正由王芳、李强使用，请先在“管理单位管理员”中为其更换角色/),
  ).toBeVisible();
  await expect(row(page, "学时专员")).toHaveCount(1);

  await db.delete(accountRoles).where(eq(accountRoles.roleId, id));
  await remove(page, "学时专员");
  await expect(toast(page, "角色“学时专员”已删除")).toBeVisible();
  await expect(row(page, "学时专员")).toHaveCount(0);
  expect(await db.$count(roles, eq(roles.id, id))).toBe(0);
  expect(viewer.permissions.has("hours.review")).toBe(true);
});

test("a built-in role is shown and fixed, and can be copied", async ({ page, world }) => {
  await signIn(page, world.unit);
  await visit(page, path, heading);
  await expect(row(page, "人社局管理员")).toHaveCount(0);
  await expect(row(page, "主管部门管理员")).toHaveCount(0);
  const builtIn = row(page, "学时审核员");
  await expect(builtIn).toContainText("内置");
  await expect(builtIn.getByRole("button", { name: "删除" })).toHaveCount(0);
  await builtIn.getByRole("link", { name: "查看" }).click();
  await expectPage(page, "学时审核员");
  await expect(page.getByText("系统内置角色，不能修改或删除")).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "学时审批" })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "删除" })).toHaveCount(0);

  await page.getByRole("link", { name: "复制为新角色" }).click();
  await expectPage(page, "新增角色");
  await expect(nameField(page)).toHaveValue("学时审核员副本");
  await expect(box(page, "学时审批")).toBeChecked();
  await expect(box(page, "申报进度查询")).toBeChecked();
  await box(page, "打印学时证明").check();
  await page.getByRole("button", { name: "创建角色" }).click();
  await expectPage(page, heading);
  await expect(row(page, "学时审核员副本")).toHaveCount(1);
});

test("a role beyond one's own rights can only be looked at, and nobody grants what they don't hold", async ({
  page,
  world,
}) => {
  const { id } = await made(world, "人员专员", ["persons.read", "hours.review"]);
  const account = await administrator(db, world.tree.unit, {
    permissions: ["roles.manage", "hours.review"],
  });
  await signIn(page, await ctxFor(db, account));
  await visit(page, path, heading);
  await expect(row(page, "人员专员").getByRole("button", { name: "删除" })).toHaveCount(0);
  await row(page, "人员专员").getByRole("link", { name: "查看" }).click();
  await expectPage(page, "人员专员");
  await expect(page.getByText("该角色含有您没有的权限模块（专技人员信息查询），您只能查看")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存" })).toHaveCount(0);

  await visit(page, `${path}/new?from=${id}`, "新增角色");
  await expect(page.getByText("没有复制您不能授予的权限模块：专技人员信息查询。")).toBeVisible();
  await expect(box(page, "学时审批")).toBeChecked();
  await expect(box(page, "专技人员信息查询")).toBeDisabled();
  await expect(box(page, "专技人员信息查询")).not.toBeChecked();
  await expect(box(page, "专技人员信息查询")).toHaveAccessibleDescription(/您没有此权限，不能授予/);
  await expect(box(page, "全选 审核账户")).toBeDisabled();
  await page.getByRole("button", { name: "全选", exact: true }).click();
  await expect(page.getByText(`已选 2 项，共 ${all} 项`)).toBeVisible();
  await page.getByRole("button", { name: "创建角色" }).click();
  await expectPage(page, heading);
  const [copy] = await db
    .select({ permissions: roles.permissions })
    .from(roles)
    .where(and(eq(roles.organizationId, world.tree.unit.id), eq(roles.name, "人员专员副本")));
  expect(copy?.permissions).toEqual(["roles.manage", "hours.review"]);
});

test("the modules of a role that somebody has who may more are only looked at; its name can be changed", async ({
  page,
  world,
}) => {
  const { id } = await made(world, "进度员", ["hours.progress"]);
  const { id: more } = await made(world, "人员专员", ["persons.read"]);
  const { viewer } = await colleague(world, id, "王芳");
  await db.insert(accountRoles).values({ accountId: viewer.accountId, roleId: more });
  const clerk = await administrator(db, world.tree.unit, { permissions: ["roles.manage", "hours.progress"] });
  await signIn(page, await ctxFor(db, clerk));
  await visit(page, `${path}/${id}`, "进度员");
  await expect(
    page.getByText("角色“进度员”由王芳使用，其权限超出您的权限，您不能修改其权限模块"),
  ).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("definition").filter({ hasText: "申报进度查询" })).toBeVisible();
  await expectAccessible(page);
  await nameField(page).fill("查进度的");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(toast(page, "角色“查进度的”已保存，使用该角色的 1 名管理员下一次操作时生效")).toBeVisible();
  const [role] = await db.select().from(roles).where(eq(roles.id, id));
  expect(role).toMatchObject({ name: "查进度的", permissions: ["hours.progress"] });
});

test("another unit's role is not there", async ({ page, world }) => {
  const { id } = await made(world, "学时专员", ["hours.review"]);
  await signIn(page, world.foreignUnit);
  await visit(page, path, heading);
  await expect(row(page, "学时专员")).toHaveCount(0);
  await page.goto(`${path}/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("学时专员");
  await page.goto(`${path}/new?from=${id}`);
  await expectPage(page, "新增角色");
  await expect(nameField(page)).toHaveValue("");
});
