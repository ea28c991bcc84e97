import type { Locator, Page } from "@playwright/test";
import { and, asc, eq } from "drizzle-orm";
import { auditLog, departments } from "@/db/schema";
import { addDepartment } from "@/lib/department/commands";
import { maskIdNumber } from "@/lib/id-number";
import { professional } from "@/tests/fixtures";
import {
  db,
  expect,
  expectAccessible,
  expectPage,
  openMenu,
  signIn,
  test,
  toast,
  visit,
  type World,
} from "./support";

/* §4.1 管理内设部门 */

const path = "/structure/departments";
const heading = "管理内设部门";
const actionsOf = (page: Page, name: string): Locator => page.getByRole("group", { name: `${name}的操作` });
const dialog = (page: Page, name: string): Locator => page.getByRole("dialog", { name });

/** The departments of the page in its order, each under what is above it. */
async function expectTree(page: Page, ...names: string[]): Promise<void> {
  const shown = () =>
    page
      .getByRole("group", { name: /的操作$/ })
      .evaluateAll((groups) =>
        groups.map((group) => group.getAttribute("aria-label")?.replace(/的操作$/, "")),
      );
  await expect.poll(shown).toEqual(names);
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await openMenu(page, actionsOf(page, name).getByRole("button", { name: /^更多/ }));
  await page.getByRole("menuitem", { name: item }).click();
}

/** Fills the open dialog of an addition and sends it. */
async function add(page: Page, name: string): Promise<void> {
  const form = dialog(page, "新增内设部门");
  await form.getByRole("textbox", { name: "部门名称" }).fill(name);
  await form.getByRole("button", { name: "确认新增" }).dblclick();
  await expect(toast(page, `已新增“${name.trim()}”`)).toBeVisible();
  await expect(form).toHaveCount(0);
}

async function move(page: Page, name: string, to: string): Promise<void> {
  await choose(page, name, "移动");
  const form = dialog(page, `移动“${name}”`);
  await form.getByRole("combobox", { name: "上级部门" }).selectOption({ label: to });
  await form.getByRole("button", { name: "确认移动" }).click();
}

async function remove(page: Page, name: string): Promise<void> {
  await actionsOf(page, name).getByRole("button", { name: "删除" }).click();
  const question = page.getByRole("alertdialog", { name: `删除内设部门“${name}”？` });
  await expectAccessible(page);
  await question.getByRole("button", { name: "确认删除" }).click();
}

/** Departments made without the screens, each below the one before it or at the top. */
async function made({ unit }: World, names: readonly string[], { nested = false } = {}): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await addDepartment(unit, { name, parentId: nested ? (ids.at(-1) ?? null) : null })).id);
  }
  return ids;
}

test("departments are added, renamed, moved, sorted and deleted", async ({ page, world }) => {
  await signIn(page, world.unit);
  await visit(page, path, heading);
  await expect(page.getByText("还没有内设部门")).toBeVisible();

  await test.step("新增", async () => {
    await page.getByRole("button", { name: "新增内设部门" }).click();
    await expect(dialog(page, "新增内设部门").getByRole("textbox", { name: "部门名称" })).toBeEnabled();
    await expectAccessible(page);
    await dialog(page, "新增内设部门").getByRole("button", { name: "确认新增" }).click();
    await expect(page.getByRole("alert").getByRole("link", { name: "请填写部门名称" })).toBeVisible();
    await add(page, "　教务处 ");
    await page.getByRole("button", { name: "新增内设部门" }).click();
    await dialog(page, "新增内设部门").getByRole("textbox", { name: "部门名称" }).fill("教务处");
    await dialog(page, "新增内设部门").getByRole("button", { name: "确认新增" }).click();
    await expect(
      page.getByRole("alert").getByRole("link", { name: "同一上级下已有同名部门，请换一个名称" }),
    ).toBeVisible();
    await add(page, "办公室");
    await choose(page, "教务处", "新增下级部门");
    await expect(
      dialog(page, "新增内设部门").getByRole("combobox", { name: "上级部门" }).locator("option:checked"),
    ).toHaveText("教务处");
    await add(page, "教学科");
    await expectTree(page, "教务处", "教学科", "办公室");
    await expect(page.getByRole("list", { name: "教务处的下级部门" }).getByRole("link")).toHaveText([
      "教学科",
    ]);
  });

  await test.step("改名", async () => {
    await choose(page, "办公室", "改名");
    const form = dialog(page, "修改“办公室”的名称");
    await expect(form.getByRole("textbox", { name: "部门名称" })).toHaveValue("办公室");
    await form.getByRole("textbox", { name: "部门名称" }).fill("<b>综合</b>办公室🎉");
    await form.getByRole("button", { name: "确认改名" }).click();
    await expect(form.getByRole("alert")).toContainText("部门名称不能含有表情符号或不可见字符，请修改");
    await form.getByRole("textbox", { name: "部门名称" }).fill("<b>综合</b>办公室");
    await form.getByRole("button", { name: "确认改名" }).click();
    await expect(toast(page, "“办公室”已改名为“<b>综合</b>办公室”")).toBeVisible();
    await expectTree(page, "教务处", "教学科", "<b>综合</b>办公室");
  });

  await test.step("上移、下移", async () => {
    const office = "<b>综合</b>办公室";
    await expect(page.getByRole("button", { name: "上移：教务处" })).toBeDisabled();
    await expect(page.getByRole("button", { name: `下移：${office}` })).toBeDisabled();
    await page.getByRole("button", { name: `上移：${office}` }).focus();
    await page.keyboard.press("Enter");
    await expect(toast(page, `“${office}”已上移`)).toBeVisible();
    await expectTree(page, office, "教务处", "教学科");
    // The first can't go further up: the focus is on the way back.
    await expect(page.getByRole("button", { name: `下移：${office}` })).toBeFocused();
    await page.keyboard.press("Enter");
    await expectTree(page, "教务处", "教学科", office);
    await page.reload();
    await expectTree(page, "教务处", "教学科", office);
  });

  await test.step("移动", async () => {
    await move(page, "教学科", "<b>综合</b>办公室");
    await expect(toast(page, "“教学科”已移动")).toBeVisible();
    await expect(page.getByRole("list", { name: "<b>综合</b>办公室的下级部门" })).toContainText("教学科");
    await move(page, "教学科", "无（一级部门）");
    await expectTree(page, "教务处", "<b>综合</b>办公室", "教学科");
    await expectAccessible(page);
  });

  await test.step("删除", async () => {
    await remove(page, "教学科");
    await expect(toast(page, "“教学科”已删除")).toBeVisible();
    await expectTree(page, "教务处", "<b>综合</b>办公室");
  });
  const audits = await db
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(and(eq(auditLog.actorId, world.unit.viewer.accountId), eq(auditLog.subjectKind, "department")))
    .orderBy(asc(auditLog.id));
  expect(audits.map(({ action }) => action.split(".")[1])).toEqual([
    ...["create", "create", "create", "rename", "sort", "sort", "move", "move", "delete"],
  ]);
});

test("a department is never moved below its own, not even by two at the same time", async ({
  page,
  world,
}) => {
  const [teaching] = await made(world, ["教务处", "教学科"], { nested: true });
  await made(world, ["办公室"]);
  await signIn(page, world.unit);
  await visit(page, path, heading);
  await choose(page, "教务处", "移动");
  const form = dialog(page, "移动“教务处”");
  await expect(form.getByRole("option", { name: "教学科（其下级部门）" })).toBeDisabled();
  await form.getByRole("combobox", { name: "上级部门" }).selectOption({ label: "办公室" });

  const other = await page.context().newPage();
  await visit(other, path, heading);
  await move(other, "办公室", "教务处");
  await expect(toast(other, "“办公室”已移动")).toBeVisible();

  await form.getByRole("button", { name: "确认移动" }).click();
  await expect(form.getByRole("alert")).toContainText(
    "“办公室”是“教务处”的下级部门，不能移动到其下，请选择其他上级部门",
  );
  await expectAccessible(page);
  const [row] = await db
    .select()
    .from(departments)
    .where(eq(departments.id, teaching ?? ""));
  expect(row?.parentId).toBeNull();
});

test("people by department: counted, found, put elsewhere; only an empty department is deleted", async ({
  page,
  world,
}) => {
  const { tree } = world;
  const [teaching = "", office = ""] = await made(world, ["教务处", "办公室"]);
  await addDepartment(world.unit, { name: "教学科", parentId: teaching });
  const inTeaching = { departmentId: teaching };
  const { person } = await professional(db, tree.unit, { name: "欧阳修竹", ...inTeaching });
  await professional(db, tree.unit, { name: "诸葛明", state: "left", ...inTeaching });
  await signIn(page, world.unit);
  await visit(page, path, heading);

  await test.step("the number leads to the people in 专技人员信息查询", async () => {
    await page.getByRole("link", { name: /^在岗 1 人，共 2 人\s*：教务处$/ }).click();
    await expectPage(page, "专技人员信息查询");
    await expect(page.locator("tbody").getByRole("row")).toHaveCount(2);
    await expect(page.getByLabel("内设部门").locator("option:checked")).toHaveText("教务处");
    await page.goBack();
  });

  await test.step("a deletion is refused, with how many of what", async () => {
    await remove(page, "教务处");
    await expect(
      toast(page, "“教务处”还有 2 名人员、1 个下级部门，不能删除。请先将其调整到其他部门"),
    ).toBeVisible();
    await remove(page, "教学科");
    await expectTree(page, "教务处", "办公室");
  });

  await test.step("the people of a department are searched and put into another", async () => {
    await page.getByRole("link", { name: "教务处", exact: true }).click();
    await expectPage(page, "教务处");
    const rows = page.locator("tbody").getByRole("row");
    await expect(rows).toHaveCount(2);
    await page.getByLabel("姓名或完整证件号码").fill(person.idNumber);
    await page.getByRole("button", { name: "查询" }).click();
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(maskIdNumber(person.idNumber));
    await page.getByRole("link", { name: "重置" }).click();
    await expect(rows).toHaveCount(2);

    const bar = page.getByRole("group", { name: "批量调整部门" });
    await expect(bar.getByRole("button", { name: "调整部门 (0)" })).toBeDisabled();
    await page.locator("thead").getByRole("checkbox", { name: "选择本页全部" }).check();
    await bar.getByRole("combobox", { name: "调整到" }).selectOption({ label: "办公室" });
    await bar.getByRole("button", { name: "调整部门 (2)" }).click();
    const question = page.getByRole("alertdialog", { name: "将所选 2 人调整到“办公室”？" });
    await expectAccessible(page);
    await question.getByRole("button", { name: /^确认/ }).dblclick();
    await expect(toast(page, "已将 2 人调整到“办公室”")).toBeVisible();
    await expect(page.getByText("该部门还没有人员")).toBeVisible();
  });

  await test.step("who is in none is shown, and put into one", async () => {
    await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: heading }).click();
    await expectPage(page, heading);
    await page.getByRole("link", { name: "未分部门", exact: true }).click();
    await expectPage(page, "未分部门");
    await page.getByRole("checkbox", { name: `选择 ${world.person.name}` }).check();
    await page.getByRole("combobox", { name: "调整到" }).selectOption({ label: "办公室" });
    await page.getByRole("button", { name: "调整部门 (1)" }).click();
    await page.getByRole("button", { name: /^确认/ }).click();
    await expect(page.getByText("没有未分部门的人员")).toBeVisible();
    await page.goto(`${path}/${office}`);
    await expect(page.locator("tbody").getByRole("row")).toHaveCount(3);
  });

  await test.step("the empty one can be deleted now", async () => {
    await visit(page, path, heading);
    await remove(page, "教务处");
    await expect(toast(page, "“教务处”已删除")).toBeVisible();
    await expectTree(page, "办公室");
    await expect(page.getByRole("link", { name: "未分部门" })).toHaveCount(0);
  });
  for (const id of [teaching, "nonsense"]) {
    await page.goto(`${path}/${id}`);
    await expect(page.getByRole("heading", { name: "没有找到这个页面" })).toBeVisible();
  }
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  async function expectFits(page: Page): Promise<void> {
    const { content, screen } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }));
    expect(content, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(screen);
  }

  test("a deep tree with long names fits, and everything can be done", async ({ page, world }) => {
    const names = Array.from(
      { length: 8 },
      (_, level) => `${level + 1}${"级全市中小学教师继续教育与教学研究工作".repeat(2)}部`,
    );
    const ids = await made(world, names, { nested: true });
    const last = names.at(-1) ?? "";
    await professional(db, world.tree.unit, { departmentId: ids.at(-1) });
    await signIn(page, world.unit);
    await visit(page, path, heading);
    await expectFits(page);
    await choose(page, last, "改名");
    await expectAccessible(page);
    await expectFits(page);
    const form = dialog(page, `修改“${last}”的名称`);
    await form.getByRole("textbox", { name: "部门名称" }).fill("末级");
    await form.getByRole("button", { name: "确认改名" }).click();
    await expectTree(page, ...names.slice(0, -1), "末级");
    await expect(page.getByRole("button", { name: /^更多\s*：末级$/ })).toBeFocused();
    await page.getByRole("link", { name: "末级", exact: true }).click();
    await expectPage(page, /末级$/);
    await expectFits(page);
    await page.locator("tbody").getByRole("checkbox").check();
    await page.getByRole("combobox", { name: "调整到" }).selectOption({ label: names[0] ?? "" });
    await page.getByRole("button", { name: "调整部门 (1)" }).click();
    await expectFits(page);
    await page.getByRole("button", { name: /^确认/ }).click();
    await expect(page.getByText("该部门还没有人员")).toBeVisible();
  });
});
