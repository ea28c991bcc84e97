import type { Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { auditLog, organizations, temporaryCodes } from "@/db/schema";
import { nextIdNumber } from "@/tests/fixtures";
import { attach, file } from "./declaration-form";
import { change, decideOpened, fact, followOnlyMessage, openWaiting } from "./inbox";
import {
  expectStep,
  fillAdministrator,
  fillUnitRegistration,
  nextCode,
  nextStep,
  password,
  solveCaptcha,
  submitButton,
  uniqueName,
  unitForm,
  waitPatiently,
} from "./registration-form";
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
} from "./support";

/* §1 管理主管部门 and 临时编码, §4.3 管理下级单位, §3 资料管理 with §5.5 */

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });

type Administrator = { name: string; idNumber: string };

/** What every new organization says of itself, and who administrates it first. */
async function fillOrganization(page: Page, name: string, administrator: Administrator): Promise<void> {
  const text = (label: string, value: string) => page.getByRole("textbox", { name: label }).fill(value);
  await text("单位名称", name);
  await page.getByRole("combobox", { name: "所在区划" }).selectOption("任城区");
  await text("联系电话", "0537-2967001");
  await text("详细地址", "济宁市任城区红星中路 19 号");
  await text("统一社会信用代码或临时编码", nextCode());
  await text("管理员姓名", administrator.name);
  await text("管理员证件号码", administrator.idNumber);
  await text("管理员手机号", "13905370003");
}

/** The first login of an administrator who was created: the last six of the ID number, then a password of their own. */
async function logInFirst(page: Page, portal: string, { idNumber }: Administrator): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: `${portal}登录` }).click();
  await expect(page.getByRole("radio", { name: portal })).toBeChecked();
  const initial = idNumber.slice(-6);
  await logIn(page, { idNumber, password: initial });
  await expectPage(page, "修改密码");
  await expect(page.getByText("您正在使用初始密码，请先修改密码，再使用其他功能。")).toBeVisible();
  await changePassword(page, initial, password);
  await expectPage(page, "首页");
}

test("the bureau creates an authority, whose administrator logs in with the last six and changes the password", async ({
  page,
  browser,
  world,
}) => {
  await signIn(page, world.bureau);
  await visit(page, "/structure/authorities", "管理主管部门");
  await expect(row(page, world.tree.authority.name)).toBeVisible();
  await page.getByRole("link", { name: "新增主管部门" }).click();
  await expectPage(page, "新增主管部门");
  await expect(page.getByRole("radio", { name: "主管部门" })).toBeChecked();
  const name = uniqueName("济宁市水利局");
  const administrator = { name: "张海涛", idNumber: nextIdNumber() };
  await fillOrganization(page, name, administrator);
  await page.getByRole("button", { name: "创建主管部门或人社局" }).dblclick();
  await expect(page.getByRole("status").filter({ hasText: `已创建${name}` })).toBeFocused();
  await expect(page.getByText(/初始密码为证件号码后六位/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "返回列表" }).click();
  await expectPage(page, "管理主管部门");
  await expect(row(page, name)).toHaveCount(1);
  await expect(row(page, name)).toContainText(administrator.name);
  await row(page, name).getByRole("link", { name: "管理" }).click();
  await expectPage(page, name);
  await expect(page.getByText("尚未登录")).toBeVisible();

  await logInFirst(await (await browser.newContext()).newPage(), "主管部门/人社", administrator);
  await page.reload();
  await expect(page.getByText("尚未登录")).toHaveCount(0);

  const [created] = await db.select().from(organizations).where(eq(organizations.name, name));
  expect(created).toMatchObject({ kind: "authority", state: "active", parentId: world.tree.bureau.id });
  const audits = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, created?.id as string), eq(auditLog.action, "organization.create")));
  expect(audits.map(({ actorId }) => actorId)).toEqual([world.bureau.viewer.accountId]);
});

/** Issues a 临时编码 on the bureau's page. */
async function issueCode(page: Page, unitName: string): Promise<string> {
  const form = page.getByRole("group", { name: "出具临时编码" });
  await form.getByRole("textbox", { name: "单位名称" }).fill(unitName);
  await form.getByRole("combobox", { name: "所在区划" }).selectOption("任城区");
  await page.getByRole("button", { name: "出具临时编码" }).click();
  await expect(page.getByText(`已为${unitName}出具临时编码`)).toBeVisible();
  const [issued] = await db.select().from(temporaryCodes).where(eq(temporaryCodes.unitName, unitName));
  const code = issued?.code ?? "";
  expect(code).toMatch(/^LS370811\d{6}$/);
  await expect(row(page, code)).toContainText("未使用");
  return code;
}

test("a 临时编码 is issued and cancelled; with a good one a unit registers by its superior's link", async ({
  page,
  browser,
  world,
}) => {
  const bureauPage = await (await browser.newContext()).newPage();
  await signIn(bureauPage, world.bureau);
  await visit(bureauPage, "/structure/temporary-codes", "临时编码");
  const form = unitForm({ superior: null, name: uniqueName("北湖幼儿园") });
  const cancelled = await issueCode(bureauPage, uniqueName("已撤销的筹建处"));
  const good = await issueCode(bureauPage, form.name);
  await expectAccessible(bureauPage);

  await test.step("the bureau cancels the first code", async () => {
    await row(bureauPage, cancelled).getByRole("button", { name: "作废" }).click();
    const dialog = bureauPage.getByRole("alertdialog", { name: `作废临时编码 ${cancelled}？` });
    await expect(dialog).toBeVisible();
    await expectAccessible(bureauPage);
    await dialog.getByRole("button", { name: "确认作废" }).click();
    await expect(toast(bureauPage, `临时编码 ${cancelled} 已作废`)).toBeVisible();
    await expect(row(bureauPage, cancelled)).toContainText("已作废");
    await expect(row(bureauPage, cancelled).getByRole("button", { name: "作废" })).toHaveCount(0);
  });

  const { unit } = world.tree;
  const link = await test.step("the unit makes a link", async () => {
    await signIn(page, world.unit);
    await visit(page, "/structure/units", "管理下级单位");
    await page.getByRole("button", { name: "生成注册链接" }).click();
    await expect(toast(page, "注册链接已生成")).toBeVisible();
    const text = await page.getByText(/\/register\/unit\?under=/).textContent();
    await expectPage(page, "管理下级单位");
    const { pathname, search } = new URL(text ?? "");
    return `${pathname}${search}`;
  });

  const visitor = await (await browser.newContext()).newPage();
  await test.step("who opens it registers under this unit and no other", async () => {
    await visit(visitor, link, "用人单位注册");
    await expect(
      visitor.getByText(`您正在通过 ${unit.name} 提供的链接注册，将作为其下级单位，由其审核。`),
    ).toBeVisible();
    await expect(visitor.getByRole("combobox", { name: "上级部门" })).toHaveCount(0);
    await fillUnitRegistration(visitor, { ...form, code: cancelled });
    await solveCaptcha(visitor);
    await submitButton(visitor).click();
    await expectStep(visitor, 1);
    const code = visitor.getByRole("textbox", { name: "统一社会信用代码（临时编码）" });
    await expect(code).toHaveAccessibleDescription(/该临时编码已作废/);
    await code.fill(good);
    await nextStep(visitor, 2);
    await fillAdministrator(visitor, form);
    await nextStep(visitor, 3);
    await solveCaptcha(visitor);
    await submitButton(visitor).click();
    await expect(waitPatiently(visitor)).toContainText(`由 ${unit.name} 审核`);
    await bureauPage.reload();
    await expect(row(bureauPage, good)).toContainText("待审核");
    await expect(row(bureauPage, good).getByRole("button", { name: "作废" })).toHaveCount(0);
  });

  await test.step("the unit approves: one more 下级单位, and its code is in use", async () => {
    await openWaiting(page, "审核下级单位", form.name);
    await expect(fact(page, "上级部门")).toHaveText(unit.name);
    await decideOpened(page, "通过", { noun: "单位注册" });
    await visit(page, "/structure/units", "管理下级单位");
    await expect(row(page, form.name)).toContainText(good);
    await bureauPage.reload();
    await expect(row(bureauPage, good)).toContainText("已使用");
    await visitor.goto("/login?portal=employer");
    await logIn(visitor, { ...form, password });
    await expectPage(visitor, "首页");
  });

  await test.step("a link that is ended leads nowhere", async () => {
    await page.getByRole("button", { name: "停用链接" }).click();
    await page
      .getByRole("alertdialog", { name: "停用注册链接？" })
      .getByRole("button", { name: "确认停用链接" })
      .click();
    await expect(toast(page, "注册链接已停用")).toBeVisible();
    const late = await (await browser.newContext()).newPage();
    await visit(late, link, "用人单位注册");
    await expect(late.getByText("注册链接已停用或已过期")).toBeVisible();
    await expect(late.getByRole("combobox", { name: "上级部门" })).toBeVisible();
  });
});

test("a unit creates a sub-unit at once, disables and enables it, and detaches it", async ({
  page,
  browser,
  world,
}) => {
  const { unit, authority } = world.tree;
  await signIn(page, world.unit);
  await visit(page, "/structure/units", "管理下级单位");
  await page.getByRole("link", { name: "新增下级单位" }).click();
  await expectPage(page, "新增下级单位");
  const name = uniqueName("济宁市第一中学太白湖校区");
  const administrator = { name: "刘翠英", idNumber: nextIdNumber() };
  await fillOrganization(page, name, administrator);
  const choose = (label: string, option: string) =>
    page.getByRole("combobox", { name: label }).selectOption(option);
  await choose("单位性质", "事业单位（全额）");
  await choose("单位级别", "市属");
  await choose("所属行业", "教育");
  await expect(page.getByRole("combobox", { name: "所属行业" })).toHaveAccessibleDescription(
    "幼儿园、中小学、高校、职业培训",
  );
  await page.getByRole("textbox", { name: "法定代表人" }).fill("孔令军");
  await page.getByRole("textbox", { name: "联系人" }).fill("刘翠英");
  await page.getByRole("button", { name: "创建下级单位" }).click();
  await expect(page.getByText(`已创建${name}`)).toBeVisible();
  await page.getByRole("link", { name: `查看${name}` }).click();
  await expectPage(page, name);

  const own = await (await browser.newContext()).newPage();
  await logInFirst(own, "用人单位", administrator);
  const confirm = async (label: string, question: string, done: string) => {
    await page.getByRole("button", { name: label, exact: true }).click();
    await page
      .getByRole("alertdialog", { name: question })
      .getByRole("button", { name: `确认${label}` })
      .click();
    await expect(toast(page, done)).toBeVisible();
  };
  await confirm("停用", `停用${name}？`, `${name}已停用`);
  await own.reload();
  await expect(own.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await confirm("启用", `启用${name}？`, `${name}已启用`);
  await expectPage(page, name);
  await confirm("解除下级单位", `解除下级单位${name}？`, `${name}已解除，现由${authority.name}管理`);
  await expectPage(page, "管理下级单位");
  await expect(row(page, name)).toHaveCount(0);
  await expect(row(page, world.tree.subUnit.name)).toHaveCount(1);
  const [moved] = await db.select().from(organizations).where(eq(organizations.name, name));
  expect(moved).toMatchObject({ parentId: authority.id, state: "active" });
  expect(moved?.path.startsWith(unit.path)).toBe(false);
});

test("§3: a unit's sensitive data change when its superior has approved, old beside new", async ({
  page,
  browser,
  world,
}) => {
  const { unit, authority } = world.tree;
  const former = uniqueName("济宁市第一中学");
  await db
    .update(organizations)
    .set({
      ...{ name: former, code: nextCode(), nature: "事业单位（全额）", level: "市属", industry: "教育" },
      ...{ divisionCode: "370811", legalRepresentative: "孔令军", contactName: "周敏" },
    })
    .where(eq(organizations.id, unit.id));
  await signIn(page, world.unit);
  await visit(page, "/profile", "资料管理");
  const name = uniqueName("济宁市第一高级中学");
  await page.getByRole("textbox", { name: "单位名称" }).fill(name);
  await page.getByRole("textbox", { name: "法定代表人" }).fill("孟宪民");
  const submit = page.getByRole("button", { name: "提交审核" });
  await submit.click();
  await expect(
    page.getByRole("alert").getByRole("link", { name: "请上传法人证书/营业执照等证明材料" }),
  ).toBeVisible();
  await expectAccessible(page);
  await attach(page, "法人证书/营业执照等证明材料", file("法人证书.png"));
  await submit.click();
  await expect(toast(page, "修改已提交，请等待上级部门审核")).toBeVisible();
  await expectPage(page, "资料管理");
  await expect(page.getByText(`等待${authority.name}审核`)).toBeVisible();
  await expect(fact(page, "单位名称")).toContainText(`${former} → `);
  await expect(fact(page, "单位名称")).toContainText(`${name} 审核中`);
  await expect(fact(page, "代码")).not.toContainText("审核中");
  await expect(submit).toHaveCount(0);

  const superior = await (await browser.newContext()).newPage();
  await signIn(superior, world.authority);
  await openWaiting(superior, "审核机构信息修改", former);
  await expect(change(superior, "单位名称")).toHaveText(["单位名称", former, name]);
  await expect(change(superior, "法定代表人")).toHaveText(["法定代表人", "孔令军", "孟宪民"]);
  await expect(superior.getByRole("table", { name: "变更明细" }).getByRole("row")).toHaveCount(3);
  await expect(superior.getByText("法人证书.png").first()).toBeVisible();
  await decideOpened(superior, "通过", { noun: "机构信息修改" });
  await expectPage(superior, name);

  await visit(page, "/home", "首页");
  await followOnlyMessage(page, "机构信息修改已通过：单位名称、法定代表人");
  await expectPage(page, "资料管理");
  await expect(page.getByRole("textbox", { name: "单位名称" })).toHaveValue(name);
  await expect(page.getByRole("textbox", { name: "法定代表人" })).toHaveValue("孟宪民");
});
