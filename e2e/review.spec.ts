import type { Locator, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { declarations } from "@/db/schema";
import { uploadAttachment } from "@/lib/attachment/commands";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide } from "@/tests/review";
import { file, year } from "./declaration-form";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit, type World } from "./support";

/* §8 学时审批 */

/** Declarations that wait at the unit, the first the oldest. */
async function pending({ applicant }: World, titles: readonly string[]) {
  const made = [];
  for (const title of titles) made.push(await pendingDeclaration(db, applicant, { title, hours: 0.5 }));
  return made;
}

const row = (page: Page, title: string): Locator => page.getByRole("row").filter({ hasText: title });
const tick = (page: Page, title: string) => row(page, title).getByRole("checkbox").check();
const rows = (page: Page): Locator => page.locator("tbody").getByRole("row");

const stateOf = async (declarationId: string) =>
  (await db.select().from(declarations).where(eq(declarations.id, declarationId)))[0]?.state;

test("search and filters stand in the address and outlive F5; 重置 takes them away", async ({
  page,
  world,
}) => {
  const { account, person } = await professional(db, world.tree.unit, { name: "欧阳修竹" });
  await pending(world, ["信息技术培训", "师德师风培训"]);
  await pendingDeclaration(db, await ctxFor(db, account), {
    title: "班主任培训",
    category: "public",
    hours: 1,
  });
  await signIn(page, world.unit);
  await visit(page, "/hours/review", "学时审批");
  await expect(rows(page)).toHaveCount(3);

  const search = async (text: string) => {
    await page.getByLabel("姓名、证件号码或名称").fill(text);
    await page.getByRole("button", { name: "查询" }).click();
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === text);
  };
  for (const text of ["欧阳", person.idNumber, "班主任"]) {
    await search(text);
    await expect(rows(page)).toHaveCount(1);
    await expect(row(page, "班主任培训")).toBeVisible();
  }
  await page.reload();
  await expect(rows(page)).toHaveCount(1);
  await expect(page.getByLabel("姓名、证件号码或名称")).toHaveValue("班主任");
  await search("查无此人");
  await expect(page.getByText("没有符合条件的记录")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "重置" }).click();
  await expect(rows(page)).toHaveCount(3);
  await page.getByLabel("科目类别").selectOption("公需科目");
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/category=public/);
  await expect(rows(page)).toHaveCount(1);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3);
  await expect(page.getByLabel("科目类别")).toHaveValue("");
});

test("order and page stand in the address; the oldest comes first, 20 a page", async ({ page, world }) => {
  const titles = Array.from({ length: 22 }, (_, index) => `第${index + 1}项培训`);
  await pending(world, titles);
  await signIn(page, world.unit);
  await visit(page, "/hours/review", "学时审批");
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(page).first()).toContainText("第1项培训");
  await page.getByRole("link", { name: "下一页" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(rows(page)).toHaveCount(2);
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText("共 22 条，第 2 / 2 页")).toBeVisible();
  await page.getByRole("link", { name: "提交时间" }).click();
  await expect(rows(page)).toHaveCount(20);
  await expect(rows(page).first()).toContainText("第22项培训");
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  // A page that is no more says so and leads back.
  await page.goto("/hours/review?page=9");
  await expect(page.getByRole("link", { name: "上一页" })).toBeVisible();
  await expectAccessible(page);
  for (const query of [
    "page=-1",
    "page=abc",
    "page=0",
    "year=x",
    "form=zzz",
    "status=zzz",
    "order=sideways",
    "q=",
  ]) {
    await page.goto(`/hours/review?${query}`);
    await expect(rows(page), query).toHaveCount(20);
    await expect(rows(page).first(), query).toContainText("第1项培训");
  }
});

test("详细 shows the evidence in place, what it is compared with, and leads on to the next", async ({
  page,
  world,
}) => {
  const { applicant, person } = world;
  const evidence = [];
  for (const each of [file("培训通知.png"), file("结业证书.pdf")]) {
    const { id } = await uploadAttachment(applicant, {
      personId: person.id,
      fileName: each.name,
      body: new Blob([new Uint8Array(each.buffer)]).stream(),
      declaredSize: each.buffer.length,
    });
    evidence.push([{ id }]);
  }
  const [notice, certificate] = evidence;
  await pendingDeclaration(db, applicant, {
    title: "有材料的培训",
    evidence: { notice: notice ?? [], certificate: certificate ?? [] },
  });
  await pending(world, ["第二项培训", "第三项培训"]);
  await signIn(page, world.unit);
  await page.goto("/hours/review");
  await page.getByRole("link", { name: "详细：有材料的培训" }).click();
  await expectPage(page, "有材料的培训");
  const viewer = page.getByRole("region", { name: "佐证材料" });
  const image = viewer.locator("img");
  await expect
    .poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth))
    .toBeGreaterThan(0);
  await viewer.getByRole("button", { name: "放大", exact: true }).click();
  await expect(viewer.getByText("150%")).toBeVisible();
  await expectAccessible(page);
  await viewer.getByRole("button", { name: "下一份材料" }).click();
  const frame = viewer.locator("iframe");
  await expect(frame).toHaveAttribute("title", "结业证书：结业证书.pdf");
  const source = await page.request.get((await frame.getAttribute("src")) ?? "");
  expect(source.headers()["content-type"]).toBe("application/pdf");
  await expectAccessible(page);

  await expect(page.getByText(`${year} 年度完成情况`)).toBeVisible();
  await expect(page.getByRole("link", { name: "第二项培训" })).toBeVisible();
  const bar = page.getByRole("region", { name: "审核操作" });
  await expect(bar.getByRole("link", { name: "上一条" })).toHaveCount(0);
  await bar.getByRole("link", { name: "下一条" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "第二项培训" })).toBeVisible();
  await bar.getByRole("link", { name: "返回列表" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "学时审批" })).toBeVisible();
});

test("通过 one, 驳回 one: a rejection needs its reason; both are found under 已审核", async ({
  page,
  world,
}) => {
  const [good, bad] = await pending(world, ["好的培训", "差的培训"]);
  await signIn(page, world.unit);
  await page.goto("/hours/review");
  await row(page, "好的培训").getByRole("button", { name: "通过" }).click();
  await expect(page.getByRole("dialog", { name: "通过" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认通过" }).click();
  await expect(toast(page, "已通过 1 条")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);

  await row(page, "差的培训").getByRole("button", { name: "驳回" }).click();
  const dialog = page.getByRole("dialog", { name: "驳回" });
  await dialog.getByRole("button", { name: "确认驳回" }).click();
  await expect(dialog.getByText("驳回须填写原因，申请人将据此修改").first()).toBeVisible();
  await expectAccessible(page);
  expect(await stateOf(bad?.declarationId ?? "")).toBe("pending");
  await dialog.getByLabel("驳回原因").fill("证书不清晰，请重新上传");
  await dialog.getByRole("button", { name: "确认驳回" }).click();
  await expect(toast(page, "已驳回 1 条")).toBeVisible();
  await expect(page.getByText("没有待审核的记录")).toBeVisible();
  expect(await stateOf(bad?.declarationId ?? "")).toBe("rejected");
  expect(await stateOf(good?.declarationId ?? "")).toBe("pending");

  await page.getByRole("link", { name: "已审核 (2)" }).click();
  await expect(row(page, "好的培训")).toContainText("已通过");
  await expect(row(page, "差的培训")).toContainText("已驳回");
  await expectAccessible(page);
});

test("批量通过 and 批量驳回 touch the ticked rows, and say how many first and afterwards", async ({
  page,
  world,
}) => {
  const made = await pending(world, ["甲培训", "乙培训", "丙培训", "丁培训"]);
  await signIn(page, world.unit);
  await page.goto("/hours/review");
  await expect(page.getByRole("button", { name: "批量通过 (0)" })).toBeDisabled();
  await tick(page, "甲培训");
  await tick(page, "乙培训");
  await page.getByRole("button", { name: "批量通过 (2)" }).click();
  await expect(page.getByRole("dialog", { name: "批量通过" })).toContainText("将通过 2 条学时申报。");
  await page.getByRole("button", { name: "确认批量通过" }).click();
  await expect(toast(page, "已通过 2 条")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("button", { name: "批量驳回 (0)" })).toBeDisabled();

  await page.getByRole("columnheader").getByRole("checkbox", { name: "选择本页全部" }).check();
  await page.getByRole("button", { name: "批量驳回 (2)" }).click();
  const dialog = page.getByRole("dialog", { name: "批量驳回" });
  await expect(dialog).toContainText("将驳回 2 条学时申报。");
  await dialog.getByLabel("驳回原因").fill("请补充结业证书");
  await dialog.getByRole("button", { name: "确认批量驳回" }).click();
  await expect(toast(page, "已驳回 2 条")).toBeVisible();
  await expect(page.getByText("没有待审核的记录")).toBeVisible();
  expect(await Promise.all(made.map(({ declarationId }) => stateOf(declarationId)))).toEqual([
    "pending",
    "pending",
    "rejected",
    "rejected",
  ]);
});

test("全部通过 means all under the filter that the page could show, not what arrived since", async ({
  page,
  world,
}) => {
  await pending(world, ["数学培训一", "数学培训二", "数学培训三", "语文培训"]);
  await signIn(page, world.unit);
  await page.goto("/hours/review?q=数学");
  await expect(rows(page)).toHaveCount(3);
  const [late] = await pending(world, ["数学培训四"]);
  await page.getByRole("button", { name: "全部通过 (3)" }).click();
  const dialog = page.getByRole("dialog", { name: "全部通过" });
  await expect(dialog).toContainText(
    "将通过 3 条学时申报（当前筛选条件下、打开本页时已在您处待审核的全部记录）。",
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "确认全部通过" }).click();
  await expect(toast(page, "已通过 3 条")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, "数学培训四")).toBeVisible();
  await page.getByRole("link", { name: "重置" }).click();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "全部驳回 (2)" }).click();
  const rejecting = page.getByRole("dialog", { name: "全部驳回" });
  await expect(rejecting).toContainText("将驳回 2 条学时申报");
  await rejecting.getByLabel("驳回原因").fill("请按新表填写");
  await rejecting.getByRole("button", { name: "确认全部驳回" }).click();
  await expect(toast(page, "已驳回 2 条")).toBeVisible();
  await expect(page.getByText("没有待审核的记录")).toBeVisible();
  expect(await stateOf(late?.declarationId ?? "")).toBe("rejected");
});

test("a stale page: what a colleague has decided is reported, by number or by name", async ({
  page,
  world,
}) => {
  const made = await pending(world, ["甲培训", "乙培训", "丙培训", "丁培训", "戊培训"]);
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit, { name: "另一位审核员" }));
  const takeOver = (index: number) => decide(colleague, { ids: [made[index]?.reviewId ?? ""] });
  await signIn(page, world.unit);
  await page.goto("/hours/review");
  await expect(rows(page)).toHaveCount(5);

  await takeOver(0);
  await tick(page, "甲培训");
  await tick(page, "乙培训");
  await page.getByRole("button", { name: "批量通过 (2)" }).click();
  await page.getByRole("button", { name: "确认批量通过" }).click();
  await expect(toast(page, "已通过 1 条，1 条已被他人处理或撤回")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);

  await takeOver(2);
  await page.getByRole("button", { name: "全部通过 (3)" }).click();
  await page.getByRole("button", { name: "确认全部通过" }).click();
  await expect(toast(page, "已通过 2 条，1 条已被他人处理或撤回")).toBeVisible();

  const [last] = await pending(world, ["己培训"]);
  await page.reload();
  await decide(colleague, { ids: [last?.reviewId ?? ""] });
  await row(page, "己培训").getByRole("button", { name: "通过" }).click();
  await page.getByRole("button", { name: "确认通过" }).click();
  await expect(page.getByRole("alert").getByText(/已由另一位审核员于 [\d-]+ [\d:]+ 通过/)).toBeVisible();
  await expectAccessible(page);
});
