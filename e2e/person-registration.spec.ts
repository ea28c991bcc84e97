import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { persons, registrations } from "@/db/schema";
import { nextIdNumber } from "@/tests/fixtures";
import { attach, file } from "./declaration-form";
import { decideOpened, fact, followOnlyMessage, openWaiting } from "./inbox";
import {
  chosen,
  fillPersonRegistration,
  findable,
  lookUp,
  password,
  solveCaptcha,
  submitButton,
  waitPatiently,
} from "./registration-form";
import { db, expect, expectAccessible, expectPage, logIn, signIn, test, visit } from "./support";
import { story } from "./waiting";

/* §1, §5.1: a professional's registration that is not right at first */

const reason = "职称证书不清晰，取得时间与证书不一致，请更正后重新提交";

test("驳回 with a reason; corrected from 注册审核进度查询 in another browser; the unit sees both rounds and approves", async ({
  page: first,
  browser,
  world,
}) => {
  test.slow();
  const unit = await findable(world.tree.unit);
  const form = { name: "王晓芳", idNumber: nextIdNumber(), unit: unit.name };
  const credentials = { idNumber: form.idNumber, password };

  await test.step("the professional registers", async () => {
    await visit(first, "/register/person", "专业技术人员注册");
    await fillPersonRegistration(first, form);
    await attach(first, "职称证书", file("模糊的证书.png"));
    await solveCaptcha(first);
    await submitButton(first).click();
    await expectPage(first, "注册审核进度查询");
    await expect(waitPatiently(first)).toBeVisible();
  });

  const reviewer = await (await browser.newContext()).newPage();
  await signIn(reviewer, world.unit);
  await test.step("the unit rejects: a reason is asked for", async () => {
    await openWaiting(reviewer, "审核注册人员", form.name);
    await expect(fact(reviewer, "取得时间")).toHaveText("2015-12-30");
    const bar = reviewer.getByRole("region", { name: "审核操作" });
    await bar.getByRole("button", { name: "驳回" }).click();
    const dialog = reviewer.getByRole("dialog", { name: "驳回" });
    await dialog.getByRole("button", { name: "确认驳回" }).click();
    await expect(dialog.getByText("驳回须填写原因，申请人将据此修改").first()).toBeVisible();
    await dialog.getByRole("button", { name: "取消" }).click();
    await decideOpened(reviewer, "驳回", { noun: "人员注册", opinion: reason });
    await visit(reviewer, "/reviews/persons", "审核注册人员");
    await expect(reviewer.getByText("没有待审核的记录")).toBeVisible();
    await reviewer.getByRole("link", { name: "已审核 (1)" }).click();
    await expect(reviewer.getByRole("row").filter({ hasText: form.name })).toContainText("已驳回");
  });

  const page = await (await browser.newContext()).newPage();
  await test.step("登录 says where the reason is found; 注册审核进度查询 shows it", async () => {
    await visit(page, "/login?portal=professional", "登录");
    await logIn(page, credentials);
    await expect(
      page
        .getByRole("alert")
        .getByText("您的注册申请已被驳回，请到“注册审核进度查询”查看原因，修改后重新提交"),
    ).toBeVisible();
    await page.getByRole("link", { name: "注册审核进度查询" }).click();
    await expectPage(page, "注册审核进度查询");
    await lookUp(page, "专业技术人员", credentials);
    await expect(page.getByText(`${unit.name}驳回了您的注册申请`)).toBeVisible();
    await expect(page.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await expect(fact(page, "当前状态")).toHaveText("已驳回");
    await expect(waitPatiently(page)).toHaveCount(0);
    for (const name of ["催办", "撤回"]) await expect(page.getByRole("button", { name })).toHaveCount(0);
    await expectPage(page, "注册审核进度查询");
  });

  await test.step("what was typed is there; title, date and certificate are corrected, the password stays", async () => {
    await page.getByRole("link", { name: "修改后重新提交" }).click();
    await expectPage(page, "专业技术人员注册");
    await expect(page.getByText(`驳回原因：${reason}`)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "姓名" })).toHaveValue(form.name);
    await expect(page.getByRole("textbox", { name: "证件号码" })).toHaveValue(form.idNumber);
    await expect(chosen(page, "所在单位", unit.name)).toBeVisible();
    await expect(page.getByRole("combobox", { name: "职称名称" })).toHaveValue("一级教师");
    await expect(page.getByRole("textbox", { name: "手机号" })).toHaveValue("13805370002");
    await expect(page.getByText("不修改密码的，两项都不用填")).toBeVisible();
    await page.getByLabel("取得时间").fill("2016-12-30");
    await page.getByRole("button", { name: "移除 模糊的证书.png" }).click();
    await attach(page, "职称证书", file("清晰的证书.png"));
    await solveCaptcha(page);
    await expectAccessible(page);
    await submitButton(page).click();
    await expectPage(page, "注册审核进度查询");
    await expect(waitPatiently(page)).toBeVisible();
    await expect(fact(page, "审核单位")).toHaveText(unit.name);
    await expect(fact(page, "取得时间")).toHaveText("2016-12-30");
  });

  await test.step("the unit sees both rounds, and approves", async () => {
    await openWaiting(reviewer, "审核注册人员", form.name);
    await expect(fact(reviewer, "取得时间")).toHaveText("2016-12-30");
    await expect(reviewer.getByRole("region", { name: "第 2 次提交" })).toContainText("待审核");
    const before = reviewer.getByRole("region", { name: "第 1 次提交" });
    await expect(before).toContainText(`驳回原因：${reason}`);
    await before.getByText("第 1 次提交的内容").click();
    await expect(fact(before, "取得时间")).toHaveText("2015-12-30");
    await expect(before.getByRole("link", { name: "模糊的证书.png" })).toBeVisible();
    await expect(before.getByText("清晰的证书.png")).toHaveCount(0);
    await expect(reviewer.getByRole("region", { name: "佐证材料" })).toContainText("清晰的证书.png");
    await expectAccessible(reviewer);
    await decideOpened(reviewer, "通过", { noun: "人员注册", opinion: "已核对证书" });
  });

  const enter = async (browserPage: Page) => {
    await browserPage.reload();
    await expect(browserPage.getByText("注册已审核通过")).toBeVisible();
    await browserPage.getByRole("link", { name: "去登录" }).click();
    await logIn(browserPage, credentials);
    await expectPage(browserPage, `${form.name}，您好`);
  };
  await test.step("the password of the first round logs in; the profile is the corrected one", async () => {
    await enter(page);
    await followOnlyMessage(page, `人员注册已通过：${form.name}`);
    await visit(page, "/me/profile", "个人资料");
    await expect(fact(page, "取得时间")).toHaveText("2016-12-30");
    await expect(fact(page, "所在单位")).toHaveText(unit.name);
    // The browser in which it was submitted first has learned of it too.
    await enter(first);
  });

  const [registration] = await db
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.idNumber, form.idNumber));
  expect(await story("person-registration", registration?.id ?? "")).toEqual([
    [form.name, "person-registration.submit"],
    [world.unit.viewer.name, "person-registration.reject"],
    ["访客", "registration.look-up"],
    [form.name, "person-registration.submit"],
    [world.unit.viewer.name, "person-registration.approve"],
  ]);
  expect(await db.select().from(persons).where(eq(persons.idNumber, form.idNumber))).toMatchObject([
    { organizationId: unit.id, name: form.name, titleObtainedOn: "2016-12-30" },
  ]);
});
