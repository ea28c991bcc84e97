import type { Page } from "@playwright/test";
import { ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { db, expect, expectAccessible, expectPage, signIn, test, visit, type World } from "./support";

/* The pages open to anyone, and what is answered to an address that leads nowhere */

const unknownId = "01890000-0000-7000-8000-000000000000";

test("the front page leads to three logins, the verification and the manual", async ({ page }) => {
  await visit(page, "/", "济宁市专业技术人员继续教育服务平台");
  for (const portal of ["专业技术人员", "用人单位", "主管部门/人社"]) {
    await expect(page.getByRole("link", { name: `${portal}登录` })).toBeVisible();
  }
  for (const message of ["账户号或密码错误", "验证码错误", "此账号还未被审核"]) {
    await expect(page.getByText(message, { exact: true })).toBeVisible();
  }
  await page.getByText("学时审批", { exact: true }).click();
  await expect(page.getByText(/批量通过、全部通过、批量驳回、全部驳回/)).toBeVisible();
  await expectAccessible(page);
});

test("the verification box tells a code that can't be from one that is unknown", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "验证码" }).fill("JN2026-00000123");
  await page.getByRole("button", { name: "验证" }).click();
  await expectPage(page, "学时证明验证");
  await expect(page.getByText("验证码应为 26 位字母和数字，请对照学时证明核对后重新输入")).toBeVisible();
  await page.getByRole("textbox").fill("01234-56789-ABCDE-FGHJK-MNPQRS");
  const answer = page.waitForResponse((response) => response.url().includes("/verify/0123456789"));
  await page.getByRole("button", { name: "验证" }).click();
  await answer;
  await expectPage(page, "学时证明验证结果");
  await expect(page.getByText("未查到该验证码对应的学时证明")).toBeVisible();
  const response = await page.goto("/verify/0123456789ABCDEFGHJKMNPQRS");
  expect(response?.status()).toBe(404);
});

test("health is answered to load balancers", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({ status: "ok" });
});

test("a page that is none is a 404 in words", async ({ page }) => {
  const response = await page.goto("/no/such/page");
  expect(response?.status()).toBe(404);
  await expectPage(page, "没有找到这个页面");
});

test("who is not logged in is sent to the login, whatever the page", async ({ page }) => {
  for (const path of ["/home", "/hours/review", `/statistics/persons/${unknownId}`, "/me", "/password"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  }
});

/** Expects the clear refusal of an address, with its status. */
async function expectMissing(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(404);
  await expect(page.getByRole("heading", { level: 1, name: "没有找到这个页面" })).toBeVisible();
}

test("unknown and foreign ids are a 404 alike, for the unit", async ({ page, world }) => {
  const { declarationId, personId } = await foreign(world);
  await signIn(page, world.unit);
  for (const id of [unknownId, "1", "%27or%201=1", declarationId]) {
    for (const path of ["/hours/progress", "/hours/review", "/hours/declare"]) {
      await expectMissing(page, `${path}/${id}`);
    }
  }
  for (const id of [unknownId, "abc", personId]) {
    await expectMissing(page, `/statistics/persons/${id}`);
    await expectMissing(page, `/hours/declare/new?person=${id}`);
  }
  await expectAccessible(page);
  for (const path of [`/attachments/${unknownId}`, `/certificates/${unknownId}`, "/certificates/abc"]) {
    const response = await page.request.get(path);
    expect(response.status(), path).toBe(404);
    expect(await response.text()).toMatch(/不存在，或不在您的管理范围内/);
  }
});

test("unknown and foreign ids are a 404 alike, for the professional", async ({ page, world }) => {
  const { declarationId } = await foreign(world);
  await signIn(page, world.applicant);
  for (const id of [unknownId, "1", declarationId]) {
    await expectMissing(page, `/me/declarations/${id}`);
    await expectMissing(page, `/me/declarations/${id}/edit`);
  }
});

async function foreign({ tree }: World) {
  const { account, person } = await professional(db, tree.foreignUnit);
  const { declarationId } = await pendingDeclaration(db, await ctxFor(db, account));
  return { declarationId, personId: person.id };
}

test("bad parameters are page 1, never an error", async ({ page, world }) => {
  const { declarationId } = await pendingDeclaration(db, world.applicant, { title: "唯一的培训" });
  const queries = [
    "page=-1",
    "page=abc",
    "page=1e9",
    "year=x",
    "state=zzz",
    "form=&form=x",
    "q=%00",
    "q=%25_",
  ];
  const lists = [
    [world.applicant, "/me/declarations"],
    [world.unit, "/hours/progress"],
  ] as const;
  for (const [ctx, path] of lists) {
    await signIn(page, ctx);
    for (const query of queries) {
      const response = await page.goto(`${path}?${query}`);
      expect(response?.status(), query).toBe(200);
      if (query.startsWith("q=")) continue;
      await expect(page.getByRole("row").filter({ hasText: "唯一的培训" }), query).toBeVisible();
    }
  }
  await signIn(page, world.unit);
  for (const path of [
    "/hours/declare?page=x&q=%00",
    "/hours/declare/new?person=x&form=zzz",
    `/hours/review/${declarationId}?status=zzz&year=x&page=-3`,
    "/statistics/persons?page=-1&q=%00",
    "/login?portal=zzz&next=//evil.example",
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBeLessThan(500);
    await expect(page.getByText("页面暂时无法打开")).toHaveCount(0);
  }
});

test("markup in names and titles is shown as text", async ({ page, world }) => {
  const markup = '<img src=x onerror="document.title=1">&amp;<b>王</b>';
  const { account, person } = await professional(db, world.tree.unit, { name: markup });
  const ctx = await ctxFor(db, account);
  const { declarationId } = await pendingDeclaration(db, ctx, { title: markup });
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => dialogs.push(dialog.message()));
  for (const [viewer, paths] of [
    [ctx, ["/me", "/me/declarations", `/me/declarations/${declarationId}`]],
    [
      world.unit,
      [
        "/hours/review",
        `/hours/review/${declarationId}`,
        "/hours/progress",
        "/statistics/persons",
        `/statistics/persons/${person.id}`,
      ],
    ],
  ] as const) {
    await signIn(page, viewer);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByText(markup).first()).toBeVisible();
      await expect(page.locator('img[src="x"]')).toHaveCount(0);
    }
  }
  await expect(page).not.toHaveTitle("1");
  expect(dialogs).toEqual([]);
});
