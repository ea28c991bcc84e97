import type { Locator, Page } from "@playwright/test";
import { and, asc, eq } from "drizzle-orm";
import { auditLog, departments } from "@/db/schema";
import { today } from "@/lib/date";
import { setPersonState } from "@/lib/person/state/commands";
import { submitTransfer } from "@/lib/review/transfer";
import { ctxFor, professional } from "@/tests/fixtures";
import { decideTransfers, reviewOf, wish } from "@/tests/transfer";
import { db, expect, expectAccessible, expectPage, logIn, signIn, test, toast, visit } from "./support";

/* §4.1 people of the unit: 人员状态, 注销账户, 调整部门 */

const year = Number(today().slice(0, 4));
const lastYear = year - 1;
const password = "correct horse";
const barred = "此账号已停用，请联系本单位管理员";
const personPath = (id: string) => `/statistics/persons/${id}`;
const dialog = (page: Page, name: string): Locator => page.getByRole("dialog", { name });

type Said = { state: string; effectiveOn?: string; reason: string };

async function fill(form: Locator, { state, effectiveOn, reason }: Said): Promise<void> {
  await form.getByRole("combobox", { name: "人员状态" }).selectOption(state);
  if (effectiveOn) await form.getByLabel("生效日期").fill(effectiveOn);
  await form.getByRole("textbox", { name: "原因" }).fill(reason);
}

/** 变更状态 on the person's page. */
async function setState(page: Page, name: string, said: Said): Promise<void> {
  await page.getByRole("button", { name: "变更状态" }).click();
  const form = dialog(page, `变更${name}的人员状态`);
  await fill(form, said);
  await form.getByRole("button", { name: "确认设置" }).dblclick();
  await expect(toast(page, `${name}的人员状态已设为“${said.state}”`)).toBeVisible();
  await expect(form).toHaveCount(0);
}

const history = (page: Page, name: string) =>
  page.getByRole("list", { name: `${name}的人员状态变更记录` }).getByRole("listitem");

test("somebody leaves: the unit says since when and why, and what that means is seen everywhere", async ({
  page,
  browser,
  world,
}) => {
  test.slow();
  const { person, unit, tree } = world;
  const own = await (await browser.newContext()).newPage();
  await signIn(own, world.applicant);
  await signIn(page, unit);

  await test.step("变更状态", async () => {
    await visit(page, personPath(person.id), person.name);
    await page.getByRole("button", { name: "变更状态" }).click();
    const form = dialog(page, `变更${person.name}的人员状态`);
    await expect(form.getByRole("option")).toHaveText(["请选择", "离职", "退休", "停用"]);
    await expect(form.getByLabel("生效日期")).toHaveValue(today());
    await expectAccessible(page);
    await form.getByRole("button", { name: "确认设置" }).click();
    for (const objection of ["请选择人员状态", "请填写原因"]) {
      await expect(form.getByRole("alert").getByRole("link", { name: objection })).toBeVisible();
    }
    await form.getByLabel("生效日期").fill(`${year + 1}-01-01`);
    await fill(form, { state: "离职", reason: "<b>调离</b>" });
    await expect(form.getByText("不能申报学时和变更资料")).toBeVisible();
    await form.getByRole("button", { name: "确认设置" }).click();
    await expect(form.getByRole("link", { name: "生效日期不能晚于今天" })).toBeVisible();
    await form.getByRole("button", { name: "取消" }).click();
    await setState(page, person.name, {
      state: "离职",
      effectiveOn: `${lastYear}-06-30`,
      reason: "<b>调离</b>",
    });
    await expect(page.getByText(`自 ${lastYear}-06-30 起`)).toBeVisible();
    await expect(history(page, person.name)).toHaveCount(1);
    await expect(history(page, person.name)).toContainText("在岗 → 离职");
    await expect(history(page, person.name)).toContainText("原因：<b>调离</b>");
    await expect(history(page, person.name)).toContainText(unit.viewer.name);
    await expectAccessible(page);
  });

  await test.step("the years from then on ask for no hours, the years before do", async () => {
    const years = page.getByRole("table", { name: /年度完成情况/ }).getByRole("row");
    for (const [of, verdict] of [
      [year, "不要求"],
      [lastYear, "不要求"],
      [lastYear - 1, "未达标"],
    ] as const) {
      await expect(years.filter({ hasText: String(of) })).toContainText(verdict);
    }
    await page.goto(`/statistics/persons?fulfilled=no&year=${lastYear}`);
    await expect(page.getByText("没有符合条件的人员")).toBeVisible();
    await page.goto(`/statistics/persons?fulfilled=exempt&year=${lastYear}`);
    await expect(page.locator("tbody").getByRole("row")).toContainText([person.name]);
    await page.goto("/statistics/persons?state=left");
    await expect(page.getByRole("option", { name: "离职（1）" })).toBeAttached();
    await expect(page.locator("tbody").getByRole("row")).toContainText(["离职"]);
    await expectPage(page, "专技人员信息查询");
  });

  await test.step("nobody declares for them", async () => {
    await visit(page, "/hours/declare", "学时申报");
    await expect(page.getByText(person.name)).toHaveCount(0);
  });

  await test.step("the professional is told, sees and prints, and declares nothing", async () => {
    await visit(own, "/me", `${person.name}，您好`);
    await expect(own.getByText(`您的人员状态为“离职”（自 ${lastYear}-06-30 起）`)).toBeVisible();
    await expect(own.getByText(`如有疑问，请联系${tree.unit.name}`)).toBeVisible();
    await expect(own.getByRole("link", { name: "申报学时" })).toHaveCount(0);
    await visit(own, "/me/messages", "消息");
    await expect(own.getByText("您的人员状态已变更为“离职”", { exact: true })).toBeVisible();
    await visit(own, "/me/declarations/new", "申报学时");
    await expect(own.getByText("不能申报学时和变更资料")).toBeVisible();
    await expect(own.getByRole("button", { name: /提交/ })).toHaveCount(0);
    await visit(own, "/me/profile", "个人资料");
    await expect(own.getByRole("link", { name: "资料变更" })).toHaveCount(0);
    await visit(own, "/me/certificate", "学时证明");
    await visit(own, "/me/transfer", "人员调转");
    await expect(own.getByRole("textbox", { name: "调转原因" })).toBeVisible();
  });

  await test.step("superiors read it", async () => {
    await signIn(page, world.bureau);
    await visit(page, personPath(person.id), person.name);
    await expect(history(page, person.name)).toHaveCount(1);
    for (const name of ["变更状态", "注销账户", "调整部门"]) {
      await expect(page.getByRole("button", { name })).toHaveCount(0);
    }
    await visit(page, "/statistics/persons", "专技人员信息查询");
    await expect(page.getByRole("checkbox")).toHaveCount(0);
  });

  await test.step("a wrong day is corrected, and all is undone the same way; the history keeps it", async () => {
    await signIn(page, unit);
    await page.goto(personPath(person.id));
    await page.getByRole("button", { name: "变更状态" }).click();
    const form = dialog(page, `变更${person.name}的人员状态`);
    const corrected = { state: "离职（更正生效日期）", reason: "日期填错" };
    await fill(form, { ...corrected, effectiveOn: `${lastYear}-07-01` });
    await form.getByRole("button", { name: "确认设置" }).click();
    await expect(
      form.getByText(
        `${person.name}已是离职状态（自 ${lastYear}-06-30 起），只能更正为更早的生效日期，请核对`,
      ),
    ).toBeVisible();
    await form.getByLabel("生效日期").fill(`${lastYear - 1}-06-30`);
    await form.getByRole("button", { name: "确认设置" }).click();
    await expect(history(page, person.name).first()).toContainText("离职，更正生效日期");
    const years = page.getByRole("table", { name: /年度完成情况/ }).getByRole("row");
    await expect(years.filter({ hasText: String(lastYear - 1) })).toContainText("不要求");
    await setState(page, person.name, {
      state: "在岗",
      effectiveOn: `${lastYear - 1}-06-30`,
      reason: "误操作",
    });
    await expect(history(page, person.name)).toHaveCount(3);
    await expect(page.getByText("不要求", { exact: true })).toHaveCount(0);
    await visit(own, "/me", `${person.name}，您好`);
    await expect(own.getByRole("link", { name: "申报学时" })).toBeVisible();
  });
  const audits = await db
    .select({ detail: auditLog.detail, actor: auditLog.actorName })
    .from(auditLog)
    .where(and(eq(auditLog.action, "person.state"), eq(auditLog.subjectId, person.id)))
    .orderBy(asc(auditLog.at));
  expect(audits).toMatchObject([
    { actor: unit.viewer.name, detail: { state: "left", reason: "<b>调离</b>" } },
    { actor: unit.viewer.name, detail: { state: "left", reason: "日期填错" } },
    { actor: unit.viewer.name, detail: { state: "employed", reason: "误操作" } },
  ]);
});

test("停用 ends the session with its next request and lets nobody in until it is lifted", async ({
  page,
  browser,
  world,
}) => {
  const { tree, unit } = world;
  const { person, account } = await professional(db, tree.unit, { password });
  const own = await (await browser.newContext()).newPage();
  await signIn(own, await ctxFor(db, account));
  await visit(own, "/me", `${person.name}，您好`);

  await signIn(page, unit);
  await page.goto(personPath(person.id));
  await setState(page, person.name, { state: "停用", reason: "信息有误，核查中" });
  await own.getByRole("link", { name: "学时证明" }).first().click();
  await expectPage(own, "登录");
  await own.goto("/login?portal=professional");
  await logIn(own, { idNumber: person.idNumber, password });
  await expect(own.getByText(barred)).toBeVisible();
  await expectAccessible(own);

  await setState(page, person.name, { state: "在岗", reason: "已核实" });
  await logIn(own, { idNumber: person.idNumber, password });
  await expectPage(own, `${person.name}，您好`);
});

test("in June a clerk retires several at once: the unit's own people only, told in numbers", async ({
  page,
  world,
}) => {
  const { tree, unit } = world;
  const names = ["孔令仪", "颜真卿", "曾国藩"];
  const people = [];
  for (const name of names) people.push((await professional(db, tree.unit, { name })).person);
  await professional(db, tree.subUnit, { name: "孟子舆" });
  await setPersonState(unit, {
    ids: [people[2]?.id ?? ""],
    state: "retired",
    effectiveOn: `${lastYear}-06-30`,
    reason: "退休",
  });

  await signIn(page, unit);
  await visit(page, "/statistics/persons", "专技人员信息查询");
  await expect(page.getByRole("button", { name: "批量设置状态 (0)" })).toBeDisabled();
  await expect(page.getByRole("checkbox", { name: "选择 孟子舆" })).toHaveCount(0);
  for (const name of names) await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  await page.getByRole("button", { name: "批量设置状态 (3)" }).click();
  const form = dialog(page, "设置所选 3 人的人员状态");
  await fill(form, { state: "退休", effectiveOn: `${lastYear}-06-30`, reason: "达到法定退休年龄" });
  await expectAccessible(page);
  await form.getByRole("button", { name: "确认设置" }).dblclick();
  await expect(toast(page, "已将 2 人设为“退休”；1 人已是该状态，未作变更")).toBeVisible();
  for (const name of names) {
    await expect(page.getByRole("row").filter({ hasText: name })).toContainText("退休");
  }
  await expectPage(page, "专技人员信息查询");
});

test("a closed account lets nobody in, its records stay; reopened it has the initial password", async ({
  page,
  browser,
  world,
}) => {
  const { tree, unit } = world;
  const { person } = await professional(db, tree.unit, { password });
  const own = await (await browser.newContext()).newPage();

  await signIn(page, unit);
  await page.goto(personPath(person.id));
  await page.getByRole("button", { name: "注销账户" }).click();
  const closing = dialog(page, `注销${person.name}的账户？`);
  await expectAccessible(page);
  await closing.getByRole("button", { name: "确认注销" }).click();
  await expect(closing.getByRole("alert").getByRole("link", { name: "请填写原因" })).toBeVisible();
  await closing.getByRole("textbox", { name: "原因" }).fill("重复账户");
  await closing.getByRole("button", { name: "确认注销" }).click();
  await expect(toast(page, `${person.name}的账户已注销`)).toBeVisible();
  await expect(page.getByText(`由${unit.viewer.name}注销，原因：重复账户`)).toBeVisible();
  await expect(page.getByRole("button", { name: "重置密码" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "学时记录" })).toBeVisible();
  await own.goto("/login?portal=professional");
  await logIn(own, { idNumber: person.idNumber, password });
  await expect(own.getByText(barred)).toBeVisible();

  await page.getByRole("button", { name: "恢复账户" }).click();
  const opening = dialog(page, `恢复${person.name}的账户？`);
  await opening.getByRole("textbox", { name: "原因" }).fill("核实后恢复");
  await opening.getByRole("button", { name: "确认恢复" }).click();
  await expect(toast(page, `${person.name}的账户已恢复`)).toBeVisible();
  await logIn(own, { idNumber: person.idNumber, password });
  await expectPage(own, `${person.name}，您好`);
});

test("调整部门 on the person's page", async ({ page, world }) => {
  const { tree, unit, person } = world;
  const office = { organizationId: tree.unit.id, name: "教务处" };
  await db.insert(departments).values(office);
  await signIn(page, unit);
  await visit(page, personPath(person.id), person.name);
  await page.getByRole("button", { name: "调整部门" }).click();
  const form = dialog(page, `调整${person.name}的内设部门`);
  await expect(form).toContainText("现在未分部门");
  await form.getByRole("button", { name: "确认调整" }).click();
  await expect(form.getByRole("alert").getByRole("link", { name: "请选择部门" })).toBeVisible();
  await form.getByRole("combobox", { name: "调整到" }).selectOption("教务处");
  await form.getByRole("button", { name: "确认调整" }).click();
  await expect(toast(page, `${person.name}已调整到“教务处”`)).toBeVisible();
  await expect(page.getByRole("definition").filter({ hasText: "教务处" })).toBeVisible();
  await expectPage(page, person.name);
});

test("who has left is taken over by another unit and is 在岗 there", async ({ page, world }) => {
  const { unit, foreignUnit, person, applicant, tree } = world;
  await setPersonState(unit, {
    ids: [person.id],
    state: "left",
    effectiveOn: `${lastYear}-06-30`,
    reason: "合同到期",
  });
  const { id } = await submitTransfer(applicant, wish(tree.foreignUnit));
  await decideTransfers(foreignUnit, [await reviewOf(db, id)]);
  await signIn(page, foreignUnit);
  await visit(page, personPath(person.id), person.name);
  await expect(history(page, person.name)).toHaveCount(2);
  await expect(history(page, person.name).first()).toContainText("离职 → 在岗");
  await expect(history(page, person.name).first()).toContainText(`原因：调入“${tree.foreignUnit.name}”`);
  await expect(page.getByRole("button", { name: "变更状态" })).toBeVisible();
});
