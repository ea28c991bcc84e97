import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { organizations } from "@/db/schema";
import { submitTransfer } from "@/lib/review/transfer";
import { issueTemporaryCode } from "@/lib/structure/temporary-codes";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide } from "@/tests/review";
import { mover, wish } from "@/tests/transfer";
import { attach, file } from "./declaration-form";
import { change, decideOpened, fact, followOnlyMessage, openWaiting } from "./inbox";
import {
  chooseOrganization,
  chosen,
  expectStep,
  fillUnitRegistration,
  findable,
  fullWidth,
  nextCode,
  solveCaptcha,
  submitButton,
  uniqueName,
  unitForm,
} from "./registration-form";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit } from "./support";
import { story } from "./waiting";

/* §3 资料管理 with §5.5: 更换上级部门, and the real code in place of a 临时编码 */

const row = (page: Page, text: string) => page.getByRole("row").filter({ hasText: text });
const alert = (page: Page) => page.getByRole("alert");

test("更换上级部门: nothing may be under review; withdrawn, submitted again, agreed to by the new superior", async ({
  page,
  browser,
  world,
}) => {
  test.slow();
  const former = await findable(world.tree.unit);
  const receiving = await findable(world.tree.foreignUnit);
  const moving = await findable(world.tree.subUnit);
  const clerk = await ctxFor(db, await administrator(db, moving, { name: "校区管理员" }));
  const receiver = await ctxFor(db, await administrator(db, receiving, { name: "接收审核员" }));
  const { account, person } = await professional(db, moving, { name: "孔祥云" });
  const declarant = await ctxFor(db, account);
  const declared = [await pendingDeclaration(db, declarant), await pendingDeclaration(db, declarant)];
  const incoming = await mover(db, world.tree.countyUnit, { name: "冯志强" });
  await submitTransfer(incoming.ctx, wish(moving));
  const reason = "机构改革后由接收单位主管";
  const submit = page.getByRole("button", { name: "提交审核" });

  await signIn(page, clerk);
  const openForm = async () => {
    await visit(page, "/profile", "资料管理");
    await page.getByRole("link", { name: "更换上级部门" }).click();
    await expectPage(page, "更换上级部门");
  };

  await test.step("what is under review is in the way: how many, and where to find them", async () => {
    await openForm();
    await expect(page.getByText(`现在的上级部门：${former.name}（电话 ${former.phone}）`)).toBeVisible();
    await expect(page.getByText("现在不能更换上级部门")).toBeVisible();
    const matters = page.getByRole("table", { name: "正在审核的事项" }).getByRole("row");
    await expect(matters).toHaveCount(3);
    await expect(row(page, "本单位人员的学时申报")).toContainText("2 件");
    await expect(row(page, "人员调入")).toContainText("1 件");
    await expect(submit).toHaveCount(0);
    await row(page, "本单位人员的学时申报").getByRole("link", { name: "查看" }).click();
    await expectPage(page, "申报进度查询");
    await expect(row(page, person.name)).toHaveCount(2);
  });

  await test.step("the declarations are decided: what is left is the transfer, which the link leads to", async () => {
    await decide(clerk, { ids: declared.map(({ reviewId }) => reviewId) }, "reject");
    await openForm();
    await expect(row(page, "本单位人员的学时申报")).toHaveCount(0);
    await row(page, "人员调入").getByRole("link", { name: "查看" }).click();
    await expectPage(page, "人员调转");
    await row(page, "冯志强").getByRole("button", { name: "驳回" }).click();
    const dialog = page.getByRole("dialog", { name: "驳回" });
    await dialog.getByLabel("驳回原因").fill("本年度没有空编");
    await dialog.getByRole("button", { name: "确认驳回" }).click();
    await expect(toast(page, "已驳回 1 条")).toBeVisible();
  });

  await test.step("nothing is in the way: another superior, the reason and the evidence", async () => {
    await openForm();
    await submit.click();
    for (const message of ["请选择新的上级部门", "请填写更换原因"]) {
      await expect(alert(page).getByRole("link", { name: message })).toBeVisible();
    }
    await expectAccessible(page);
    await page.getByRole("textbox", { name: "更换原因" }).fill(reason);
    await chooseOrganization(page, "新的上级部门", former.name);
    await submit.click();
    const same = chosen(page, "新的上级部门", former.name);
    await expect(same).toHaveAccessibleDescription(/与现在的上级部门相同，请选择新的上级部门/);
    await same.click();
    await chooseOrganization(page, "新的上级部门", receiving.name);
    await attach(page, "证明材料", file("隶属关系变更批复.pdf"));
    await submit.dblclick();
    await expect(toast(page, "已提交，请等待新的上级部门审核")).toBeVisible();
  });

  const superiorIs = (name: string) => expect(fact(page, "上级部门")).toHaveText(name);
  const expectProposal = async (reader: Page) => {
    await expect(change(reader, "上级部门")).toHaveText(["上级部门", former.name, receiving.name]);
    await expect(reader.getByRole("table", { name: "变更明细" }).getByRole("row")).toHaveCount(2);
    await expect(reader.getByText(`更换原因：${reason}`).first()).toBeVisible();
    await expect(reader.getByText("隶属关系变更批复.pdf").first()).toBeVisible();
  };

  await test.step("资料管理 shows it under review, and what is true meanwhile; nothing else can be asked for", async () => {
    await expectPage(page, "资料管理");
    await expect(page.getByText(`等待${receiving.name}审核`)).toBeVisible();
    await expect(page.getByText(`咨询电话 ${receiving.phone}`)).toBeVisible();
    await expectProposal(page);
    await expect(fact(page, "上级部门")).toContainText(`${former.name} → `);
    await expect(fact(page, "上级部门")).toContainText(`${receiving.name} 审核中`);
    await expect(page.getByRole("textbox", { name: "单位名称" })).toHaveCount(0);
    await expect(fact(page, "单位名称")).toHaveText(moving.name);
    await expect(submit).toHaveCount(0);
    await openForm();
    await expect(row(page, "本单位的信息修改")).toContainText("1 件");
    await expect(submit).toHaveCount(0);
  });

  const newSuperior = await (await browser.newContext()).newPage();
  await signIn(newSuperior, receiver);
  await test.step("taken back, the new superior has nothing to decide", async () => {
    await visit(page, "/profile", "资料管理");
    await page.getByRole("button", { name: "撤回" }).click();
    const dialog = page.getByRole("alertdialog", { name: "撤回对上级部门的修改？" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "确认撤回" }).click();
    await expect(toast(page, "已撤回，可修改后重新提交")).toBeVisible();
    await expect(page.getByText("已撤回", { exact: true })).toBeVisible();
    await expect(page.getByText(`等待${receiving.name}审核`)).toHaveCount(0);
    await visit(newSuperior, "/reviews/unit-changes", "审核机构信息修改");
    await expect(newSuperior.getByText("没有待审核的记录")).toBeVisible();
  });

  await test.step("submitted again, with what was typed before", async () => {
    await page.getByRole("link", { name: "修改后重新提交" }).click();
    await expectPage(page, "更换上级部门");
    await expect(chosen(page, "新的上级部门", receiving.name)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "更换原因" })).toHaveValue(reason);
    await expect(page.getByRole("button", { name: "移除 隶属关系变更批复.pdf" })).toBeVisible();
    await submit.click();
    await expect(toast(page, "已提交，请等待新的上级部门审核")).toBeVisible();
    await expectPage(page, "资料管理");
  });

  const oldSuperior = await (await browser.newContext()).newPage();
  await signIn(oldSuperior, world.unit);
  const expectUnits = async (superior: Page, count: number) => {
    await visit(superior, "/structure/units", "管理下级单位");
    await expect(row(superior, moving.name)).toHaveCount(count);
    await visit(superior, "/statistics/persons", "专技人员信息查询");
    await expect(row(superior, person.name)).toHaveCount(count);
  };
  await test.step("the new superior decides, the old one is not asked", async () => {
    await expectUnits(oldSuperior, 1);
    await expectUnits(newSuperior, 0);
    await visit(oldSuperior, "/reviews/unit-changes", "审核机构信息修改");
    await expect(oldSuperior.getByText("没有待审核的记录")).toBeVisible();
    await openWaiting(newSuperior, "审核机构信息修改", moving.name);
    await expectProposal(newSuperior);
    await expect(fact(newSuperior, "上级部门")).toHaveText(former.name);
    await expect(newSuperior.getByRole("heading", { name: "第 2 次提交" })).toBeVisible();
    await decideOpened(newSuperior, "通过", { noun: "机构信息修改", opinion: "已核对批复" });
    await visit(newSuperior, "/reviews/unit-changes?status=decided", "审核机构信息修改");
    await expect(row(newSuperior, moving.name)).toContainText("已通过");
    await expect(newSuperior.getByRole("columnheader", { name: "单位名称" })).toBeVisible();
  });

  await test.step("the unit with its people is the new superior's, and no longer the old one's", async () => {
    await expectUnits(oldSuperior, 0);
    await visit(oldSuperior, `/structure/units/${moving.id}`, "没有找到这个页面");
    await expectUnits(newSuperior, 1);
    await visit(page, "/home", "首页");
    await followOnlyMessage(page, "机构信息修改已通过：上级部门");
    await expectPage(page, "资料管理");
    await superiorIs(receiving.name);
    await expect(page.getByText("审核意见：已核对批复")).toBeVisible();
    await expect(submit).toBeVisible();
  });

  const [moved] = await db.select().from(organizations).where(eq(organizations.id, moving.id));
  expect(moved?.parentId).toBe(receiving.id);
  expect(moved?.path.startsWith(receiving.path)).toBe(true);
  expect(await story("unit-change", moving.id)).toEqual([
    ["校区管理员", "unit-change.submit"],
    ["校区管理员", "unit-change.withdraw"],
    ["校区管理员", "unit-change.submit"],
    ["接收审核员", "unit-change.approve"],
  ]);
});

test("a unit with a 临时编码 gets its real code by 资料管理; nobody can use the temporary one any more", async ({
  page,
  browser,
  world,
}) => {
  const { unit, authority } = world.tree;
  const name = uniqueName("北湖幼儿园");
  const { code: temporary } = await issueTemporaryCode(world.bureau, {
    unitName: name,
    divisionCode: "370811",
  });
  const { code: another } = await issueTemporaryCode(world.bureau, {
    unitName: uniqueName("太白湖筹建处"),
    divisionCode: "370811",
  });
  await db
    .update(organizations)
    .set({
      ...{ name, code: temporary, nature: "事业单位（全额）", level: "市属", industry: "教育" },
      ...{ divisionCode: "370811", legalRepresentative: "孔令军", contactName: "周敏" },
    })
    .where(eq(organizations.id, unit.id));
  const other = await findable(world.tree.foreignUnit);
  const taken = nextCode();
  await db.update(organizations).set({ code: taken }).where(eq(organizations.id, other.id));
  const real = nextCode();

  const bureau = await (await browser.newContext()).newPage();
  await signIn(bureau, world.bureau);
  const expectCode = async (state: string) => {
    await visit(bureau, "/structure/temporary-codes", "临时编码");
    await expect(row(bureau, temporary)).toContainText(state);
    await expect(row(bureau, temporary).getByRole("button", { name: "作废" })).toHaveCount(0);
    await expect(row(bureau, another)).toContainText("未使用");
  };
  await expectCode("已使用");

  const submit = page.getByRole("button", { name: "提交审核" });
  await test.step("another 临时编码, or somebody else's code, is refused at the field", async () => {
    await signIn(page, world.unit);
    await visit(page, "/profile", "资料管理");
    await attach(page, "法人证书/营业执照等证明材料", file("法人证书.png"));
    const code = page.getByRole("textbox", { name: "统一社会信用代码（临时编码）" });
    await expect(code).toHaveValue(temporary);
    await code.fill(another);
    await submit.click();
    await expect(code).toHaveAccessibleDescription(/请填写 18 位统一社会信用代码；临时编码不能在这里更换/);
    await code.fill(taken);
    await submit.click();
    await expect(code).toHaveAccessibleDescription(/该统一社会信用代码已注册或正在审核/);
    await expect(page.getByRole("main")).not.toContainText(other.name);
    await expectAccessible(page);
    await code.fill(fullWidth(real.toLowerCase()));
    await submit.click();
    await expect(toast(page, "修改已提交，请等待上级部门审核")).toBeVisible();
    await expectPage(page, "资料管理");
    await expect(fact(page, "代码")).toContainText(`${temporary} → `);
    await expect(fact(page, "代码")).toContainText(`${real} 审核中`);
    await expectCode("已使用");
  });

  await test.step("the superior sees both codes, and approves", async () => {
    const superior = await (await browser.newContext()).newPage();
    await signIn(superior, world.authority);
    await openWaiting(superior, "审核机构信息修改", name);
    const label = "统一社会信用代码（临时编码）";
    await expect(change(superior, label)).toHaveText([label, temporary, real]);
    await expect(superior.getByRole("table", { name: "变更明细" }).getByRole("row")).toHaveCount(2);
    await decideOpened(superior, "通过", { noun: "机构信息修改" });
  });

  await test.step("the unit has its code", async () => {
    await visit(page, "/home", "首页");
    await followOnlyMessage(page, "机构信息修改已通过：统一社会信用代码（临时编码）");
    await expectPage(page, "资料管理");
    await expect(page.getByRole("textbox", { name: "统一社会信用代码（临时编码）" })).toHaveValue(real);
  });

  await test.step("the bureau sees that the temporary one is done with; nobody registers with it", async () => {
    await expectCode("已作废");
    const visitor = await (await browser.newContext()).newPage();
    const superior = await findable(authority);
    await visit(visitor, "/register/unit", "用人单位注册");
    await fillUnitRegistration(visitor, unitForm({ superior: superior.name, code: temporary }));
    await solveCaptcha(visitor);
    await submitButton(visitor).click();
    await expectStep(visitor, 1);
    await expect(
      visitor.getByRole("textbox", { name: "统一社会信用代码（临时编码）" }),
    ).toHaveAccessibleDescription(/该临时编码已作废/);
  });
  expect(await story("unit-change", unit.id)).toEqual([
    [world.unit.viewer.name, "unit-change.submit"],
    [world.authority.viewer.name, "unit-change.approve"],
  ]);
});
