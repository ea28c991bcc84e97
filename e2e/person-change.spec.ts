import type { Locator, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { departments, persons } from "@/db/schema";
import { attach, file } from "./declaration-form";
import { change, decideOpened, fact, followOnlyMessage, openWaiting } from "./inbox";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit } from "./support";
import { story } from "./waiting";

/* §5.2 资料变更 of several fields at once; 职称变更 is in joining.spec.ts */

const reason = "学位证书与所填学位不一致，请核对";

/** The table 变更明细 without its head: 项目, 原, 新 of each row. */
async function expectChanges(page: Page | Locator, expected: readonly (readonly [string, string, string])[]) {
  const rows = page.getByRole("table", { name: "变更明细" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(expected.length);
  for (const [index, cells] of expected.entries()) {
    await expect(rows.nth(index).getByRole("cell")).toHaveText([...cells]);
  }
}

test("only what differs is proposed, old beside new; withdrawn, rejected, corrected, approved", async ({
  page,
  browser,
  world,
}) => {
  test.slow();
  const { unit } = world.tree;
  const former = world.person.name;
  const office = { organizationId: unit.id, name: "教务处" };
  const grade = { organizationId: unit.id, name: "高一年级组" };
  const [from] = await db.insert(departments).values([grade, office]).returning();
  await db
    .update(persons)
    .set({
      ...{ departmentId: from?.id, position: "教师", titleObtainedOn: "2015-12-30" },
      ...{ education: "大学本科毕业", degree: "学士", school: "曲阜师范大学", graduatedOn: "2008-06-30" },
    })
    .where(eq(persons.id, world.person.id));
  const submit = page.getByRole("button", { name: "提交审核" });
  const text = (label: string) => page.getByRole("textbox", { name: label });
  const choice = (label: string) => page.getByRole("combobox", { name: label });

  await signIn(page, world.applicant);
  await test.step("nothing changed is nothing to submit", async () => {
    await visit(page, "/me/profile", "个人资料");
    await page.getByRole("link", { name: "资料变更" }).click();
    await expectPage(page, "资料变更");
    await expect(text("姓名")).toHaveValue(former);
    await expect(page.getByRole("textbox", { name: "证件号码" })).toHaveCount(0);
    await submit.click();
    await expect(
      page.getByRole("alert").getByText("没有需要变更的内容：所填与现有资料相同，请修改后再提交"),
    ).toBeVisible();
  });

  await test.step("what changes of a group needs its evidence, and no other group's", async () => {
    await text("姓名").fill("王晓茗");
    await choice("内设部门").selectOption("教务处");
    await text("岗位/职务").fill("教务处主任");
    await choice("学历").selectOption("硕士研究生毕业");
    await choice("学位").selectOption("博士");
    await text("毕业院校").fill("山东师范大学");
    await page.getByLabel("毕业时间").fill("2020-06-30");
    await submit.click();
    const summary = page.getByRole("alert");
    await expect(summary.getByText("有 2 处需要更正")).toBeVisible();
    for (const label of ["身份证明材料", "学历、学位证书"]) {
      await expect(summary.getByRole("link", { name: `请上传${label}` })).toBeVisible();
    }
    await expectAccessible(page);
    await attach(page, "身份证明材料", file("户口簿.png"));
    await attach(page, "学历、学位证书", file("毕业证书.pdf"));
    await submit.dblclick();
    await expect(toast(page, "资料变更已提交，请等待审核")).toBeVisible();
  });

  await test.step("the page shows it field by field, and what is true meanwhile", async () => {
    await expectPage(page, "个人资料");
    await expect(page.getByText("待用人单位审核", { exact: true })).toBeVisible();
    await expectChanges(page, [
      ["姓名", former, "王晓茗"],
      ["内设部门", "高一年级组", "教务处"],
      ["岗位/职务", "教师", "教务处主任"],
      ["学历", "大学本科毕业", "硕士研究生毕业"],
      ["学位", "学士", "博士"],
      ["毕业院校", "曲阜师范大学", "山东师范大学"],
      ["毕业时间", "2008-06-30", "2020-06-30"],
    ]);
    await expect(fact(page, "姓名")).toHaveText(former);
    await expect(fact(page, "学历")).toHaveText("大学本科毕业");
    for (const name of ["资料变更", "职称变更"]) {
      await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
    }
  });

  const again = async () => {
    await page.getByRole("link", { name: "修改后重新提交" }).click();
    await expectPage(page, "资料变更");
    await expect(text("姓名")).toHaveValue("王晓茗");
    await expect(choice("学历")).toHaveValue("硕士研究生毕业");
    await expect(choice("内设部门").locator("option:checked")).toHaveText("教务处");
    await expect(page.getByRole("button", { name: "移除 户口簿.png" })).toBeVisible();
    await expect(page.getByRole("button", { name: "移除 毕业证书.pdf" })).toBeVisible();
  };
  const reviewer = await (await browser.newContext()).newPage();
  await signIn(reviewer, world.unit);

  const second = [
    ["姓名", former, "王晓茗"],
    ["内设部门", "高一年级组", "教务处"],
    ["学历", "大学本科毕业", "硕士研究生毕业"],
    ["学位", "学士", "博士"],
    ["毕业院校", "曲阜师范大学", "山东师范大学"],
    ["毕业时间", "2008-06-30", "2020-06-30"],
  ] as const;
  await test.step("taken back: the unit has nothing to decide; one field less is proposed again", async () => {
    await page.getByRole("button", { name: "撤回" }).click();
    const dialog = page.getByRole("alertdialog", { name: "撤回资料变更“姓名、内设部门、岗位/职务、学历”？" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "确认撤回" }).click();
    await expect(toast(page, "资料变更已撤回，可修改后重新提交")).toBeVisible();
    await expect(page.getByText("待用人单位审核", { exact: true })).toHaveCount(0);
    await visit(reviewer, "/reviews/person-changes", "审核人员信息修改");
    await expect(reviewer.getByText("没有待审核的记录")).toBeVisible();
    await again();
    await text("岗位/职务").fill("教师");
    await submit.click();
    await expectPage(page, "个人资料");
    await expectChanges(page, second);
  });

  await test.step("the unit sees only what differs, and rejects with a reason", async () => {
    await openWaiting(reviewer, "审核人员信息修改", former);
    await expectChanges(reviewer, second);
    await expect(fact(reviewer, "内设部门")).toHaveText("高一年级组");
    for (const name of ["户口簿.png", "毕业证书.pdf"]) {
      await expect(reviewer.getByRole("region", { name: "佐证材料" })).toContainText(name);
    }
    await decideOpened(reviewer, "驳回", { noun: "人员信息修改", opinion: reason });
  });

  await test.step("the professional reads why, corrects and submits again", async () => {
    await visit(page, "/me", `${former}，您好`);
    await followOnlyMessage(page, "人员信息修改已驳回：姓名、内设部门、学历");
    await expectPage(page, "个人资料");
    await expect(page.getByText(`${unit.name}驳回了本次变更`)).toBeVisible();
    await expect(page.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await expect(fact(page, "姓名")).toHaveText(former);
    await again();
    await choice("学位").selectOption("硕士");
    await submit.click();
    await expect(toast(page, "资料变更已提交，请等待审核")).toBeVisible();
    await expectPage(page, "个人资料");
  });

  await test.step("the unit has every round before it, and approves", async () => {
    await openWaiting(reviewer, "审核人员信息修改", former);
    await expect(change(reviewer, "学位")).toHaveText(["学位", "学士", "硕士"]);
    const before = reviewer.getByRole("region", { name: "第 2 次提交" });
    await expect(before).toContainText(`驳回原因：${reason}`);
    await before.getByText("第 2 次提交的内容").click();
    await expectChanges(before, second);
    await expect(reviewer.getByRole("region", { name: "第 1 次提交" })).toContainText("申请人撤回");
    await expectAccessible(reviewer);
    await decideOpened(reviewer, "通过", { noun: "人员信息修改", opinion: "已核对学位证书" });
    // What was decided stays under the name that it was submitted with.
    await expectPage(reviewer, former);
    await visit(reviewer, "/reviews/person-changes?status=decided", "审核人员信息修改");
    const rows = reviewer.locator("tbody").getByRole("row");
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText("已通过");
    await expect(rows.nth(1)).toContainText("已驳回");
  });

  await test.step("it is true now, and what was not proposed is as it was", async () => {
    await visit(page, "/me", "王晓茗，您好");
    await followOnlyMessage(page, "人员信息修改已通过：姓名、内设部门、学历");
    await expectPage(page, "个人资料");
    for (const [label, value] of [
      ["姓名", "王晓茗"],
      ["内设部门", "教务处"],
      ["岗位/职务", "教师"],
      ["学历", "硕士研究生毕业"],
      ["学位", "硕士"],
      ["毕业院校", "山东师范大学"],
      ["毕业时间", "2020-06-30"],
      ["职称名称", "一级教师"],
      ["取得时间", "2015-12-30"],
    ] as const) {
      await expect(fact(page, label)).toHaveText(value);
    }
    await expect(page.getByRole("link", { name: "资料变更", exact: true })).toBeVisible();
  });

  const clerk = world.unit.viewer.name;
  expect(await story("person-change", world.person.id)).toEqual([
    [former, "person-change.submit"],
    [former, "person-change.withdraw"],
    [former, "person-change.submit"],
    [clerk, "person-change.reject"],
    [former, "person-change.submit"],
    [clerk, "person-change.approve"],
  ]);
});
