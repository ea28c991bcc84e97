import type { Page } from "@playwright/test";
import { submitTransfer } from "@/lib/review/transfer";
import { nextIdNumber, organization, pendingDeclaration } from "@/tests/fixtures";
import { mover, wish } from "@/tests/transfer";
import { attach, file } from "./declaration-form";
import {
  fillPersonRegistration,
  findable,
  solveCaptcha,
  submitButton,
  uniqueName,
  waitPatiently,
} from "./registration-form";
import { credit, db, expect, expectAccessible, expectPage, signIn, test } from "./support";

/* A phone's screen, 390 pixels wide: nothing sticks out, every row of a list is a card */

test.use({ viewport: { width: 390, height: 844 } });

async function expectFits(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await expectPage(page, heading);
  await expectNothingSticksOut(page);
}

async function expectNothingSticksOut(page: Page): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(content, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(screen);
}

test("the pages open to anyone", async ({ page }) => {
  await expectFits(page, "/", "济宁市专业技术人员继续教育服务平台");
  await expectFits(page, "/login", "登录");
  await expectFits(page, "/verify?code=1", "学时证明验证");
  await expectFits(page, "/nowhere", "没有找到这个页面");
  await expectFits(page, "/register", "注册");
  await expectFits(page, "/register/unit", "用人单位注册");
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: "请填写单位名称" })).toBeVisible();
  await expectNothingSticksOut(page);
  await expectFits(page, "/register/progress", "注册审核进度查询");
});

test("the professional's pages", async ({ page, world }) => {
  const title = "全市中小学思想政治理论课骨干教师新课程标准解读与课堂教学能力提升专题研修班";
  const { declarationId } = await pendingDeclaration(db, world.applicant, { title });
  await credit(world);
  await signIn(page, world.applicant);
  await expectFits(page, "/me", `${world.person.name}，您好`);
  await expectFits(page, "/me/declarations", "学时申报");
  await expectFits(page, `/me/declarations/${declarationId}`, title);
  for (const form of ["degree", "training", "paper"]) {
    await expectFits(page, `/me/declarations/new?form=${form}`, "申报学时");
  }
  await page.getByRole("button", { name: "提交申报" }).click();
  await expectPage(page, "申报学时");
  await expectFits(page, "/me/certificate", "学时证明");
  await expectFits(page, "/password", "修改密码");
});

test("the console's pages: a row is a card, the menu a drawer", async ({ page, world }) => {
  const { declarationId } = await pendingDeclaration(db, world.applicant, { title: "骨干教师培训班" });
  await credit(world);
  const { person } = world;
  await signIn(page, world.unit);
  await expectFits(page, "/home", "首页");
  await expectFits(page, "/hours/review", "学时审批");
  const card = page.getByRole("row").filter({ hasText: "骨干教师培训班" });
  const box = await card.boundingBox();
  expect(box?.height).toBeGreaterThan(150);
  expect(box?.width).toBeLessThanOrEqual(390);
  await card.getByRole("button", { name: "驳回" }).click();
  await expect(page.getByRole("dialog", { name: "驳回" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expectFits(page, `/hours/review/${declarationId}`, "骨干教师培训班");
  await expectFits(page, "/hours/review?status=decided", "学时审批");
  await expectFits(page, "/hours/progress", "申报进度查询");
  await expectFits(page, `/hours/progress/${declarationId}`, "骨干教师培训班");
  await expectFits(page, "/hours/declare", "学时申报");
  await expectFits(page, `/hours/declare/new?person=${person.id}&form=paper`, `为${person.name}申报学时`);
  await expectFits(page, "/statistics/persons", "专技人员信息查询");
  await expectFits(page, `/statistics/persons/${person.id}`, person.name);
  await page.getByRole("button", { name: "打开菜单" }).click();
  await page.getByRole("dialog", { name: "菜单" }).getByRole("link", { name: "申报进度查询" }).click();
  await expectPage(page, "申报进度查询");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a professional registers from the phone, and the unit's inbox shows it as a card", async ({
  page,
  browser,
  world,
}) => {
  const unit = await findable(world.tree.unit);
  const form = { name: "阿卜杜拉·买买提江", idNumber: nextIdNumber(), unit: unit.name };
  await expectFits(page, "/register/person", "专业技术人员注册");
  await fillPersonRegistration(page, form);
  const certificate = "一级教师职称证书_照片页和编号页_济宁市教育局二〇一五年十二月.png";
  await attach(page, "职称证书", file(certificate));
  await solveCaptcha(page);
  await expectNothingSticksOut(page);
  await submitButton(page).click();
  await expectPage(page, "注册审核进度查询");
  await expect(waitPatiently(page)).toBeVisible();
  await expectNothingSticksOut(page);

  const reviewer = await (await browser.newContext()).newPage();
  await signIn(reviewer, world.unit);
  await expectFits(reviewer, "/reviews/persons", "审核注册人员");
  const card = reviewer.getByRole("row").filter({ hasText: form.name });
  const box = await card.boundingBox();
  expect(box?.height).toBeGreaterThan(150);
  expect(box?.width).toBeLessThanOrEqual(390);
  await card.getByRole("button", { name: "驳回" }).click();
  await expect(reviewer.getByRole("dialog", { name: "驳回" })).toBeVisible();
  await expectAccessible(reviewer);
  await reviewer.keyboard.press("Escape");
  await card.getByRole("link", { name: `详情：${form.name}` }).click();
  await expectPage(reviewer, form.name);
  await expectNothingSticksOut(reviewer);
  await expectFits(reviewer, "/reviews/persons?status=decided", "审核注册人员");
});

test("profile, transfer and messages of the professional, and what the units see of it", async ({
  page,
  browser,
  world,
}) => {
  const { tree } = world;
  const name = uniqueName("济宁市任城区第二十六中学附属实验学校（南校区）");
  const unit = await organization(db, "employer", name, tree.authority);
  const { ctx, person } = await mover(db, tree.unit);
  await signIn(page, ctx);
  await expectFits(page, "/me/profile", "个人资料");
  await expectFits(page, "/me/profile/title", "职称变更");
  await expectFits(page, "/me/profile/change", "资料变更");
  await expectFits(page, "/me/profile/contact", "修改联系方式");
  await expectFits(page, "/me/messages", "消息");
  await expectFits(page, "/me/transfer", "人员调转");
  await page.getByRole("combobox", { name: "调入单位" }).fill(name);
  await expect(page.getByRole("option", { name })).toBeVisible();
  await expectAccessible(page);
  await expectNothingSticksOut(page);
  await submitTransfer(ctx, wish(unit, { reason: "夫妻两地分居，申请调往子女就读学校所在地".repeat(4) }));
  await expectFits(page, "/me/transfer", "人员调转");
  await expect(page.getByText("待用人单位审核", { exact: true })).toBeVisible();

  const clerk = await (await browser.newContext()).newPage();
  await signIn(clerk, world.unit);
  await expectFits(clerk, "/reviews/transfers-out", "人员调转");
  const card = clerk.getByRole("row").filter({ hasText: person.name });
  expect((await card.boundingBox())?.width).toBeLessThanOrEqual(390);
  await expectFits(clerk, "/messages", "消息");
  await expectFits(clerk, "/profile", "资料管理");
  await expectFits(clerk, "/structure/units", "管理下级单位");
  await expectFits(clerk, "/structure/units/new", "新增下级单位");
});
