import { randomInt } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { organizations } from "@/db/schema";
import { checkCharacter } from "@/lib/org/code";
import type { Organization } from "@/scripts/seed/rows";
import { nextIdNumber } from "@/tests/fixtures";
import { attach, file } from "./declaration-form";
import { type Credentials, captchaAnswer, db } from "./support";

export const password = "大明湖畔-Lake-2031";

const lot = (digits: number) => String(randomInt(10 ** digits)).padStart(digits, "0");

/** A name that nothing else in the database has. */
export const uniqueName = (name: string): string => `${name}${lot(8)}`;

/** A 统一社会信用代码 with the right check character. */
export function nextCode(): string {
  const body = `12370800${lot(9)}`;
  return body + checkCharacter(body);
}

/** An ID number that ends in X. */
export function nextIdNumberWithX(): string {
  for (;;) {
    const idNumber = nextIdNumber();
    if (idNumber.endsWith("X")) return idNumber;
  }
}

/** As a Chinese keyboard types letters and digits. */
export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** Gives an organization of a test's own a name by which a search finds it alone. */
export async function findable(organization: Organization): Promise<Organization> {
  const name = uniqueName(organization.name);
  await db.update(organizations).set({ name }).where(eq(organizations.id, organization.id));
  return { ...organization, name };
}

/** Searches an organization by its name and chooses it. */
export async function chooseOrganization(page: Page, label: string, name: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(name);
  await page
    .getByRole("listbox", { name: "查找结果" })
    .getByRole("option")
    .filter({ hasText: name })
    .first()
    .click();
  await expect(chosen(page, label, name)).toBeVisible();
}

/** What stands in the place of the search once an organization is chosen: the button that takes it back. */
export const chosen = (page: Page, label: string, name: string): Locator =>
  page.getByRole("button", { name: `更换${label}，现为${name}` });

/** Replaces the captcha, and types the new one's solution when its picture is there. */
export async function solveCaptcha(page: Page): Promise<void> {
  const answer = await captchaAnswer(page);
  // The new picture empties the field.
  await expect(page.getByRole("button", { name: "看不清，换一张" })).toHaveAttribute("aria-busy", "false");
  await page.getByRole("textbox", { name: "验证码" }).fill(answer);
}

/** Both fields of 登录密码. */
async function choosePassword(page: Page, text: string): Promise<void> {
  await page.getByLabel("密码").first().fill(text);
  await page.getByLabel("确认密码").fill(text);
}

/** What tells one unit's registration from another's. */
export type UnitForm = {
  name: string;
  code: string;
  /** Picked by its name; null: the link that was followed has fixed it. */
  superior: string | null;
  administrator: string;
  idNumber: string;
};

/** A unit's registration that nothing stands against. */
export const unitForm = (overrides: Partial<UnitForm> & Pick<UnitForm, "superior">): UnitForm => ({
  name: uniqueName("济宁市实验中学"),
  code: nextCode(),
  administrator: "李建国",
  idNumber: nextIdNumber(),
  ...overrides,
});

/** 第 1 步 单位信息. */
export async function fillUnit(page: Page, { name, code, superior }: UnitForm): Promise<void> {
  const text = (label: string, value: string) => page.getByRole("textbox", { name: label }).fill(value);
  const choose = (label: string, option: string) =>
    page.getByRole("combobox", { name: label }).selectOption(option);
  await text("单位名称", name);
  await text("统一社会信用代码（临时编码）", code);
  await choose("单位性质", "事业单位（全额）");
  await choose("单位级别", "市属");
  await choose("所属行业", "教育");
  await text("法定代表人", "孔令军");
  await attach(page, "法人证书/营业执照", file("法人证书.png"));
  if (superior) await chooseOrganization(page, "上级部门", superior);
  await choose("所在区划", "任城区");
  await text("详细地址", "济宁市任城区红星中路 18 号");
  await text("联系人", "周敏");
  await text("联系电话", "0537-2967123");
}

/** 第 2 步 单位管理员信息. */
export async function fillAdministrator(page: Page, { administrator, idNumber }: UnitForm): Promise<void> {
  await page.getByRole("textbox", { name: "姓名" }).fill(administrator);
  await page.getByRole("textbox", { name: "证件号码" }).fill(idNumber);
  await page.getByRole("textbox", { name: "手机号" }).fill("13905370001");
  await choosePassword(page, password);
}

const steps = ["单位信息", "单位管理员信息", "核对并提交"] as const;

/** Waits for a step of 用人单位注册, counted from 1. */
export const expectStep = (page: Page, step: 1 | 2 | 3): Promise<void> =>
  expect(page.getByRole("heading", { name: `第 ${step} 步：${steps[step - 1]}` })).toBeAttached();

/** 下一步, to the one that it leads to. */
export async function nextStep(page: Page, step: 2 | 3): Promise<void> {
  await page.getByRole("button", { name: "下一步" }).click();
  await expectStep(page, step);
}

/** Both steps, up to the summary. */
export async function fillUnitRegistration(page: Page, form: UnitForm): Promise<void> {
  await fillUnit(page, form);
  await nextStep(page, 2);
  await fillAdministrator(page, form);
  await nextStep(page, 3);
}

export const submitButton = (page: Page): Locator => page.getByRole("button", { name: "提交注册" });

/** 注册信息已提交审核，请耐心等待, as the page itself says it. */
export const waitPatiently = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: "注册信息已提交审核，请耐心等待" });

export type PersonForm = {
  name: string;
  idNumber: string;
  /** Picked by its name. */
  unit: string;
};

/** 专业技术人员注册, all but the captcha: a teacher of 中级. */
export async function fillPersonRegistration(
  page: Page,
  { name, idNumber, unit }: PersonForm,
): Promise<void> {
  await page.getByRole("textbox", { name: "证件号码" }).fill(idNumber);
  await page.getByRole("textbox", { name: "姓名" }).fill(name);
  await chooseOrganization(page, "所在单位", unit);
  await page.getByRole("combobox", { name: "职称系列" }).selectOption("中小学教师");
  await page.getByRole("combobox", { name: "职称级别" }).selectOption("中级");
  // There is one only at this level.
  await expect(page.getByRole("combobox", { name: "职称名称" })).toHaveValue("一级教师");
  await page.getByLabel("取得时间").fill("2015-12-30");
  await page.getByRole("combobox", { name: "学历" }).selectOption("大学本科毕业");
  await page.getByRole("textbox", { name: "手机号" }).fill("138 0537 0002");
  await choosePassword(page, password);
}

/** 注册审核进度查询, by what was registered with. */
export async function lookUp(
  page: Page,
  kind: "用人单位" | "专业技术人员",
  { idNumber, password: chosenPassword }: Credentials,
): Promise<void> {
  await page.getByRole("radio", { name: kind }).check();
  await page.getByRole("textbox", { name: "证件号码" }).fill(idNumber);
  await page.getByLabel("密码").fill(chosenPassword);
  await solveCaptcha(page);
  await page.getByRole("button", { name: "查询", exact: true }).click();
}
