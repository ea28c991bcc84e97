import type { Locator, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { declarations } from "@/db/schema";
import { currentYear } from "@/lib/date";
import { submitTransfer } from "@/lib/review/transfer";
import { pendingDeclaration } from "@/tests/fixtures";
import { mover, personRow, wish } from "@/tests/transfer";
import { file } from "./declaration-form";
import { db, expect, expectAccessible, expectPage, signIn, test, toast } from "./support";

/* Everything without a mouse, the focus always in view */

/** Presses Tab until `target` has the focus; every stop on the way must show that it has it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const invisible = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement | null;
      // The browser itself marks the part of a date, and of its own PDF viewer, that has the focus.
      if (!focused || focused.matches("body, iframe, input[type=date]")) return null;
      const shown = [focused, focused.nextElementSibling].some(
        (element) => element && getComputedStyle(element).outlineStyle !== "none",
      );
      return shown ? null : focused.outerHTML.slice(0, 200);
    });
    expect(invisible, "has the focus but does not show it").toBeNull();
  }
  throw new Error(`the Tab key does not get to ${target}`);
}

test("one row is opened, read and rejected from the list", async ({ page, world }) => {
  await pendingDeclaration(db, world.applicant, { title: "第一项培训" });
  const { declarationId } = await pendingDeclaration(db, world.applicant, { title: "第二项培训" });
  await signIn(page, world.unit);
  await page.goto("/hours/review");
  await expectPage(page, "学时审批");

  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到主要内容" })).toBeFocused();
  await page.keyboard.press("Enter");
  const rows = page.locator("tbody").getByRole("row");
  await tabTo(page, rows.first());
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press(" ");
  await expect(page.getByRole("checkbox", { name: /第二项培训/ })).toBeChecked();
  await expect(page.getByText("已选择 1 条")).toBeAttached();
  await page.keyboard.press("Enter");
  await expectPage(page, "第二项培训");

  await tabTo(page, page.getByRole("region", { name: "审核操作" }).getByRole("button", { name: "驳回" }));
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "驳回" });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByLabel("驳回原因"));
  await page.keyboard.type("证书不清晰，请重新上传");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  // The focus is back where the dialog was opened.
  await page.keyboard.press("Enter");
  await tabTo(page, dialog.getByLabel("驳回原因"));
  await page.keyboard.type("证书不清晰，请重新上传");
  await tabTo(page, dialog.getByRole("button", { name: "确认驳回" }));
  await page.keyboard.press("Enter");
  await expect(toast(page, "已驳回 1 条")).toBeVisible();
  const [declaration] = await db.select().from(declarations).where(eq(declarations.id, declarationId));
  expect(declaration?.state).toBe("rejected");
});

test("an inbox by its keys: ↑↓, the space bar, Enter, A and R", async ({ page, world }) => {
  const { unit, foreignUnit } = world.tree;
  const movers = [];
  for (const name of ["赵文博", "钱志远", "孙立群"]) {
    const each = await mover(db, foreignUnit, { name });
    await submitTransfer(each.ctx, wish(unit));
    movers.push(each);
  }
  await signIn(page, world.unit);
  await page.goto("/reviews/transfers");
  await expectPage(page, "人员调转");
  const rows = page.locator("tbody").getByRole("row");
  const ticked = (name: string) => page.getByRole("checkbox", { name: `选择 ${name}` });
  const dialog = page.getByRole("dialog");

  // From nowhere into the list, then from row to row.
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(rows.nth(1)).toBeFocused();

  // Without a tick it is the row that has the focus; Escape goes back to it.
  await page.keyboard.press("r");
  await expect(dialog).toHaveAccessibleName("驳回");
  await expect(dialog.getByText("驳回钱志远")).toBeVisible();
  // What is typed there is text, not a key of the list.
  await tabTo(page, dialog.getByLabel("驳回原因"));
  await page.keyboard.type("ar");
  await expect(dialog.getByLabel("驳回原因")).toHaveValue("ar");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(rows.nth(1)).toBeFocused();

  // With ticks it is these.
  await page.keyboard.press(" ");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press(" ");
  await expect(ticked("赵文博")).toBeChecked();
  await expect(ticked("钱志远")).toBeChecked();
  await expect(ticked("孙立群")).not.toBeChecked();
  await page.keyboard.press("a");
  await expect(dialog).toHaveAccessibleName("批量同意");
  await expect(dialog.getByText("将同意 2 条人员调转。")).toBeVisible();
  await tabTo(page, dialog.getByRole("button", { name: "确认批量同意" }));
  await page.keyboard.press("Enter");
  await expect(toast(page, "已同意 2 条")).toBeVisible();
  await expect(rows).toHaveCount(1);

  // Enter opens; there A and R press the page's own buttons.
  await tabTo(page, rows.first());
  await page.keyboard.press("Enter");
  await expectPage(page, "孙立群");
  await page.keyboard.press("a");
  await expect(dialog).toHaveAccessibleName("同意");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);

  // Who doesn't want single keys turns them off.
  await tabTo(page, page.getByRole("button", { name: "关闭快捷键" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("键盘：A、R 快捷键已关闭")).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByRole("button", { name: "打开快捷键" })).toBeFocused();
  await expect(dialog).toHaveCount(0);

  const units = await Promise.all(
    movers.map(async ({ person }) => (await personRow(db, person.id)).organizationId),
  );
  expect(units).toEqual([unit.id, unit.id, foreignUnit.id]);
});

test("a declaration is filled in and submitted", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me");
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "申报学时" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: "培训研修" }));
  await page.keyboard.press("Enter");

  const type = async (target: Locator, text: string) => {
    await tabTo(page, target);
    await page.keyboard.type(text);
  };
  const choose = async (label: string, steps: number) => {
    await tabTo(page, page.getByLabel(label));
    for (let step = 0; step < steps; step += 1) await page.keyboard.press("ArrowDown");
  };
  /** New Year's day: year, month and day at their first step, in whatever order the browser shows them. */
  const date = async (label: string) => {
    await tabTo(page, page.getByLabel(label));
    for (const key of ["ArrowUp", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"]) {
      await page.keyboard.press(key);
    }
    await expect(page.getByLabel(label)).toHaveValue(`${currentYear()}-01-01`);
  };
  const upload = async (label: string, name: string) => {
    // Asked for before the key: the browser must have heard by then that the test takes the place of its dialog.
    const chooser = page.waitForEvent("filechooser");
    await tabTo(page, page.getByLabel(label).and(page.locator("input[type=file]")));
    await page.keyboard.press(" ");
    await (await chooser).setFiles(file(name));
    await expect(page.getByRole("button", { name: `移除 ${name}` })).toBeVisible();
  };

  // First what this form alone has: another one may still be on the screen.
  await expect(page.getByRole("textbox", { name: "培训名称" })).toBeEnabled();
  await tabTo(page, page.getByRole("radio", { name: "专业科目" }));
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "公需科目" })).toBeChecked();
  await type(page.getByRole("textbox", { name: "培训名称" }), "只用键盘填写的培训");
  await date("开始日期");
  await date("结束日期");
  await type(page.getByRole("textbox", { name: "主办单位" }), "济宁市教育局");
  await choose("培训级别", 3);
  await choose("计量方式", 1);
  await type(page.getByRole("spinbutton", { name: "数量" }), "1");
  await type(page.getByRole("spinbutton", { name: "申报学时" }), "8");
  await upload("培训通知", "培训通知.pdf");
  await upload("结业证书", "结业证书.png");
  await tabTo(page, page.getByRole("checkbox", { name: /本人承诺/ }));
  await page.keyboard.press(" ");
  await expectAccessible(page);
  await tabTo(page, page.getByRole("button", { name: "提交申报" }));
  await page.keyboard.press("Enter");
  await expectPage(page, "只用键盘填写的培训");
  await expect(page.getByText("公需科目", { exact: true })).toBeVisible();
});
