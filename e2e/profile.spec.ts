import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { accounts, organizations } from "@/db/schema";
import { administrator, ctxFor } from "@/tests/fixtures";
import { attach, file } from "./declaration-form";
import { change, decideOpened, fact, openWaiting } from "./inbox";
import { fullWidth, nextCode, uniqueName } from "./registration-form";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit, type World } from "./support";
import { story } from "./waiting";

/* §3 资料管理: one page, basic data at once, sensitive data and the administrator's own through the superior */

const basic = (page: Page) => page.getByRole("region", { name: /^基本信息/ });
const sensitive = (page: Page) => page.getByRole("region", { name: /^敏感信息/ });
const field = (page: Page, name: string) => page.getByRole("textbox", { name });

/** A unit all of whose starred fields are filled, and an administrator of it. */
async function filledUnit(world: World) {
  const name = uniqueName("济宁市第一中学");
  await db
    .update(organizations)
    .set({
      ...{ name, code: nextCode(), nature: "事业单位（全额）", level: "市属", industry: "教育" },
      ...{ divisionCode: "370811", legalRepresentative: "孔令军", contactName: "周敏" },
      ...{ address: "红星中路 19 号", phone: "0537-2967001" },
    })
    .where(eq(organizations.id, world.tree.unit.id));
  const account = await administrator(db, world.tree.unit, { name: "刘翠英", phone: "13905370001" });
  return { name, account, ctx: await ctxFor(db, account) };
}

const accountOf = async (id: string) => (await db.select().from(accounts).where(eq(accounts.id, id)))[0];

test("basic data and the administrator's own e-mail and position: saved at once, on the page itself", async ({
  page,
  world,
}) => {
  const { account, ctx } = await filledUnit(world);
  await signIn(page, ctx);
  await visit(page, "/profile", "资料管理");
  const save = basic(page).getByRole("button", { name: "保存", exact: true });

  await test.step("what is wrong is told at the field, and nothing is saved", async () => {
    await field(page, "联系电话").fill("12");
    await field(page, "管理员电子邮箱").fill("liu@");
    await save.click();
    await expect(field(page, "联系电话")).toHaveAccessibleDescription(/联系电话格式不正确/);
    await expect(field(page, "管理员电子邮箱")).toHaveAccessibleDescription(/电子邮箱格式不正确/);
    await expectAccessible(page);
  });

  await test.step("saved once on a double click, full-width digits as usual ones", async () => {
    await field(page, "联系电话").fill(fullWidth("0537-2967009"));
    await field(page, "管理员电子邮箱").fill("liu@example.com");
    await field(page, "管理员职务").fill("办公室主任");
    await save.dblclick();
    await expect(toast(page, "已修改联系电话、管理员电子邮箱、管理员职务")).toBeVisible();
    await expectPage(page, "资料管理");
    await expect(field(page, "联系电话")).toHaveValue("0537-2967009");
    await save.click();
    await expect(toast(page, "没有需要保存的修改")).toBeVisible();
    await page.reload();
    await expect(field(page, "联系电话")).toHaveValue("0537-2967009");
    await expect(field(page, "管理员职务")).toHaveValue("办公室主任");
  });

  await test.step("a second tab that was open all the time writes back nothing that it didn't change", async () => {
    const other = await page.context().newPage();
    await visit(other, "/profile", "资料管理");
    await field(page, "联系电话").fill("0537-2967010");
    await save.click();
    await expect(toast(page, "已修改联系电话")).toBeVisible();
    await field(other, "详细地址").fill("共青团路 1 号");
    await basic(other).getByRole("button", { name: "保存", exact: true }).click();
    await expect(toast(other, "已修改详细地址")).toBeVisible();
    await other.close();
  });

  const [unit] = await db.select().from(organizations).where(eq(organizations.id, world.tree.unit.id));
  expect(unit).toMatchObject({ phone: "0537-2967010", address: "共青团路 1 号" });
  expect(await accountOf(account.id)).toMatchObject({ email: "liu@example.com", position: "办公室主任" });
  expect(await story("unit-change", world.tree.unit.id)).toEqual([]);
});

test("name and phone of the administrator with the unit's name: rejected, corrected, approved", async ({
  page,
  browser,
  world,
}) => {
  test.slow();
  const { name, account, ctx } = await filledUnit(world);
  const { unit, authority } = world.tree;
  const renamed = uniqueName("济宁市第一高级中学");
  const submit = sensitive(page).getByRole("button", { name: "提交审核" });
  const license = "法人证书/营业执照等证明材料";
  await signIn(page, ctx);
  await visit(page, "/profile", "资料管理");
  await expect(sensitive(page).getByRole("heading")).toContainText("敏感，须经上级部门审核");

  await test.step("nothing changed, or no evidence: refused with what was typed still there", async () => {
    await submit.click();
    await expect(page.getByRole("alert").getByText("没有修改任何内容，请修改后再提交")).toBeVisible();
    await field(page, "单位名称").fill(renamed);
    await field(page, "管理员姓名").fill("刘翠瑛");
    await field(page, "管理员手机号").fill("139");
    await submit.click();
    await expect(field(page, "管理员手机号")).toHaveAccessibleDescription(/手机号应为 11 位数字/);
    await field(page, "管理员手机号").fill("13905370009");
    await submit.click();
    await expect(page.getByRole("alert").getByRole("link", { name: `请上传${license}` })).toBeVisible();
    await expect(field(page, "管理员姓名")).toHaveValue("刘翠瑛");
  });

  await test.step("while it waits each field shows old and new, and the form is closed", async () => {
    await attach(page, license, file("任职文件.png"));
    await submit.dblclick();
    await expect(toast(page, "修改已提交，请等待上级部门审核")).toBeVisible();
    await expectPage(page, "资料管理");
    await expect(page.getByText(`等待${authority.name}审核`)).toBeVisible();
    for (const [label, old, now] of [
      ["单位名称", name, renamed],
      ["管理员姓名", "刘翠英", "刘翠瑛"],
      ["管理员手机号", "13905370001", "13905370009"],
    ] as const) {
      await expect(fact(sensitive(page), label)).toContainText(`${old} → `);
      await expect(fact(sensitive(page), label)).toContainText(`${now} 审核中`);
    }
    await expect(fact(sensitive(page), "法定代表人")).toHaveText("孔令军");
    await expect(submit).toHaveCount(0);
    await expect(field(page, "管理员姓名")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "催办" })).toBeVisible();
  });

  const superior = await (await browser.newContext()).newPage();
  await signIn(superior, world.authority);
  await test.step("the superior sees whose data, old beside new, and rejects", async () => {
    await openWaiting(superior, "审核机构信息修改", name);
    await expect(fact(superior, "管理员")).toHaveText("刘翠英");
    await expect(change(superior, "管理员姓名")).toHaveText(["管理员姓名", "刘翠英", "刘翠瑛"]);
    await expect(change(superior, "管理员手机号")).toHaveText(["管理员手机号", "13905370001", "13905370009"]);
    await expect(superior.getByRole("table", { name: "变更明细" }).getByRole("row")).toHaveCount(4);
    await decideOpened(superior, "驳回", { noun: "机构信息修改", opinion: "任职文件不清晰" });
  });

  await test.step("home tells it; the page shows the reason, and the typed values to correct", async () => {
    await visit(page, "/home", "首页");
    await page
      .getByRole("main")
      .getByRole("link", { name: /资料管理\s*对单位名称、管理员姓名、管理员手机号的修改被驳回/ })
      .click();
    await expectPage(page, "资料管理");
    await expect(
      page.getByText(`${authority.name}驳回了对单位名称、管理员姓名、管理员手机号的修改`),
    ).toBeVisible();
    await expect(sensitive(page).getByText("驳回原因：任职文件不清晰")).toBeVisible();
    await expect(field(page, "单位名称")).toHaveValue(renamed);
    await expect(field(page, "管理员姓名")).toHaveValue("刘翠瑛");
    await expect(field(page, "管理员姓名")).toHaveAccessibleDescription(/现为：刘翠英/);
    await expect(page.getByRole("button", { name: "移除 任职文件.png" })).toBeVisible();
  });

  await test.step("another administrator of the unit doesn't get the first one's name into the form", async () => {
    const colleague = await (await browser.newContext()).newPage();
    await signIn(colleague, world.unit);
    await visit(colleague, "/profile", "资料管理");
    await expect(field(colleague, "单位名称")).toHaveValue(renamed);
    await expect(field(colleague, "管理员姓名")).toHaveValue(world.unit.viewer.name);
    await colleague.getByRole("button", { name: "恢复为现有内容" }).click();
    await expect(field(colleague, "单位名称")).toHaveValue(name);
    await colleague.close();
  });

  await test.step("without the unit's name, sent again, taken back, sent again", async () => {
    await field(page, "单位名称").fill(name);
    await submit.click();
    await expect(toast(page, "修改已提交，请等待上级部门审核")).toBeVisible();
    await page.getByRole("button", { name: "撤回" }).click();
    await page
      .getByRole("alertdialog", { name: "撤回对管理员姓名、管理员手机号的修改？" })
      .getByRole("button", { name: "确认撤回" })
      .click();
    await expect(toast(page, "已撤回，可修改后重新提交")).toBeVisible();
    await expect(field(page, "管理员姓名")).toHaveValue("刘翠瑛");
    await submit.click();
    await expect(page.getByText(`等待${authority.name}审核`)).toBeVisible();
  });

  await test.step("with the yes the account has them, and the header shows the name", async () => {
    expect(await accountOf(account.id)).toMatchObject({ name: "刘翠英", phone: "13905370001" });
    await openWaiting(superior, "审核机构信息修改", name);
    await decideOpened(superior, "通过", { noun: "机构信息修改" });
    await visit(page, "/profile", "资料管理");
    await expect(field(page, "管理员姓名")).toHaveValue("刘翠瑛");
    await expect(page.getByRole("button", { name: "刘翠瑛" })).toBeVisible();
    expect(await accountOf(account.id)).toMatchObject({ name: "刘翠瑛", phone: "13905370009" });
    expect(await story("unit-change", unit.id)).toEqual([
      ["刘翠英", "unit-change.submit"],
      [world.authority.viewer.name, "unit-change.reject"],
      ["刘翠英", "unit-change.submit"],
      ["刘翠英", "unit-change.withdraw"],
      ["刘翠英", "unit-change.submit"],
      [world.authority.viewer.name, "unit-change.approve"],
    ]);
  });
});

test("who has no superior changes all of it at once", async ({ page, world }) => {
  const { bureau } = world.tree;
  await db
    .update(organizations)
    .set({ code: nextCode(), divisionCode: "370800" })
    .where(eq(organizations.id, bureau.id));
  const name = uniqueName("济宁市人社局");
  await signIn(page, world.bureau);
  await visit(page, "/profile", "资料管理");
  await expect(page.getByRole("link", { name: "更换上级部门" })).toHaveCount(0);
  await field(page, "单位名称").fill(name);
  await field(page, "管理员手机号").fill("13905370008");
  await page.getByRole("button", { name: "保存敏感信息" }).dblclick();
  await expect(toast(page, "已修改")).toBeVisible();
  await page.reload();
  await expect(field(page, "单位名称")).toHaveValue(name);
  await expect(field(page, "管理员手机号")).toHaveValue("13905370008");
  expect(await story("unit-change", bureau.id)).toEqual([]);
});
