import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { db } from "@/db/client";
import { captchas } from "@/db/schema";
import { sessionCookie } from "@/lib/auth/cookies";
import { authSecret } from "@/lib/auth/secret";
import type { Ctx } from "@/lib/context";
import { pendingDeclaration } from "@/tests/fixtures";
import { decide, reviewWorld } from "@/tests/review";

export { db, expect };

export type World = Awaited<ReturnType<typeof reviewWorld>>;

/** `world`: organizations of the test's own, somebody who declares, and who reviews at each stage. */
export const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures are used
  world: async ({}, use) => use(await reviewWorld(db)),
});

/** Logs the browser in as the viewer of `ctx`, past the login page. */
export async function signIn(browser: Page | BrowserContext, { viewer }: Ctx): Promise<void> {
  const context = "context" in browser ? browser.context() : browser;
  const value = await encode({ secret: authSecret(), token: { sessionId: viewer.sessionId } });
  await context.addCookies([{ name: sessionCookie().name, value, url: process.env.BASE_URL }]);
}

/** Changes the login form's captcha, as a click on it does, and answers the new one's solution. */
export async function captchaAnswer(page: Page): Promise<string> {
  const [response] = await Promise.all([
    page.waitForResponse((candidate) => candidate.url().includes("/captcha?")),
    page.getByRole("button", { name: /^(看不清，换一张|换一题)$/ }).click(),
  ]);
  return solutionOf((await response.json()) as { id: string });
}

/** The solution of a captcha, as it lies in the database: the product tells it to nobody. */
async function solutionOf({ id }: { id: string }): Promise<string> {
  const [captcha] = await db.select().from(captchas).where(eq(captchas.id, id));
  return captcha?.answer ?? "";
}

export type Credentials = { idNumber: string; password: string };

/** Fills the login form and sends it. */
export async function logIn(page: Page, { idNumber, password }: Credentials): Promise<void> {
  const answer = await captchaAnswer(page);
  await page.getByLabel("账户号（身份证号）").fill(idNumber);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("textbox", { name: "验证码" }).fill(answer);
  await page.getByRole("button", { name: "登录", exact: true }).click();
}

/** Fills §2.1 修改密码 and sends it. */
export async function changePassword(page: Page, from: string, to: string): Promise<void> {
  await page.getByLabel("原密码").fill(from);
  await page.getByLabel("新密码").first().fill(to);
  await page.getByLabel("确认新密码").fill(to);
  await page.getByRole("button", { name: "确认修改" }).click();
}

/** Opens a drop-down; who clicks before the page's script is there, as on a slow machine, clicks once more. */
export async function openMenu(page: Page, button: Locator): Promise<void> {
  await expect(async () => {
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    await expect(page.getByRole("menu")).toBeVisible({ timeout: 2000 });
  }).toPass();
}

/** Fails with axe's findings on what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  // While a page is drawn anew or taken over by its script it has no title for a moment: what is wrong is so twice.
  const [finding] = await findingsOf(page);
  const findings = finding ? await findingsOf(page) : [];
  expect(findings, `axe at ${page.url()}`).toEqual([]);
}

async function findingsOf(page: Page) {
  await expect(page).toHaveTitle(/./);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    // The browser's own viewer of a PDF.
    .exclude("iframe")
    .setLegacyMode()
    .analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
  }));
}

/** Opens an address and checks its heading and accessibility. */
export async function visit(page: Page, path: string, heading: string | RegExp): Promise<void> {
  await page.goto(path);
  await expectPage(page, heading);
}

/** Waits for the page with this heading, and checks its accessibility. */
export async function expectPage(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  // A list comes after its page.
  await expect(page.getByText("正在加载…")).toHaveCount(0);
  await expectAccessible(page);
}

/** The message that says what has happened. */
export const toast = (page: Page, text: string | RegExp): Locator =>
  page.getByRole("region", { name: /通知/ }).getByText(text);

/** Lets a declaration go through every stage, without the screens. */
export async function credit(
  world: Pick<World, "applicant" | "unit" | "authority" | "bureau">,
  overrides: Parameters<typeof pendingDeclaration>[2] = {},
): Promise<string> {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant, overrides);
  for (const reviewer of [world.unit, world.authority, world.bureau])
    await decide(reviewer, { ids: [reviewId] });
  return declarationId;
}
