import type { Page } from "@playwright/test";
import { pendingDeclaration } from "@/tests/fixtures";
import { credit, db, expect, expectAccessible, expectPage, signIn, test } from "./support";

/* A phone's screen, 390 pixels wide: nothing sticks out, every row of a list is a card */

test.use({ viewport: { width: 390, height: 844 } });

async function expectFits(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await expectPage(page, heading);
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(content, `${path} is wider than the screen`).toBeLessThanOrEqual(screen);
}

test("the pages open to anyone", async ({ page }) => {
  await expectFits(page, "/", "济宁市专业技术人员继续教育服务平台");
  await expectFits(page, "/login", "登录");
  await expectFits(page, "/verify?code=1", "学时证明验证");
  await expectFits(page, "/nowhere", "没有找到这个页面");
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
