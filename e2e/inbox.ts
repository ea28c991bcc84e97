import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible, expectPage, toast, visit } from "./support";

/* An inbox of 审核账户 (§5), and what the applicant hears of it */

/** The entry of the side menu; what waits there is part of its name. */
export const menuEntry = (page: Page, label: string): Locator =>
  page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: label });

/** Opens the one matter that waits, as a reviewer does: from the menu, which counts it, through 详情. */
export async function openWaiting(page: Page, label: string, name: string): Promise<void> {
  await visit(page, "/home", "首页");
  await expect(menuEntry(page, label)).toHaveAccessibleName(/待审核 1 条/);
  await menuEntry(page, label).click();
  await expectPage(page, label);
  await expect(page.getByRole("link", { name: "待审核 (1)" })).toBeVisible();
  await page.getByRole("link", { name: `详情：${name}` }).click();
  await expectPage(page, name);
}

/** Decides the matter that is open; `noun` is what its inbox calls it. */
export async function decideOpened(
  page: Page,
  verb: "通过" | "同意" | "驳回",
  { noun, opinion }: { noun: string; opinion?: string },
): Promise<void> {
  await page.getByRole("region", { name: "审核操作" }).getByRole("button", { name: verb }).click();
  const dialog = page.getByRole("dialog", { name: verb });
  if (opinion) await dialog.getByLabel(verb === "驳回" ? "驳回原因" : "审核意见").fill(opinion);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `确认${verb}` }).click();
  await expect(toast(page, `已${verb} 1 条`)).toBeVisible();
  await expect(page.getByText(`本${noun}目前不需要您审核。`)).toBeVisible();
}

/** A value of the facts of a page, by its label. */
export const fact = (page: Page | Locator, label: string): Locator =>
  page
    .getByRole("term")
    .filter({ hasText: new RegExp(`^${label}$`) })
    .locator("xpath=following-sibling::dd");

/** Old and new value of a field in 变更明细. */
export const change = (page: Page, field: string): Locator =>
  page
    .getByRole("table", { name: "变更明细" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell", { name: field, exact: true }) })
    .getByRole("cell");

/** From the bell, which counts one unread message, to the message; its link is followed. */
export async function followOnlyMessage(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: "消息，1 条未读" }).click();
  await expectPage(page, "消息");
  await page.getByRole("list", { name: "消息列表" }).getByRole("link", { name: title }).click();
}
