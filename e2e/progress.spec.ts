import { formatDate } from "@/lib/date";
import { pendingDeclaration } from "@/tests/fixtures";
import { decide } from "@/tests/review";
import { db, expect, expectAccessible, expectPage, signIn, test, visit } from "./support";

/* §7 查看申报进度 */

const today = formatDate(new Date());

test("the timeline tells each stage with its organization and phone, who decided, when and why", async ({
  page,
  world,
}) => {
  const { tree, unit, authority, person } = world;
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant, {
    title: "骨干教师培训",
  });
  await decide(unit, { ids: [reviewId] }, "approve", "已核对原件");
  await decide(authority, { ids: [reviewId] }, "reject", "培训通知缺少公章");
  await pendingDeclaration(db, world.applicant, { title: "另一项培训" });

  await signIn(page, unit);
  await visit(page, "/hours/progress", "申报进度查询");
  await expect(page.getByRole("row").filter({ hasText: "另一项培训" })).toContainText("待用人单位审核");
  await page.getByLabel("审核状态").selectOption("已驳回");
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/state=rejected/);
  await expect(page.locator("tbody").getByRole("row")).toHaveCount(1);
  await page.getByRole("link", { name: person.name }).click();
  await expectPage(page, "骨干教师培训");

  const steps = page.getByRole("list", { name: "第 1 次提交的审核进度" }).getByRole("listitem");
  await expect(steps).toHaveCount(4);
  await expect(steps.nth(0)).toContainText(`${person.name} 提交申报`);
  for (const [index, stage, organization, reviewer, outcome] of [
    [1, "用人单位审核", tree.unit, unit, "审核意见：已核对原件"],
    [2, "上级主管部门审核", tree.authority, authority, "驳回原因：培训通知缺少公章"],
  ] as const) {
    const step = steps.nth(index);
    await expect(step).toContainText(stage);
    await expect(step).toContainText(`${organization.name}（电话 ${organization.phone}）`);
    await expect(step).toContainText(`审核人 ${reviewer.viewer.name}`);
    await expect(step).toContainText(outcome);
    await expect(step).toContainText(today);
  }
  await expect(steps.nth(3)).toContainText("人社局审核");
  await expect(steps.nth(3)).toContainText("未审核");

  // The professional sees the same, and the superiors see what is below them.
  await signIn(page, world.applicant);
  await visit(page, `/me/declarations/${declarationId}`, "骨干教师培训");
  await expect(page.getByText("驳回原因：培训通知缺少公章").first()).toBeVisible();
  for (const superior of [world.authority, world.bureau]) {
    await signIn(page, superior);
    await visit(page, `/hours/progress/${declarationId}`, "骨干教师培训");
  }
});

test("each open stage names itself in the list, and an approved declaration says so", async ({
  page,
  world,
}) => {
  const stages = [
    ["第一项", [], "待用人单位审核"],
    ["第二项", [world.unit], "待上级主管部门审核"],
    ["第三项", [world.unit, world.authority], "待人社局审核"],
    ["第四项", [world.unit, world.authority, world.bureau], "已通过"],
  ] as const;
  for (const [title, reviewers] of stages) {
    const { reviewId } = await pendingDeclaration(db, world.applicant, { title });
    for (const reviewer of reviewers) await decide(reviewer, { ids: [reviewId] });
  }
  for (const [ctx, path] of [
    [world.applicant, "/me/declarations"],
    [world.unit, "/hours/progress"],
  ] as const) {
    await signIn(page, ctx);
    await page.goto(path);
    for (const [title, , state] of stages) {
      await expect(page.getByRole("row").filter({ hasText: title })).toContainText(state);
    }
    await expectAccessible(page);
  }
});
