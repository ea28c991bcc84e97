import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { accountDepartments, auditLog, departments } from "@/db/schema";
import { today } from "@/lib/date";
import { administrator, organizationTree, professional } from "@/tests/fixtures";
import {
  type Credentials,
  db,
  expect,
  expectAccessible,
  expectPage,
  logIn,
  openMenu,
  signIn,
  test,
  toast,
  visit,
} from "./support";

/* 登录记录 and 操作日志 */

const password = "大明湖畔-Lake-2031";

async function enter(page: Page, portal: "employer" | "professional", who: Credentials): Promise<void> {
  await page.goto(`/login?portal=${portal}`);
  await logIn(page, who);
  await expect(page).toHaveURL(portal === "employer" ? "/home" : "/me");
}

/** 登录记录 by the menu under the name. */
async function openLoginRecords(page: Page, name: string): Promise<void> {
  await openMenu(page, page.getByRole("button", { name }));
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "登录记录" }).click();
  await expectPage(page, "登录记录");
}

async function expectNothingSticksOut(page: Page): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(content, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(screen);
}

test("of two logins one ends the other, which is out at its next click", async ({ page, browser }) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  const elsewhere = await (await browser.newContext()).newPage();
  await enter(elsewhere, "employer", { ...account, password });
  await page.goto("/login?portal=employer");
  await logIn(page, { ...account, password: "错误的密码" });
  await expect(page.getByRole("alert").getByText("账户号或密码错误", { exact: true })).toBeVisible();
  await enter(page, "employer", { ...account, password });

  await openLoginRecords(page, account.name);
  const rows = page.locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText("当前");
  await expect(rows.nth(0)).toContainText("Chrome");
  await expect(rows.nth(0).getByRole("button")).toHaveCount(0);
  await expect(rows.nth(1)).toContainText("登录失败");
  await expect(rows.nth(1)).toContainText("密码错误");
  await expect(rows.nth(2)).toContainText("在线");

  await rows.nth(2).getByRole("button", { name: "结束该登录" }).click();
  await expect(page.getByRole("alertdialog", { name: /^结束 .+上的登录？$/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认结束该登录" }).click();
  await expect(toast(page, "该登录已结束")).toBeVisible();
  await expect(rows.nth(2)).toContainText("已退出");
  await expect(page.getByRole("button", { name: /结束/ })).toHaveCount(0);
  await elsewhere.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "学时审批" }).click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
});

test("all other logins are ended at once; the one at hand goes on", async ({ page, browser }) => {
  const { unit } = await organizationTree(db);
  const { account } = await professional(db, unit, { password });
  const others = await Promise.all(
    [1, 2].map(async () => (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()),
  );
  for (const other of others) await enter(other, "professional", { ...account, password });
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, "professional", { ...account, password });
  await openLoginRecords(page, account.name);
  await expect(page).toHaveURL("/me/login-records");
  await expectNothingSticksOut(page);
  const card = page.getByRole("row").filter({ hasText: "当前" });
  expect((await card.boundingBox())?.height).toBeGreaterThan(100);
  await page.getByRole("button", { name: "结束其他全部登录" }).click();
  await expect(page.getByRole("alertdialog", { name: "结束其他 2 个登录？" })).toBeVisible();
  await page.getByRole("button", { name: "确认结束其他全部登录" }).click();
  await expect(toast(page, "其他设备上的登录已全部结束")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "已退出" })).toHaveCount(2);
  for (const other of others) {
    await other.getByRole("link", { name: "学时证明" }).first().click();
    await expect(other.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  }
  await page.reload();
  await expectPage(page, "登录记录");
  await expectNothingSticksOut(page);
});

test("操作日志 is searched by verb, operator and object, and exported as it was searched", async ({
  page,
  world,
}) => {
  const { person, unit, tree } = world;
  await signIn(page, unit);
  await visit(page, `/statistics/persons/${person.id}`, person.name);
  await page.getByRole("button", { name: "查看完整证件号" }).click();
  await expect(page.getByText(person.idNumber)).toBeVisible();
  const formula = '=HYPERLINK("http://evil.example")';
  await db.insert(auditLog).values({
    action: "organization.edit",
    actorName: formula,
    actorOrganizationId: tree.unit.id,
    subjectKind: "organization",
    subjectId: tree.unit.id,
    detail: { fields: ["phone"], secretKey: "secret" },
    address: "10.0.0.1",
  });

  await openMenu(page, page.getByRole("button", { name: unit.viewer.name }));
  await page.getByRole("menuitem", { name: "操作日志" }).click();
  await expectPage(page, "操作日志");
  const rows = page.locator("tbody").getByRole("row");
  await expect(rows.filter({ hasText: "查看完整证件号" })).toContainText(person.name);
  await expect(rows.filter({ hasText: "修改单位资料" })).toContainText("修改内容：联系电话");
  await expect(page.getByRole("table")).not.toContainText(person.idNumber);
  await expect(page.getByRole("table")).not.toContainText("secret");

  const search = () => page.getByRole("button", { name: "查询" }).click();
  await page.getByRole("combobox", { name: "操作" }).selectOption({ label: "查看完整证件号" });
  await search();
  await expect(rows).toHaveCount(1);
  await page.getByRole("link", { name: "重置" }).click();
  await expect(rows).toHaveCount(2);
  await page.getByLabel("对象名称").fill(person.name);
  await page.getByRole("textbox", { name: "操作人" }).fill(unit.viewer.name);
  await search();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText("在所选时间内最近 50,000 条中查找")).toBeVisible();
  await expect(rows).toContainText("查看完整证件号");
  await expectPage(page, "操作日志");
  await page.getByLabel("结束日期").fill("2020-01-01");
  await search();
  await expect(page.getByText("没有符合条件的操作记录")).toBeVisible();
  await expectAccessible(page);
  for (const query of ["page=-1", "from=x", "to=0000-00-00", "action=zzz", "action=toString"]) {
    await page.goto(`/audit?${query}`);
    await expect(rows.filter({ hasText: "查看完整证件号" }), query).toHaveCount(1);
  }

  await page.goto(`/audit?from=${today()}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "导出" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`操作日志_${tree.unit.name}_${today()}.csv`);
  const text = await readFile(await download.path(), "utf8");
  expect(text.startsWith('\uFEFF"时间","操作人","操作","对象类型","对象","说明","IP地址"\r\n')).toBe(true);
  expect(text).toContain(`"${unit.viewer.name}","查看完整证件号","专业技术人员","${person.name}"`);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(text).not.toContain(person.idNumber);
  expect(text).not.toContain("secret");
  await page.goto("/audit");
  await expect(rows.filter({ hasText: "导出操作日志" })).toContainText(unit.viewer.name);
});

test("the log is nobody's without the module, and nobody's who is limited to departments", async ({
  page,
  world,
}) => {
  const { unit, tree, applicant } = world;
  const [department] = await db
    .insert(departments)
    .values({ organizationId: tree.unit.id, name: "教务处" })
    .returning({ id: departments.id });
  await db
    .insert(accountDepartments)
    .values({ accountId: unit.viewer.accountId, departmentId: department?.id as string });
  for (const [who, home] of [
    [unit, "/home"],
    [applicant, "/me"],
  ] as const) {
    await signIn(page, who);
    await page.goto("/audit");
    await expect(page).toHaveURL(home);
    await openMenu(page, page.getByRole("button", { name: who.viewer.name }));
    await expect(page.getByRole("menuitem", { name: "登录记录" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "操作日志" })).toHaveCount(0);
    expect((await page.request.get("/audit/export")).status()).toBe(403);
  }
});

test("both lists on a phone", async ({ page, world }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, world.unit);
  await visit(page, `/statistics/persons/${world.person.id}`, world.person.name);
  await page.getByRole("button", { name: "查看完整证件号" }).click();
  await expect(page.getByText(world.person.idNumber)).toBeVisible();
  for (const [path, heading] of [
    ["/login-records", "登录记录"],
    ["/audit", "操作日志"],
    ["/audit?subject=没有这样的对象", "操作日志"],
  ] as const) {
    await visit(page, path, heading);
    await expectNothingSticksOut(page);
  }
  await page.goto("/audit");
  const card = page.getByRole("row").filter({ hasText: "查看完整证件号" });
  const box = await card.boundingBox();
  expect(box?.height).toBeGreaterThan(100);
  expect(box?.width).toBeLessThanOrEqual(390);
});
