import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { persons } from "@/db/schema";
import { personRow } from "@/tests/transfer";
import { menuEntry } from "./inbox";
import { findable, password } from "./registration-form";
import { db, expect, expectAccessible, expectPage, logIn, signIn, test, toast, visit } from "./support";
import { changeWaits, registrationWaits, story } from "./waiting";

/* The batch actions of the inboxes of 审核账户 (§5); of 学时审批 see review.spec.ts, of 人员调转 keyboard.spec.ts */

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const rows = (page: Page) => page.locator("tbody").getByRole("row");

test("审核人员信息修改: 批量通过 by the mouse, 批量驳回 by the keys, 全部驳回 of what the filter showed", async ({
  page,
  browser,
  world,
}) => {
  const { unit } = world.tree;
  const wait = (name: string) => changeWaits(unit, name, "教研组长");
  const sun = await wait("孙立群");
  const li = await wait("李春梅");
  const zhou = await wait("周海燕");
  const wen = await wait("欧阳文博");
  const zhi = await wait("欧阳志远");
  const feng = await wait("冯志强");
  await signIn(page, world.unit);
  await visit(page, "/reviews/person-changes", "审核人员信息修改");
  await expect(rows(page)).toHaveCount(6);
  const dialog = page.getByRole("dialog");

  await test.step("批量通过: the ticked rows and no others", async () => {
    await expect(page.getByRole("button", { name: "批量通过 (0)" })).toBeDisabled();
    for (const name of ["孙立群", "李春梅"]) await row(page, name).getByRole("checkbox").check();
    await page.getByRole("button", { name: "批量通过 (2)" }).click();
    await expect(dialog).toHaveAccessibleName("批量通过");
    await expect(dialog).toContainText("将通过 2 条人员信息修改。");
    await dialog.getByLabel("审核意见").fill("已核对任职文件");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "确认批量通过" }).dblclick();
    await expect(toast(page, "已通过 2 条")).toBeVisible();
    await expect(rows(page)).toHaveCount(4);
    await expect(menuEntry(page, "审核人员信息修改")).toHaveAccessibleName(/待审核 4 条/);
  });

  await test.step("批量驳回: ↓ to the row, the space bar, R; the reason is asked for", async () => {
    await visit(page, "/reviews/person-changes", "审核人员信息修改");
    await expect(rows(page)).toHaveCount(4);
    await page.keyboard.press("ArrowDown");
    await expect(rows(page).nth(0)).toBeFocused();
    await expect(rows(page).nth(0)).toContainText("周海燕");
    await page.keyboard.press(" ");
    await expect(page.getByRole("checkbox", { name: "选择 周海燕" })).toBeChecked();
    // The ticked one is meant, wherever the focus is.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("r");
    await expect(dialog).toHaveAccessibleName("批量驳回");
    await expect(dialog).toContainText("将驳回 1 条人员信息修改。");
    await dialog.getByRole("button", { name: "确认批量驳回" }).press("Enter");
    await expect(dialog.getByText("驳回须填写原因，申请人将据此修改").first()).toBeVisible();
    await dialog.getByLabel("驳回原因").fill("请上传任职文件");
    await dialog.getByRole("button", { name: "确认批量驳回" }).press("Enter");
    await expect(toast(page, "已驳回 1 条")).toBeVisible();
    await expect(rows(page)).toHaveCount(3);
  });

  await test.step("全部驳回: all that the filter showed, not who came since", async () => {
    await page.getByLabel("姓名或证件号码").fill("欧阳");
    await page.getByRole("button", { name: "查询" }).click();
    await expect(rows(page)).toHaveCount(2);
    const late = await wait("欧阳晓燕");
    await page.getByRole("button", { name: "全部驳回 (2)" }).click();
    await expect(dialog).toHaveAccessibleName("全部驳回");
    await expect(dialog).toContainText(
      "将驳回 2 条人员信息修改（当前筛选条件下、打开本页时已在您处待审核的全部记录）。",
    );
    await dialog.getByLabel("驳回原因").fill("本年度岗位聘任尚未开始");
    await dialog.getByRole("button", { name: "确认全部驳回" }).click();
    await expect(toast(page, "已驳回 2 条")).toBeVisible();
    await expect(rows(page)).toHaveCount(1);
    await expect(row(page, "欧阳晓燕")).toBeVisible();
    expect(await story("person-change", late.person.id)).toEqual([["欧阳晓燕", "person-change.submit"]]);
    await page.getByRole("link", { name: "重置" }).click();
    await expect(rows(page)).toHaveCount(2);
    await expect(row(page, "冯志强")).toBeVisible();
  });

  await test.step("each is found under 已审核, is true or not, and stands in the audit log", async () => {
    await visit(page, "/reviews/person-changes?status=decided", "审核人员信息修改");
    await expect(rows(page)).toHaveCount(5);
    for (const [{ person }, decision, position] of [
      [sun, "已通过", "教研组长"],
      [li, "已通过", "教研组长"],
      [zhou, "已驳回", "教师"],
      [wen, "已驳回", "教师"],
      [zhi, "已驳回", "教师"],
    ] as const) {
      await expect(row(page, person.name)).toContainText(decision);
      expect((await personRow(db, person.id)).position, person.name).toBe(position);
      expect(await story("person-change", person.id)).toEqual([
        [person.name, "person-change.submit"],
        [world.unit.viewer.name, decision === "已通过" ? "person-change.approve" : "person-change.reject"],
      ]);
    }
    expect((await personRow(db, feng.person.id)).position).toBe("教师");
  });

  await test.step("whoever was rejected in a batch reads the reason", async () => {
    const rejected = await (await browser.newContext()).newPage();
    await signIn(rejected, wen.ctx);
    await visit(rejected, "/me", "欧阳文博，您好");
    await rejected.getByRole("link", { name: "消息，1 条未读" }).click();
    await expectPage(rejected, "消息");
    await expect(rejected.getByRole("link", { name: "人员信息修改已驳回：岗位/职务" })).toBeVisible();
    await expect(rejected.getByText("驳回原因：本年度岗位聘任尚未开始")).toBeVisible();
  });
});

test("审核注册人员: 全部通过 makes an account of each, 批量驳回 of none", async ({
  page,
  browser,
  world,
}) => {
  const unit = await findable(world.tree.unit);
  const [first, second, third] = [
    await registrationWaits(unit, "孙立群"),
    await registrationWaits(unit, "李春梅"),
    await registrationWaits(unit, "周海燕"),
  ];
  await signIn(page, world.unit);
  await visit(page, "/reviews/persons", "审核注册人员");
  await expect(rows(page)).toHaveCount(3);
  const dialog = page.getByRole("dialog");

  await row(page, "周海燕").getByRole("checkbox").check();
  await page.getByRole("button", { name: "批量驳回 (1)" }).click();
  await expect(dialog).toContainText("将驳回 1 条人员注册。");
  await dialog.getByLabel("驳回原因").fill("不是本单位人员");
  await dialog.getByRole("button", { name: "确认批量驳回" }).click();
  await expect(toast(page, "已驳回 1 条")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "全部通过 (2)" }).click();
  await expect(dialog).toContainText("将通过 2 条人员注册");
  await dialog.getByRole("button", { name: "确认全部通过" }).click();
  await expect(toast(page, "已通过 2 条")).toBeVisible();
  await expect(page.getByText("没有待审核的记录")).toBeVisible();
  await expectAccessible(page);
  await visit(page, "/statistics/persons", "专技人员信息查询");
  for (const name of ["孙立群", "李春梅"]) await expect(row(page, name)).toHaveCount(1);
  await expect(row(page, "周海燕")).toHaveCount(0);

  const enter = async ({ idNumber }: { idNumber: string }) => {
    const professional = await (await browser.newContext()).newPage();
    await professional.goto("/login?portal=professional");
    await logIn(professional, { idNumber, password });
    return professional;
  };
  await expectPage(await enter(second), "李春梅，您好");
  const refused = await enter(third);
  await expect(refused.getByRole("alert").getByText(/^您的注册申请已被驳回/)).toBeVisible();
  expect(await db.select().from(persons).where(eq(persons.idNumber, third.idNumber))).toEqual([]);
  for (const [{ id, name }, action] of [
    [first, "person-registration.approve"],
    [second, "person-registration.approve"],
    [third, "person-registration.reject"],
  ] as const) {
    expect(await story("person-registration", id)).toEqual([
      [name, "person-registration.submit"],
      [world.unit.viewer.name, action],
    ]);
  }
});
