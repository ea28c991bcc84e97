import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { auditLog, organizations, registrations, reviews } from "@/db/schema";
import { maskIdNumber } from "@/lib/id-number";
import {
  administrator,
  ctxFor,
  nextIdNumber,
  organization,
  organizationTree,
  professional,
} from "@/tests/fixtures";
import { decideOpened, fact, openWaiting } from "./inbox";
import {
  chooseOrganization,
  chosen,
  expectStep,
  fillAdministrator,
  fillPersonRegistration,
  fillUnit,
  fillUnitRegistration,
  findable,
  fullWidth,
  nextCode,
  nextIdNumberWithX,
  nextStep,
  password,
  solveCaptcha,
  submitButton,
  uniqueName,
  unitForm,
  waitPatiently,
} from "./registration-form";
import { db, expect, expectAccessible, expectPage, signIn, test } from "./support";

/* §1 注册: bad input and races, as the forms answer them */

const field = (page: Page, label: string) => page.getByRole("textbox", { name: label });
const wrongCheckDigit = /证件号码校验位不正确，请核对后重新填写/;

/** The last character replaced by one that can't be right. */
const broken = (text: string) => text.slice(0, -1) + (text.endsWith("1") ? "2" : "1");

async function openUnitForm(page: Page): Promise<void> {
  await page.goto("/register/unit");
  await expectPage(page, "用人单位注册");
}

const stored = (idNumber: string) =>
  db.select().from(registrations).where(eq(registrations.idNumber, idNumber));

test("a wrong check digit is told at its step; full-width characters and a lower-case x are understood", async ({
  page,
}) => {
  const authority = await findable((await organizationTree(db)).authority);
  const form = unitForm({ superior: authority.name, idNumber: nextIdNumberWithX() });
  await openUnitForm(page);
  await fillUnit(page, { ...form, code: broken(form.code) });
  await page.getByRole("button", { name: "下一步" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "有 1 处需要更正" });
  await expect(summary).toBeFocused();
  await expectAccessible(page);
  await summary.getByRole("link", { name: /代码不正确/ }).click();
  const code = field(page, "统一社会信用代码（临时编码）");
  await expect(code).toBeFocused();
  await expect(code).toHaveAccessibleDescription(/代码不正确：统一社会信用代码为 18 位/);
  await code.fill(fullWidth(form.code.toLowerCase()));
  await nextStep(page, 2);

  await fillAdministrator(page, { ...form, idNumber: broken(form.idNumber) });
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(field(page, "证件号码")).toHaveAccessibleDescription(wrongCheckDigit);
  await expectAccessible(page);
  await field(page, "证件号码").fill(` ${fullWidth(form.idNumber.toLowerCase())} `);
  await nextStep(page, 3);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expect(waitPatiently(page)).toBeVisible();
  expect(await stored(form.idNumber)).toMatchObject([{ code: form.code, state: "pending" }]);
});

test("a code and an ID number in use are told at their fields, without telling whose they are", async ({
  page,
}) => {
  const tree = await organizationTree(db);
  const authority = await findable(tree.authority);
  const other = await findable(tree.unit);
  const taken = { code: nextCode(), account: await administrator(db, other) };
  await db.update(organizations).set({ code: taken.code }).where(eq(organizations.id, other.id));
  const form = unitForm({ superior: authority.name, code: taken.code, idNumber: taken.account.idNumber });
  await openUnitForm(page);
  await fillUnitRegistration(page, form);
  await solveCaptcha(page);
  await submitButton(page).click();
  // Back at the first step with something to correct, everything else as it was typed.
  await expectStep(page, 1);
  const code = field(page, "统一社会信用代码（临时编码）");
  await expect(code).toHaveAccessibleDescription(/该统一社会信用代码已注册或正在审核/);
  await expect(code).toHaveValue(taken.code);
  await expect(field(page, "单位名称")).toHaveValue(form.name);
  await expect(chosen(page, "上级部门", authority.name)).toBeVisible();
  await expect(
    page.getByRole("alert").getByRole("link", { name: "该证件号码已注册或正在审核" }),
  ).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(other.name);
  await expect(page.getByRole("main")).not.toContainText(taken.account.name);
  await expectAccessible(page);

  await code.fill(nextCode());
  await nextStep(page, 2);
  await nextStep(page, 3);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expectStep(page, 2);
  await expect(field(page, "证件号码")).toHaveAccessibleDescription(/该证件号码已注册或正在审核/);
  await field(page, "证件号码").fill(nextIdNumber());
  await nextStep(page, 3);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expect(waitPatiently(page)).toBeVisible();
});

test("of two units with one code that are open at once the second is told at the field", async ({
  browser,
}) => {
  const authority = await findable((await organizationTree(db)).authority);
  const first = unitForm({ superior: authority.name });
  const second = unitForm({ superior: authority.name, code: first.code });
  const [one, two] = [await browser.newContext(), await browser.newContext()];
  const pages = [await one.newPage(), await two.newPage()] as const;
  for (const [page, form] of [[pages[0], first] as const, [pages[1], second] as const]) {
    await openUnitForm(page);
    await fillUnitRegistration(page, form);
    await solveCaptcha(page);
  }
  await Promise.all(pages.map((page) => submitButton(page).click()));
  const done = (page: Page) => waitPatiently(page);
  const told = (page: Page) => page.getByRole("link", { name: "该统一社会信用代码已注册或正在审核" });
  await Promise.all(pages.map((page) => expect(done(page).or(told(page))).toBeVisible()));
  const winners = await Promise.all(pages.map((page) => done(page).count()));
  expect(winners.toSorted()).toEqual([0, 1]);
  const pending = await db
    .select()
    .from(registrations)
    .where(and(eq(registrations.code, first.code), eq(registrations.state, "pending")));
  expect(pending).toHaveLength(1);
});

test("a superior that is disabled between opening and sending is told at its field", async ({ page }) => {
  const tree = await organizationTree(db);
  const gone = await findable(tree.authority);
  const other = await findable(tree.foreignAuthority);
  await openUnitForm(page);
  await fillUnitRegistration(page, unitForm({ superior: gone.name }));
  await db.update(organizations).set({ state: "disabled" }).where(eq(organizations.id, gone.id));
  await solveCaptcha(page);
  await submitButton(page).click();
  await expectStep(page, 1);
  const superior = chosen(page, "上级部门", gone.name);
  await expect(superior).toHaveAccessibleDescription(/该上级部门不存在或已停用，请重新选择/);
  await expectAccessible(page);
  await superior.click();
  await page.getByRole("combobox", { name: "上级部门" }).fill(gone.name);
  await expect(page.getByText("没有找到，请换一个区划或名称")).toBeVisible();
  // Nothing found: whom to ask.
  await expect(page.getByText(/^找不到上级部门，请联系.+，电话：/)).toBeVisible();
  await expectAccessible(page);
  await chooseOrganization(page, "上级部门", other.name);
  await nextStep(page, 2);
  await nextStep(page, 3);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expect(waitPatiently(page)).toContainText(`由 ${other.name} 审核`);
});

test("a double click on 提交注册 submits once", async ({ page }) => {
  const authority = await findable((await organizationTree(db)).authority);
  const form = unitForm({ superior: authority.name });
  await openUnitForm(page);
  await fillUnitRegistration(page, form);
  await solveCaptcha(page);
  await submitButton(page).dblclick();
  await expect(waitPatiently(page)).toBeVisible();
  const [registration, ...more] = await stored(form.idNumber);
  expect(more).toEqual([]);
  const id = registration?.id as string;
  expect(await db.select().from(reviews).where(eq(reviews.subjectId, id))).toHaveLength(1);
  const submits = and(eq(auditLog.subjectId, id), eq(auditLog.action, "unit-registration.submit"));
  expect(await db.select().from(auditLog).where(submits)).toHaveLength(1);
});

test("a wrong captcha keeps everything typed, and what was typed outlives F5 but for the password", async ({
  page,
}) => {
  const unit = await findable((await organizationTree(db)).unit);
  const form = { name: "赵文博", idNumber: nextIdNumber(), unit: unit.name };
  await page.goto("/register/person");
  await expectPage(page, "专业技术人员注册");
  await fillPersonRegistration(page, form);
  await field(page, "验证码").fill("!!!!");
  await submitButton(page).click();
  await expect(field(page, "验证码")).toHaveAccessibleDescription(/验证码错误，请重新填写/);
  await expectAccessible(page);
  const expectKept = async () => {
    await expect(field(page, "证件号码")).toHaveValue(form.idNumber);
    await expect(field(page, "姓名")).toHaveValue(form.name);
    await expect(chosen(page, "所在单位", unit.name)).toBeVisible();
    await expect(page.getByRole("combobox", { name: "职称名称" })).toHaveValue("一级教师");
    await expect(page.getByLabel("取得时间")).toHaveValue("2015-12-30");
    await expect(page.getByRole("combobox", { name: "学历" })).toHaveValue("大学本科毕业");
  };
  await expectKept();
  await expect(page.getByLabel("密码").first()).toHaveValue(password);
  await expect(page.getByLabel("确认密码")).toHaveValue(password);

  await page.reload();
  await expect(page.getByText("已恢复您上次没有提交的内容。")).toBeVisible();
  await expectKept();
  await expect(page.getByLabel("密码").first()).toHaveValue("");
  await page.getByLabel("密码").first().fill(password);
  await page.getByLabel("确认密码").fill(password);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expectPage(page, "注册审核进度查询");
  await expect(waitPatiently(page)).toBeVisible();
});

test("a professional's ID number: check digit, in use, full-width with a lower-case x; markup is only text", async ({
  page,
  browser,
}) => {
  const tree = await organizationTree(db);
  const unit = await findable(tree.unit);
  const holder = await professional(db, tree.foreignUnit);
  const form = { name: "<b>王芳</b>", idNumber: nextIdNumberWithX(), unit: unit.name };
  await page.goto("/register/person");
  await fillPersonRegistration(page, { ...form, idNumber: broken(form.idNumber) });
  await solveCaptcha(page);
  await submitButton(page).click();
  const idNumber = field(page, "证件号码");
  await expect(idNumber).toHaveAccessibleDescription(wrongCheckDigit);

  await idNumber.fill(holder.person.idNumber);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expect(idNumber).toHaveAccessibleDescription(/该证件号码已有账户或已提交注册/);
  await expect(page.getByRole("main")).not.toContainText(holder.person.name);
  await expectAccessible(page);

  await idNumber.fill(fullWidth(form.idNumber.toLowerCase()));
  await expect(page.getByText(/^性别：(男|女)，出生日期：/)).toBeVisible();
  await solveCaptcha(page);
  await submitButton(page).click();
  await expectPage(page, "注册审核进度查询");
  expect(await stored(form.idNumber)).toMatchObject([{ name: form.name, state: "pending" }]);

  const reviewer = await (await browser.newContext()).newPage();
  await signIn(reviewer, await ctxFor(db, await administrator(db, unit)));
  await openWaiting(reviewer, "审核注册人员", form.name);
  await expect(fact(reviewer, "姓名")).toHaveText(form.name);
  await expect(fact(reviewer, "证件号码")).toHaveText(maskIdNumber(form.idNumber));
  await decideOpened(reviewer, "通过", { noun: "人员注册" });
});

test("what is left out is told step by step, in words", async ({ page }) => {
  // Nothing chosen, nothing typed, and a name that no organization has.
  await openUnitForm(page);
  await page.getByRole("button", { name: "下一步" }).click();
  for (const message of ["请填写单位名称", "请选择上级部门", "请上传法人证书/营业执照", "请选择所在区划"]) {
    await expect(page.getByRole("alert").getByRole("link", { name: message })).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("alert").getByRole("link", { name: "请选择上级部门" }).click();
  const superior = page.getByRole("combobox", { name: "上级部门" });
  await expect(superior).toBeFocused();
  // By region alone: its own list; the keys choose.
  const bureau = await organization(db, "bureau", uniqueName("泗水县人社局"));
  await db.update(organizations).set({ divisionCode: "370831" }).where(eq(organizations.id, bureau.id));
  await page.getByRole("combobox", { name: "按区划查找" }).selectOption("泗水县");
  await superior.fill(bureau.name);
  await expect(page.getByText("找到 1 个，请选择")).toBeVisible();
  await superior.press("ArrowDown");
  await superior.press("Enter");
  await expect(chosen(page, "上级部门", bureau.name)).toBeFocused();
});
