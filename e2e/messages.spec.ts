import type { Page } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { auditLog, messages, reviewSteps } from "@/db/schema";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide } from "@/tests/review";
import {
  credit,
  db,
  expect,
  expectAccessible,
  expectPage,
  signIn,
  test,
  toast,
  visit,
  type World,
} from "./support";

/* 消息 and 催办 */

const bell = (page: Page, unread: number) =>
  page.getByRole("link", { name: unread === 0 ? "消息" : `消息，${unread} 条未读`, exact: true });
const items = (page: Page) => page.getByRole("list", { name: "消息列表" }).getByRole("listitem");

/** A declaration that its unit rejects. */
async function rejected({ applicant, unit }: World, title: string, reason: string) {
  const { declarationId, reviewId } = await pendingDeclaration(db, applicant, { title });
  await decide(unit, { ids: [reviewId] }, "reject", reason);
  return declarationId;
}

test("the bell counts what is unread; the list tells the reason and leads to the matter", async ({
  page,
  world,
}) => {
  const reason = "结业证书不清晰，请重新上传";
  const declarationId = await rejected(world, "班主任培训", reason);
  await credit(world, { title: "信息技术培训" });
  await rejected(world, "心理健康培训", "培训名称与证书不一致");
  await signIn(page, world.applicant);
  await visit(page, "/me", `${world.person.name}，您好`);
  await bell(page, 3).click();
  await expectPage(page, "消息");
  // The latest first.
  await expect(items(page)).toHaveCount(3);
  await expect(items(page).nth(0)).toContainText("学时申报已驳回：心理健康培训");
  await expect(items(page).nth(1)).toContainText("学时申报已通过：信息技术培训");
  await expect(items(page).nth(2)).toContainText(`驳回原因：${reason}`);

  await test.step("one is marked read", async () => {
    await items(page)
      .nth(1)
      .getByRole("button", { name: /标记已读/ })
      .click();
    await expect(bell(page, 2)).toBeVisible();
    await expect(items(page).nth(1)).toContainText("已读");
    await page.getByRole("link", { name: "未读 (2)" }).click();
    await expect(items(page)).toHaveCount(2);
    await expectAccessible(page);
  });

  await test.step("one is followed to its matter, which reads it", async () => {
    await items(page).getByRole("link", { name: "学时申报已驳回：班主任培训" }).click();
    await expect(page).toHaveURL(`/me/declarations/${declarationId}`);
    await expectPage(page, "班主任培训");
    await expect(page.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await expect(bell(page, 1)).toBeVisible();
  });

  await test.step("the rest is marked read at once", async () => {
    await bell(page, 1).click();
    await expectPage(page, "消息");
    await page.getByRole("button", { name: "全部标为已读" }).click();
    await expect(toast(page, "已将 1 条消息标为已读")).toBeVisible();
    await expect(bell(page, 0)).toBeVisible();
    await expect(page.getByRole("button", { name: "全部标为已读" })).toHaveCount(0);
    await visit(page, "/me/messages?show=unread", "消息");
    await expect(page.getByText("没有未读消息")).toBeVisible();
  });
});

test("a unit that declared for somebody is told too; a message of another account leads to one's own list", async ({
  page,
  world,
}) => {
  const { account, person } = await professional(db, world.tree.unit);
  const { declarationId, reviewId } = await pendingDeclaration(db, world.unit, {
    personId: person.id,
    title: "由单位代为申报的培训",
  });
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
  await decide(colleague, { ids: [reviewId] }, "reject", "缺少结业证书");
  await signIn(page, world.unit);
  await visit(page, "/home", "首页");
  await page.getByRole("link", { name: "消息，1 条未读" }).click();
  await expectPage(page, "消息");
  await items(page).getByRole("link", { name: "学时申报已驳回：由单位代为申报的培训" }).click();
  await expect(page).toHaveURL(`/hours/progress/${declarationId}`);

  const [foreign] = await db.select().from(messages).where(eq(messages.accountId, account.id));
  expect(foreign).toBeDefined();
  await page.goto(`/messages/${foreign?.id}`);
  await expect(page).toHaveURL("/messages");
  await expectPage(page, "消息");
  const [untouched] = await db
    .select()
    .from(messages)
    .where(eq(messages.id, foreign?.id ?? ""));
  expect(untouched?.readAt).toBeNull();
});

test("whoever has waited three days may 催办 once a day; the reviewer's inbox marks it and shows it first", async ({
  page,
  browser,
  world,
}) => {
  const { declarationId: recent } = await pendingDeclaration(db, world.applicant, { title: "班主任培训" });
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant, {
    title: "信息技术培训",
  });
  await db
    .update(reviewSteps)
    .set({ openedAt: sql`now() - interval '4 days'` })
    .where(and(eq(reviewSteps.reviewId, reviewId), eq(reviewSteps.state, "open")));
  const reviewer = await (await browser.newContext()).newPage();
  await signIn(reviewer, world.unit);
  await visit(reviewer, "/hours/review", "学时审批");
  const first = reviewer.locator("tbody").getByRole("row").first();
  await expect(first).toContainText("班主任培训");

  await signIn(page, world.applicant);
  const hurry = page.getByRole("button", { name: "催办" });
  await visit(page, `/me/declarations/${recent}`, "班主任培训");
  await expect(hurry).toHaveAccessibleDescription("等待满 3 天后可以催办");
  await expect(hurry).toBeDisabled();
  await visit(page, `/me/declarations/${declarationId}`, "信息技术培训");
  await hurry.dblclick();
  await expect(toast(page, "已催办，审核单位的待审核列表会优先显示这一项")).toBeVisible();
  await expect(hurry).toHaveAccessibleDescription("今天已催办，明天可以再次催办");
  await expect(page.getByText(/^最近催办 /)).toBeVisible();
  await expectPage(page, "信息技术培训");
  const audits = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, declarationId), eq(auditLog.action, "declaration.remind")));
  expect(audits.map(({ actorId }) => actorId)).toEqual([world.applicant.viewer.accountId]);

  await reviewer.reload();
  await expect(first).toContainText("信息技术培训");
  await expect(first.getByText(/^催办/)).toBeVisible();
  await expectPage(reviewer, "学时审批");
  await expect(reviewer.getByRole("row").filter({ hasText: "班主任培训" })).not.toContainText("催办");
});
