import { expect, type Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { accounts, registrations, sessions } from "@/db/schema";
import { hashPassword } from "@/lib/auth/password";
import { type Account, administrator, nextIdNumber, organizationTree, professional } from "@/tests/fixtures";
import {
  captchaAnswer,
  changePassword,
  db,
  expectAccessible,
  expectPage,
  logIn,
  openMenu,
  signIn,
  test,
  toast,
  visit,
} from "./support";

/* §2 登录, §2.1 修改密码, §2.2 退出登录 */

const password = "大明湖畔-Lake-2031";
const newPassword = "微山湖上-Lotus-2032";

const refusal = (page: Page, text: string) => page.getByRole("alert").getByText(text, { exact: true });

/** From the front page to the form of a portal. */
async function openLogin(page: Page, portal: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: `${portal}登录` }).click();
  await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await expect(page.getByRole("radio", { name: portal })).toBeChecked();
}

test("the portals are chosen on the front page, and each lets in its own accounts only", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const { account } = await professional(db, unit, { password });
  await openLogin(page, "用人单位");
  await expectAccessible(page);
  await logIn(page, { ...account, password });
  await expect(refusal(page, "账户号或密码错误")).toBeVisible();
  await page.getByRole("radio", { name: "专业技术人员" }).check();
  await logIn(page, { ...account, password });
  await expectPage(page, `${account.name}，您好`);
  // The console is not theirs: back to their own home.
  await page.goto("/hours/review");
  await expect(page).toHaveURL("/me");
});

test("账户号或密码错误 is said alike of a wrong password and of an unknown account", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  await openLogin(page, "用人单位");
  for (const attempt of [
    { idNumber: account.idNumber, password: "错误的密码" },
    { idNumber: nextIdNumber(), password },
  ]) {
    await logIn(page, attempt);
    await expect(refusal(page, "账户号或密码错误")).toBeVisible();
    await expect(page.getByLabel("账户号（身份证号）")).toHaveValue(attempt.idNumber);
    await expectAccessible(page);
  }
  await logIn(page, { ...account, password });
  await expectPage(page, "首页");
});

test("验证码错误: everything typed stays but the password; a click changes the captcha and keeps the form", async ({
  page,
}) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  await openLogin(page, "用人单位");
  await page.getByLabel("账户号（身份证号）").fill(account.idNumber);
  await page.getByLabel("密码").fill(password);
  const picture = page.getByRole("button", { name: "看不清，换一张" }).locator("img");
  const before = await picture.getAttribute("src");
  await captchaAnswer(page);
  await expect(picture).not.toHaveAttribute("src", before ?? "");
  await expect(page.getByLabel("账户号（身份证号）")).toHaveValue(account.idNumber);
  await expect(page.getByLabel("密码")).toHaveValue(password);

  await page.getByRole("textbox", { name: "验证码" }).fill("!!!!");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(refusal(page, "验证码错误")).toBeVisible();
  await expect(page.getByLabel("账户号（身份证号）")).toHaveValue(account.idNumber);
  await expect(page.getByLabel("密码")).toHaveValue("");
  await expectAccessible(page);
});

test("who does not see the picture answers a question in words", async ({ page }) => {
  const { authority } = await organizationTree(db);
  const account = await administrator(db, authority, { password });
  await openLogin(page, "主管部门/人社");
  await page.getByRole("button", { name: "换成文字题" }).click();
  await expect(page.getByText(/等于多少？请填数字/).first()).toBeVisible();
  await expectAccessible(page);
  await logIn(page, { ...account, password });
  await expectPage(page, "首页");
});

test("此账号还未被审核 is said only after the right password, with whom to ask", async ({ page }) => {
  const { authority } = await organizationTree(db);
  const account = { idNumber: nextIdNumber() };
  await db.insert(registrations).values({
    ...account,
    kind: "unit",
    state: "pending",
    name: "王芳",
    code: `TEST${account.idNumber}`,
    organizationId: authority.id,
    passwordHash: await hashPassword(password),
    values: {},
    submittedAt: new Date(),
  });
  await openLogin(page, "用人单位");
  await logIn(page, { ...account, password: "错误的密码" });
  await expect(refusal(page, "账户号或密码错误")).toBeVisible();
  await logIn(page, { ...account, password });
  await expect(refusal(page, "此账号还未被审核")).toBeVisible();
  await expect(page.getByText(`${authority.name}，电话：${authority.phone}`)).toBeVisible();
  await expectAccessible(page);
});

test("after five wrong passwords the account is locked for 15 minutes, and says so", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  await openLogin(page, "用人单位");
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await logIn(page, { ...account, password: `错误的密码${attempt}` });
    await expect(refusal(page, "账户号或密码错误")).toBeVisible();
    await expect(page.getByRole("button", { name: "登录", exact: true })).toBeEnabled();
  }
  const locked = refusal(page, "密码错误次数过多，请 15 分钟后再试");
  await logIn(page, { ...account, password: "错误的密码5" });
  await expect(locked).toBeVisible();
  await page.reload();
  await logIn(page, { ...account, password });
  await expect(locked).toBeVisible();
  await expectAccessible(page);
});

test("an initial password is good for one thing: to be changed", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const { account } = await professional(db, unit);
  await db
    .update(accounts)
    .set({
      passwordHash: null,
      initialPasswordUntil: sql`now() + interval '1 day'`,
      mustChangePassword: true,
    })
    .where(eq(accounts.id, account.id));
  await openLogin(page, "专业技术人员");
  await logIn(page, { ...account, password: account.idNumber.slice(-6) });
  await expectPage(page, "修改密码");
  await expect(page.getByText("您正在使用初始密码，请先修改密码，再使用其他功能。")).toBeVisible();
  for (const path of ["/me", "/me/declarations/new", "/me/certificate", "/login"]) {
    await page.goto(path);
    await expect(page).toHaveURL("/password");
  }
  await changePassword(page, account.idNumber.slice(-6), `ab${account.idNumber.slice(-6)}`);
  await expect(page.getByText("新密码不能包含证件号码、证件号码后六位或出生日期").first()).toBeVisible();
  await changePassword(page, account.idNumber.slice(-6), newPassword);
  await expectPage(page, `${account.name}，您好`);
});

test("§2.1–2.2: the password is changed and the session ended from the menu under the name", async ({
  page,
  browser,
}) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  const elsewhere = await (await browser.newContext()).newPage();
  for (const each of [elsewhere, page]) {
    await openLogin(each, "用人单位");
    await logIn(each, { ...account, password });
    await expect(each).toHaveURL("/home");
  }
  await openMenu(page, page.getByRole("button", { name: account.name }));
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "修改密码" }).click();
  await expectPage(page, "修改密码");
  await changePassword(page, "不是原密码", newPassword);
  await expect(page.getByText("原密码不正确").first()).toBeVisible();
  await expectAccessible(page);
  await changePassword(page, password, newPassword);
  await expect(toast(page, "密码已修改，其他设备上的登录已退出")).toBeVisible();
  await elsewhere.getByRole("link", { name: "学时审批" }).first().click();
  await expect(elsewhere.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();

  await openMenu(page, page.getByRole("button", { name: account.name }));
  await page.getByRole("menuitem", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await page.goto("/home");
  await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await page.goto("/login?portal=employer");
  await logIn(page, { ...account, password });
  await expect(refusal(page, "账户号或密码错误")).toBeVisible();
  await logIn(page, { ...account, password: newPassword });
  await expect(page).toHaveURL("/home");
});

test("a disabled account is out at its next click", async ({ page, world }) => {
  await signIn(page, world.unit);
  await visit(page, "/home", "首页");
  await disable(world.unit.viewer.accountId);
  await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "学时审批" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
});

test("a disabled account is told so after the right password only", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const account = await administrator(db, unit, { password });
  await disable(account.id);
  await openLogin(page, "用人单位");
  await logIn(page, { ...account, password: "错误的密码" });
  await expect(refusal(page, "账户号或密码错误")).toBeVisible();
  await logIn(page, { ...account, password });
  await expect(refusal(page, "此账号已停用，请联系本单位管理员")).toBeVisible();
});

test("a declaration typed before a time-out is there after logging in again", async ({ page }) => {
  const { unit } = await organizationTree(db);
  const { account } = await professional(db, unit, { password });
  await openLogin(page, "专业技术人员");
  await logIn(page, { ...account, password });
  await page.getByRole("link", { name: "申报学时" }).click();
  await page.getByRole("link", { name: "培训研修" }).click();
  await page.getByRole("textbox", { name: "培训名称" }).fill("超时前填写的培训");
  await page.getByRole("textbox", { name: "主办单位" }).fill("济宁市教育局");
  await endSessions(account);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(toast(page, "登录已失效，请重新登录后继续，已填写的内容会保留")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue("超时前填写的培训");

  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await page.getByRole("radio", { name: "专业技术人员" }).check();
  await logIn(page, { ...account, password });
  await expectPage(page, "申报学时");
  await expect(page.getByText("已恢复您上次没有提交的内容。")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue("超时前填写的培训");
  await expect(page.getByRole("textbox", { name: "主办单位" })).toHaveValue("济宁市教育局");
});

const disable = (accountId: string) =>
  db.update(accounts).set({ state: "disabled" }).where(eq(accounts.id, accountId));

/** As the idle limit does: the rows were last seen too long ago. */
const endSessions = ({ id }: Account) =>
  db.update(sessions).set({ lastSeenAt: sql`now() - interval '2 hours'` }).where(eq(sessions.accountId, id));
