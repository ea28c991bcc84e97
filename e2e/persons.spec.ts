import { and, eq } from "drizzle-orm";
import { auditLog } from "@/db/schema";
import { ageOn } from "@/lib/date";
import { maskIdNumber } from "@/lib/id-number";
import { administrator, ctxFor, professional } from "@/tests/fixtures";
import { year } from "./declaration-form";
import { readPdf } from "./pdf";
import {
  credit,
  db,
  expect,
  expectAccessible,
  expectPage,
  logIn,
  signIn,
  test,
  toast,
  visit,
} from "./support";

/* §10.2 专技人员信息查询 */

test("people are found by name or by the whole ID number, which the list masks", async ({ page, world }) => {
  const { tree } = world;
  const { person } = await professional(db, tree.unit, { name: "欧阳修竹", titleLevel: "正高级" });
  const { person: below } = await professional(db, tree.subUnit, { name: "司马相如" });
  await professional(db, tree.foreignUnit, { name: "欧阳外单位" });
  await signIn(page, world.unit);
  await visit(page, "/statistics/persons", "专技人员信息查询");
  const rows = page.locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole("row").filter({ hasText: below.name })).toContainText(tree.subUnit.name);

  const search = async (text: string) => {
    await page.getByLabel("姓名或完整证件号码").fill(text);
    await page.getByRole("button", { name: "查询" }).click();
    await expect(page).toHaveURL((url) => url.searchParams.get("q") === text);
  };
  for (const text of ["欧阳", person.idNumber]) {
    await search(text);
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(maskIdNumber(person.idNumber));
  }
  await expect(page.getByRole("table")).not.toContainText(person.idNumber);
  // Nobody can feel their way to an ID number.
  await search(person.idNumber.slice(0, 14));
  await expect(page.getByText("没有符合条件的人员")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "重置" }).click();
  await expect(rows).toHaveCount(3);
  await page.getByLabel("职称级别").selectOption("正高级");
  await page.getByRole("button", { name: "查询" }).click();
  await expect(rows).toHaveCount(1);
  for (const query of ["page=-1", "page=abc", "year=x", "state=zzz", "department=1", "fulfilled=perhaps"]) {
    await page.goto(`/statistics/persons?${query}`);
    await expect(rows, query).toHaveCount(3);
  }
});

test("the whole ID number is shown on request, and the request is audited", async ({ page, world }) => {
  const { person, unit } = world;
  await signIn(page, unit);
  await visit(page, `/statistics/persons/${person.id}`, person.name);
  await expect(page.getByText(maskIdNumber(person.idNumber))).toBeVisible();
  await page.getByRole("button", { name: "查看完整证件号" }).click();
  await expect(page.getByText(person.idNumber)).toBeVisible();
  const looks = await db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "person.id-number"), eq(auditLog.subjectId, person.id)));
  expect(looks.map((row) => row.actorName)).toEqual([unit.viewer.name]);
});

test("who may not see whole ID numbers doesn't see what the mask hides elsewhere on the page", async ({
  page,
  world,
}) => {
  const { person, tree } = world;
  const enquirer = await administrator(db, tree.unit, { permissions: ["persons.read"] });
  await signIn(page, await ctxFor(db, enquirer));
  await visit(page, `/statistics/persons/${person.id}`, person.name);
  await expect(page.getByText(maskIdNumber(person.idNumber))).toBeVisible();
  await expect(page.getByText(`${ageOn(person.birthDate)} 岁`, { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "查看完整证件号" })).toHaveCount(0);
  const answer = await page.content();
  for (const hidden of [person.birthDate, person.idNumber.slice(6, 14)]) expect(answer).not.toContain(hidden);
});

test("credit records are shown against the standard, and the unit prints the 学时证明", async ({
  page,
  context,
  world,
}) => {
  const { person, unit } = world;
  await signIn(page, unit);
  await visit(page, `/statistics/persons/${person.id}`, person.name);
  await expect(page.getByText("还没有审核通过的学时，暂不能打印学时证明")).toBeVisible();

  await credit(world, { title: "公需科目培训", category: "public", hours: 24 });
  await credit(world, { title: "专业科目培训", hours: 20 });
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "公需科目培训" })).toContainText("24");
  await expect(page.getByRole("row").filter({ hasText: "专业科目培训" })).toContainText("20");
  await expect(page.getByText("还差公需科目 6 学时、专业科目 40 学时")).toBeVisible();
  await expectPage(page, person.name);

  await page.getByLabel("起始年度").selectOption(String(year));
  const opened = context.waitForEvent("request", (request) => request.url().includes("/certificates/"));
  await page.getByRole("button", { name: "打印学时证明" }).click();
  const response = await page.request.get((await opened).url());
  const { text } = await readPdf(await response.body());
  expect(text).toContain(`姓名：${person.name}`);
  expect(text).toContain("44／90");
  await expect(page.getByRole("table").getByText("有效", { exact: true })).toBeVisible();
  await expectPage(page, person.name);

  // A superior sees and prints, but resets nobody's password.
  await signIn(page, world.bureau);
  await visit(page, `/statistics/persons/${person.id}`, person.name);
  await expect(page.getByRole("button", { name: "打印学时证明" })).toBeVisible();
  await expect(page.getByRole("button", { name: "重置密码" })).toHaveCount(0);
});

test("a reset password ends the person's session, and the last six let in to change it", async ({
  page,
  browser,
  world,
}) => {
  const { person } = world;
  const own = await (await browser.newContext()).newPage();
  await signIn(own, world.applicant);
  await visit(own, "/me", `${person.name}，您好`);

  await signIn(page, world.unit);
  await page.goto(`/statistics/persons/${person.id}`);
  await page.getByRole("button", { name: "重置密码" }).click();
  await expect(page.getByRole("alertdialog", { name: `重置${person.name}的密码？` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认重置密码" }).click();
  await expect(toast(page, `${person.name}的密码已重置为身份证后六位，下次登录须修改`)).toBeVisible();

  await own.getByRole("link", { name: "学时证明" }).first().click();
  await expect(own.getByRole("heading", { level: 1, name: "登录" })).toBeVisible();
  await own.goto("/login?portal=professional");
  await logIn(own, { idNumber: person.idNumber, password: person.idNumber.slice(-6) });
  await expectPage(own, "修改密码");
  const reset = await db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.action, "account.reset-password"),
        eq(auditLog.subjectId, world.applicant.viewer.accountId),
      ),
    );
  expect(reset.map((row) => row.actorName)).toEqual([world.unit.viewer.name]);
});
