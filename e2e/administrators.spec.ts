import type { Browser, Locator, Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { accounts, auditLog } from "@/db/schema";
import { builtInRoles } from "@/db/seed/roles";
import type { Ctx } from "@/lib/context";
import { roleOf } from "@/lib/org/create";
import {
  accountAudits,
  administratorWith,
  department,
  fullAdministrator,
  ownRole,
  standing,
} from "@/tests/administrators";
import { administrator, ctxFor, nextIdNumber, professional } from "@/tests/fixtures";
import {
  changePassword,
  db,
  expect,
  expectAccessible,
  expectPage,
  logIn,
  signIn,
  test,
  toast,
  visit,
  type World,
} from "./support";

/* §4.2 管理单位管理员 */

const path = "/structure/administrators";
const heading = "管理单位管理员";
const password = "湖光山色-Lotus-7";
const row = (page: Page, name: string): Locator => page.getByRole("row").filter({ hasText: name });
const field = (page: Page, name: string): Locator => page.getByRole("textbox", { name });
const box = (page: Page, name: string): Locator => page.getByRole("checkbox", { name, exact: true });
const menu = (page: Page): Locator => page.getByRole("navigation", { name: "主菜单" });
const step = (page: Page): Locator =>
  page.getByRole("list", { name: "新增管理员的步骤" }).locator("[aria-current=step]");

/** A 全权管理员 of the unit. */
const fullOf = async ({ tree }: World, values: { name: string; password?: string }): Promise<Ctx> =>
  ctxFor(db, await fullAdministrator(db, tree.unit, values));

/** A page of another browser, where this account is logged in already. */
async function otherPage(browser: Browser, ctx?: Ctx): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  if (ctx) await signIn(page, ctx);
  return page;
}

/** Presses a button of an administrator's page, and says yes to its question. */
async function confirm(page: Page, label: string, question: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("alertdialog", { name: question });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `确认${label}` }).click();
}

/** Logs in with the initial password, and gives a password of their own. */
async function logInFirst(page: Page, portal: string, idNumber: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: `${portal}登录` }).click();
  const initial = idNumber.slice(-6);
  await logIn(page, { idNumber, password: initial });
  await expectPage(page, "修改密码");
  await changePassword(page, initial, password);
  await expectPage(page, "首页");
}

test("新增管理员 in two steps; that one logs in with the last six and sees only their own menu", async ({
  page,
  browser,
  world,
}) => {
  await signIn(page, await fullOf(world, { name: "周敏" }));
  await visit(page, "/home", "首页");
  await menu(page).getByRole("link", { name: heading }).click();
  await expectPage(page, heading);
  await expect(row(page, "周敏")).toContainText("全权");
  await page.getByRole("link", { name: "新增管理员" }).click();
  await expectPage(page, "新增管理员");
  const next = page.getByRole("button", { name: "下一步" });
  const idNumber = nextIdNumber();

  await test.step("基本信息: what is wrong is told at its field", async () => {
    await expect(step(page)).toHaveText(/基本信息/);
    await next.click();
    const summary = page.getByRole("alert");
    await expect(summary.getByRole("link", { name: "请填写姓名" })).toBeVisible();
    await expect(summary.getByRole("link", { name: /证件号码/ })).toBeVisible();
    await field(page, "姓名").fill("长".repeat(200));
    await field(page, "证件号码").fill(`${idNumber.slice(0, 17)}${idNumber.endsWith("X") ? "1" : "X"}`);
    await field(page, "手机号").fill("0537-2967001");
    await next.click();
    await expect(field(page, "姓名")).toHaveAccessibleDescription(/姓名不超过 50 字/);
    await expect(field(page, "证件号码")).toHaveAccessibleDescription(/证件号码校验位不正确/);
    await expect(field(page, "手机号")).toHaveAccessibleDescription(/手机号应为 11 位数字/);
    await field(page, "姓名").fill("王芳😀");
    await next.click();
    await expect(field(page, "姓名")).toHaveAccessibleDescription(/姓名不能含有表情符号/);
    await expect(step(page)).toHaveText(/基本信息/);
    await expectAccessible(page);
  });

  await test.step("权限信息: roles; going back keeps what was typed", async () => {
    await field(page, "姓名").fill("王芳");
    await field(page, "证件号码").fill(idNumber);
    await field(page, "手机号").fill("13905370001");
    await field(page, "职务").fill("科长");
    await next.click();
    await expect(step(page)).toHaveText(/权限信息/);
    await expect(page.getByRole("heading", { level: 2, name: "第 2 步：权限信息" })).toBeFocused();
    await expectAccessible(page);
    const create = page.getByRole("button", { name: "创建管理员" });
    await create.click();
    await page.getByRole("alert").getByRole("link", { name: "请至少选择一个角色" }).click();
    await expect(box(page, "单位管理员")).toBeFocused();
    await box(page, "学时审核员").check();
    await expect(page.getByRole("definition").filter({ hasText: "学时审批" })).toBeVisible();
    await page.getByRole("button", { name: "上一步" }).click();
    await expect(field(page, "姓名")).toHaveValue("王芳");
    await expect(field(page, "证件号码")).toHaveValue(idNumber);
    await next.click();
    await expect(box(page, "学时审核员")).toBeChecked();
    await create.dblclick();
    await expect(page.getByRole("status").filter({ hasText: "已新增管理员王芳" })).toBeFocused();
    await expect(page.getByText(/登录入口选择“用人单位”.*初始密码为证件号码后六位/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "返回列表" }).click();
    await expectPage(page, heading);
    await expect(row(page, "王芳")).toHaveCount(1);
    await expect(row(page, "王芳")).toContainText("学时审核员");
    await expect(row(page, "王芳")).toContainText("尚未登录");
    await expect(page.locator("main")).not.toContainText(idNumber);
  });

  await test.step("the same ID number once more leads back to its field", async () => {
    await visit(page, `${path}/new`, "新增管理员");
    await field(page, "姓名").fill("另一人");
    await field(page, "证件号码").fill(idNumber);
    await field(page, "手机号").fill("13905370002");
    await next.click();
    await box(page, "学时审核员").check();
    await page.getByRole("button", { name: "创建管理员" }).click();
    await expect(step(page)).toHaveText(/基本信息/);
    await expect(field(page, "证件号码")).toHaveAccessibleDescription(/该证件号码已有管理员账号或正在注册/);
    await expect(field(page, "姓名")).toHaveValue("另一人");
  });

  const other = await otherPage(browser);
  await logInFirst(other, "用人单位", idNumber);
  await expect(menu(other).getByRole("link", { name: "学时审批" })).toBeVisible();
  await expect(menu(other).getByRole("link", { name: "申报进度查询" })).toBeVisible();
  for (const hidden of [heading, "角色管理", "专技人员信息查询", "学时申报", "操作日志"]) {
    await expect(menu(other).getByRole("link", { name: hidden, exact: true })).toHaveCount(0);
  }
  await other.goto(path);
  await expectPage(other, "首页");

  const [made] = await db.select().from(accounts).where(eq(accounts.idNumber, idNumber));
  const audits = await db
    .select({ actorId: auditLog.actorId })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, made?.id as string), eq(auditLog.action, "administrator.create")));
  expect(audits).toHaveLength(1);
});

test("限定部门: only the people of these departments and those below; lost modules are told", async ({
  page,
  browser,
  world,
}) => {
  const { unit } = world.tree;
  const office = await department(db, unit, "教务处");
  const below = await department(db, unit, "教学科", office);
  const foreign = await department(db, unit, "后勤处");
  const people = await Promise.all(
    [office, below, foreign].map(async (departmentId, index) => {
      const { person } = await professional(db, unit, {
        departmentId,
        name: ["甲教师", "乙教师", "丙后勤"][index],
      });
      return person;
    }),
  );
  await ownRole(db, unit, "人员与资料", ["persons.read", "unit.profile"]);
  const idNumber = nextIdNumber();
  await signIn(page, await fullOf(world, { name: "周敏" }));
  await visit(page, `${path}/new`, "新增管理员");
  await field(page, "姓名").fill("李强");
  await field(page, "证件号码").fill(idNumber);
  await field(page, "手机号").fill("13905370001");
  await page.getByRole("button", { name: "下一步" }).click();
  await box(page, "人员与资料").check();
  await page.getByRole("radio", { name: "限定部门" }).check();
  await expect(page.getByText("限定部门后，以下权限模块不可用：资料管理。")).toBeVisible();
  await page.getByRole("button", { name: "创建管理员" }).click();
  await page.getByRole("alert").getByRole("link", { name: "请至少选择一个部门" }).click();
  await box(page, "教务处").check();
  await expect(box(page, "教务处 / 教学科")).not.toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "创建管理员" }).click();
  await expect(page.getByText("已新增管理员李强")).toBeVisible();

  const other = await otherPage(browser);
  await logInFirst(other, "用人单位", idNumber);
  await expect(menu(other).getByRole("link", { name: "资料管理" })).toHaveCount(0);
  await menu(other).getByRole("link", { name: "专技人员信息查询" }).click();
  await expectPage(other, "专技人员信息查询");
  await expect(row(other, "甲教师")).toHaveCount(1);
  await expect(row(other, "乙教师")).toHaveCount(1);
  await expect(row(other, "丙后勤")).toHaveCount(0);
  await expect(row(other, world.person.name)).toHaveCount(0);
  await other.goto(`/statistics/persons/${people[2]?.id}`);
  await expect(other.getByText("丙后勤")).toHaveCount(0);

  await page.getByRole("link", { name: "查看李强" }).click();
  await expectPage(page, "李强");
  await expect(page.getByText("限定部门后不可用")).toBeVisible();
  await page.getByRole("link", { name: "编辑" }).click();
  await expectPage(page, "编辑管理员李强");
  await expect(box(page, "教务处")).toBeChecked();
  await page.getByRole("radio", { name: "全部" }).check();
  await field(page, "职务").fill("人事专员");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(toast(page, "李强的信息已保存，权限在其下一次操作时生效")).toBeVisible();
  await expectPage(page, "李强");
  await other.goto("/statistics/persons");
  await expect(row(other, "丙后勤")).toHaveCount(1);
});

test("编辑 on an old page: newer data of others stay, and the same field is told", async ({
  page,
  world,
}) => {
  const account = await administratorWith(db, world.tree.unit, {
    ...{ name: "王芳", roleIds: [builtInRoles.hoursReviewer.id] },
  });
  const change = (values: { email?: string; phone?: string }) =>
    db.update(accounts).set(values).where(eq(accounts.id, account.id));
  const edit = `${path}/${account.id}/edit`;
  const save = page.getByRole("button", { name: "保存" });
  await signIn(page, await fullOf(world, { name: "周敏" }));
  await visit(page, edit, "编辑管理员王芳");
  await change({ email: "new@b.cn" });
  await field(page, "职务").fill("科长");
  await save.click();
  await expectPage(page, "王芳");
  expect(await standing(db, account.id)).toMatchObject({ email: "new@b.cn", position: "科长" });

  await visit(page, edit, "编辑管理员王芳");
  await change({ phone: "13905370008" });
  await field(page, "手机号").fill("13905370007");
  await save.click();
  await expect(field(page, "手机号")).toHaveAccessibleDescription(/手机号刚被他人修改过，请刷新页面/);
  await page.reload();
  await expect(field(page, "手机号")).toHaveValue("13905370008");
  await field(page, "手机号").fill("13905370007");
  await save.click();
  await expectPage(page, "王芳");
  expect(await standing(db, account.id)).toMatchObject({ phone: "13905370007" });
});

test("禁用 is in force at the next click; 启用, 重置密码 and 删除", async ({ page, browser, world }) => {
  const account = await administratorWith(db, world.tree.unit, {
    ...{ name: "王芳", roleIds: [builtInRoles.hoursReviewer.id], password },
  });
  const other = await otherPage(browser, await ctxFor(db, account));
  await visit(other, "/hours/review", "学时审批");
  await signIn(page, await fullOf(world, { name: "周敏" }));
  await visit(page, path, heading);
  await row(page, "王芳").getByRole("link", { name: "管理" }).click();
  await expectPage(page, "王芳");
  await confirm(page, "禁用", "禁用王芳的账号？");
  await expect(toast(page, "王芳的账号已禁用")).toBeVisible();
  await menu(other).getByRole("link", { name: "申报进度查询" }).click();
  await expect(other).toHaveURL(/\/login/);
  const credentials = { idNumber: account.idNumber, password };
  await logIn(other, credentials);
  await expect(other.getByText("此账号已停用，请联系本单位管理员")).toBeVisible();

  await confirm(page, "启用", "启用王芳的账号？");
  await expect(toast(page, "王芳的账号已启用")).toBeVisible();
  await logIn(other, credentials);
  await expectPage(other, /申报进度查询|首页/);

  await confirm(page, "重置密码", "重置王芳的密码？");
  await expect(toast(page, /王芳的密码已重置为证件号码后六位/)).toBeVisible();
  await other.goto("/home");
  await expect(other).toHaveURL(/\/login/);
  await logIn(other, { idNumber: account.idNumber, password: account.idNumber.slice(-6) });
  await expectPage(other, "修改密码");

  await confirm(page, "删除", "删除管理员王芳？");
  await expect(toast(page, "管理员王芳已删除")).toBeVisible();
  await expectPage(page, heading);
  await expect(row(page, "王芳")).toHaveCount(0);
  await other.reload();
  await expect(other).toHaveURL(/\/login/);
  expect(await standing(db, account.id)).toMatchObject({ state: "closed", roleIds: [] });
});

test("nobody removes themself, nor whoever may more, so the last 全权管理员 stays", async ({
  page,
  world,
}) => {
  const full = await fullOf(world, { name: "周敏" });
  const few = await administrator(db, world.tree.unit, {
    name: "李强",
    permissions: ["administrators.manage", "hours.review"],
  });
  const buttons = page.getByRole("button", { name: /^(禁用|启用|删除|重置密码)$/ });
  await signIn(page, full);
  await visit(page, `${path}/${full.viewer.accountId}`, "周敏");
  await expect(page.getByText("这是您自己的账号")).toBeVisible();
  await expect(buttons).toHaveCount(0);
  await expect(page.getByRole("link", { name: "编辑" })).toHaveCount(0);
  await page.goto(`${path}/${full.viewer.accountId}/edit`);
  await expectPage(page, "周敏");

  await page.context().clearCookies();
  await signIn(page, await ctxFor(db, few));
  await visit(page, path, heading);
  await expect(page.getByRole("link", { name: "移交全权" })).toHaveCount(0);
  await row(page, "周敏").getByRole("link", { name: "查看" }).click();
  await expectPage(page, "周敏");
  await expect(page.getByText("周敏是全权管理员，只有全权管理员可以管理其账号")).toBeVisible();
  await expect(buttons).toHaveCount(0);
  // Only what they hold themself can be given.
  await visit(page, `${path}/new`, "新增管理员");
  await field(page, "姓名").fill("王芳");
  await field(page, "证件号码").fill(nextIdNumber());
  await field(page, "手机号").fill("13905370001");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "第 2 步：权限信息" })).toBeFocused();
  for (const beyond of ["单位管理员", "学时审核员", "查询员"]) await expect(box(page, beyond)).toHaveCount(0);
});

test("移交全权: the successor has everything, the giver is out; a wrong password hands nothing over", async ({
  page,
  browser,
  world,
}) => {
  const giver = await fullOf(world, { name: "周敏", password });
  const account = await administratorWith(db, world.tree.unit, {
    ...{ name: "王芳", roleIds: [builtInRoles.hoursReviewer.id] },
  });
  const successor = await ctxFor(db, account);
  const other = await otherPage(browser, successor);
  await visit(other, "/home", "首页");
  await expect(menu(other).getByRole("link", { name: heading })).toHaveCount(0);

  await signIn(page, giver);
  await visit(page, path, heading);
  await page.getByRole("link", { name: "移交全权" }).click();
  await expectPage(page, "移交全权");
  const submit = page.getByRole("button", { name: "确认移交" });
  await submit.click();
  await expect(page.getByRole("alert").getByRole("link", { name: "请选择接任的管理员" })).toBeVisible();
  await page.getByRole("combobox", { name: "接任人" }).selectOption(account.id);
  await page.getByRole("radio", { name: "保留，改为以下角色" }).check();
  await expect(box(page, "单位管理员")).toHaveCount(0);
  await box(page, "查询员").check();
  await expectAccessible(page);
  await page.getByLabel("本人登录密码").fill("wrong password");
  await submit.click();
  await expect(page.getByLabel("本人登录密码")).toHaveAccessibleDescription(/密码不正确/);
  expect((await standing(db, account.id)).roleIds).toEqual([builtInRoles.hoursReviewer.id]);
  await page.getByRole("radio", { name: "禁用，立即退出登录" }).check();
  await page.getByLabel("本人登录密码").fill(password);
  await submit.dblclick();
  await expect(page).toHaveURL(/\/login/);
  await page.goto(path);
  await expect(page).toHaveURL(/\/login/);

  await other.reload();
  await expect(menu(other).getByRole("link", { name: heading })).toBeVisible();
  await visit(other, "/messages", "消息");
  await expect(other.getByText("周敏已将本单位的全部管理权限移交给您", { exact: true })).toBeVisible();
  await visit(other, path, heading);
  await expect(row(other, "王芳")).toContainText("全权");
  await expect(row(other, "周敏")).toContainText("已禁用");
  expect((await standing(db, account.id)).roleIds).toEqual([roleOf.employer]);
  expect((await accountAudits(db, giver.viewer.accountId)).map(({ action }) => action)).toContain(
    "administrator.hand-over",
  );
});

test("the superior appoints where there is no 全权管理员, and resets the password of one", async ({
  page,
  browser,
  world,
}) => {
  const { authority } = world.tree;
  await signIn(page, world.bureau);
  await visit(page, "/structure/authorities", "管理主管部门");
  await row(page, authority.name).getByRole("link", { name: "管理" }).click();
  await expectPage(page, authority.name);
  await expect(page.getByText(`${authority.name}没有可用的全权管理员，请指定一名`)).toBeVisible();
  await page.getByRole("radio", { name: "新增管理员" }).check();
  const idNumber = nextIdNumber();
  const submit = page.getByRole("button", { name: "指定管理员" });
  await field(page, "姓名").fill("长".repeat(200));
  await submit.click();
  await expect(field(page, "姓名")).toHaveAccessibleDescription(/姓名不超过 50 字/);
  await field(page, "姓名").fill("张海涛");
  await field(page, "证件号码").fill(idNumber);
  await field(page, "手机号").fill("13905370003");
  await expectAccessible(page);
  await submit.dblclick();
  await expect(
    page.getByRole("status").filter({ hasText: `已指定张海涛为${authority.name}的全权管理员` }),
  ).toBeFocused();
  await expect(row(page, "张海涛")).toContainText("全权");
  await expectAccessible(page);

  const other = await otherPage(browser);
  await logInFirst(other, "主管部门/人社", idNumber);
  await expect(menu(other).getByRole("link", { name: heading })).toBeVisible();

  await page.reload();
  await expect(submit).toHaveCount(0);
  await row(page, "张海涛").getByRole("button", { name: "重置密码" }).click();
  await page
    .getByRole("alertdialog", { name: "重置张海涛的密码？" })
    .getByRole("button", { name: "确认重置密码" })
    .click();
  await expect(toast(page, /张海涛的密码已重置为证件号码后六位/)).toBeVisible();
  await other.reload();
  await expect(other).toHaveURL(/\/login/);
});

test("an authority manages the units directly below it", async ({ page, world }) => {
  await signIn(page, world.authority);
  await visit(page, "/home", "首页");
  await menu(page).getByRole("link", { name: "管理下级单位" }).click();
  await expectPage(page, "管理下级单位");
  await expect(row(page, world.tree.unit.name)).toHaveCount(1);
  await expect(row(page, world.tree.subUnit.name)).toHaveCount(0);
  await row(page, world.tree.unit.name).getByRole("link", { name: "管理" }).click();
  await expectPage(page, world.tree.unit.name);
  await page.getByRole("combobox", { name: "管理员" }).selectOption(world.unit.viewer.accountId);
  await page.getByRole("button", { name: "指定管理员" }).click();
  await expect(
    page.getByText(`已指定${world.unit.viewer.name}为${world.tree.unit.name}的全权管理员`),
  ).toBeVisible();
  expect((await standing(db, world.unit.viewer.accountId)).roleIds).toEqual([roleOf.employer]);
});
