import { expect, type Locator, type Page } from "@playwright/test";
import { currentYear } from "@/lib/date";
import { type EvidencePage, evidenceFile } from "@/scripts/seed/evidence";

/** The year for which tests declare: all of it is past. */
export const year = currentYear() - 1;

/** The input of one kind of evidence. */
export const evidenceInput = (page: Page, label: string): Locator =>
  page.getByLabel(label).and(page.locator("input[type=file]"));

/** A file that opens, as Playwright hands it to an input. */
export function file(name: string, type: EvidencePage["type"] = name.endsWith(".png") ? "png" : "pdf") {
  const buffer = evidenceFile({ type, heading: name.replace(/\.\w+$/, ""), text: "济宁市专业技术人员" });
  return { name, mimeType: type === "pdf" ? "application/pdf" : "image/png", buffer };
}

/** Chooses files for one kind of evidence and waits until they are stored. */
export async function attach(page: Page, label: string, ...files: ReturnType<typeof file>[]): Promise<void> {
  await evidenceInput(page, label).setInputFiles(files);
  for (const { name } of files) {
    await expect(page.getByRole("list", { name: `${label}：已选文件` }).getByText(name)).toBeVisible();
    await expect(page.getByRole("button", { name: `移除 ${name}` })).toBeVisible();
  }
}

type Common = { title: string; titleLabel: string; hours: number; category?: string };

/** What every form asks. */
export async function fillCommon(
  page: Page,
  { title, titleLabel, hours, category = "专业科目" }: Common,
): Promise<void> {
  // First what this form alone has: another one may still be on the screen.
  await page.getByRole("textbox", { name: titleLabel }).fill(title);
  await page.getByLabel("申报年度").selectOption(String(year));
  await page.getByRole("radio", { name: category }).check();
  await page.getByLabel("开始日期").fill(`${year}-06-01`);
  await page.getByLabel("结束日期").fill(`${year}-06-03`);
  await page.getByRole("spinbutton", { name: "申报学时" }).fill(String(hours));
}

/** A whole 培训研修 of 24 hours by its certificate, ready to be submitted. */
export async function fillTraining(
  page: Page,
  { title = "中小学骨干教师培训班", hours = 24 }: { title?: string; hours?: number } = {},
): Promise<void> {
  await fillCommon(page, { title, titleLabel: "培训名称", hours });
  await page.getByRole("textbox", { name: "主办单位" }).fill("济宁市教育局");
  await page.getByLabel("培训级别").selectOption("市");
  await page.getByLabel("计量方式").selectOption("学时");
  await page.getByRole("spinbutton", { name: "数量" }).fill("24");
  await attach(page, "培训通知", file("培训通知.pdf"));
  await attach(page, "结业证书", file("结业证书.png"));
  await page.getByRole("checkbox", { name: /本人承诺/ }).check();
}

export const submitButton = (page: Page): Locator => page.getByRole("button", { name: "提交申报" });
