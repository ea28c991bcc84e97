import type { Page } from "@playwright/test";
import { asc, eq, inArray, or } from "drizzle-orm";
import { accounts, auditLog, organizations, persons, registrations, transfers } from "@/db/schema";
import { maskIdNumber } from "@/lib/id-number";
import { administrator, nextIdNumber, organizationTree } from "@/tests/fixtures";
import { attach, file } from "./declaration-form";
import { change, decideOpened, fact, followOnlyMessage, menuEntry, openWaiting } from "./inbox";
import {
  chooseOrganization,
  chosen,
  fillAdministrator,
  fillPersonRegistration,
  fillUnit,
  findable,
  lookUp,
  nextStep,
  password,
  solveCaptcha,
  submitButton,
  unitForm,
  waitPatiently,
} from "./registration-form";
import { db, expect, expectAccessible, expectPage, logIn, test, toast, visit } from "./support";

const reason = "法定代表人与法人证书不一致，请核对后重新上传";
const notYet = (page: Page) => page.getByRole("alert").getByText("此账号还未被审核", { exact: true });

/* §1, §5: a unit registers, a professional registers into it, changes a title and moves. Each side at its own browser. */
test("a unit joins after a rejection, a professional joins it, changes a title and moves to another", async ({
  browser,
  page: visitor,
}) => {
  test.slow();
  const tree = await organizationTree(db);
  const authority = await findable(tree.authority);
  const receiving = await findable(tree.foreignUnit);
  const reviewer = await administrator(db, authority, { name: "主管审核员", password });
  const receiver = await administrator(db, receiving, { name: "接收审核员", password });
  const form = unitForm({ superior: authority.name });
  const applicant = { name: "王晓芳", idNumber: nextIdNumber(), unit: form.name };

  const openBrowser = async () => (await browser.newContext()).newPage();
  const enter = async (portal: string, idNumber: string): Promise<Page> => {
    const page = await openBrowser();
    await page.goto("/");
    await page.getByRole("link", { name: `${portal}登录` }).click();
    await expect(page.getByRole("radio", { name: portal })).toBeChecked();
    await logIn(page, { idNumber, password });
    return page;
  };

  await test.step("the unit registers in two steps and reads all of it once more", async () => {
    await visitor.goto("/");
    await visitor.getByRole("link", { name: "用人单位注册" }).click();
    await expectPage(visitor, "用人单位注册");
    await fillUnit(visitor, form);
    await expectAccessible(visitor);
    await nextStep(visitor, 2);
    await fillAdministrator(visitor, form);
    await expectAccessible(visitor);
    await nextStep(visitor, 3);
    for (const [label, value] of [
      ["单位名称", form.name],
      ["代码", form.code],
      ["上级部门", authority.name],
      ["法人证书/营业执照", "法人证书.png"],
      ["姓名", form.administrator],
      ["证件号码", form.idNumber],
    ] as const) {
      await expect(fact(visitor, label)).toHaveText(value);
    }
    await solveCaptcha(visitor);
    await expectAccessible(visitor);
    await submitButton(visitor).click();
    await expect(waitPatiently(visitor)).toContainText(`由 ${authority.name} 审核，电话：${authority.phone}`);
    await expectAccessible(visitor);
  });

  await test.step("before the approval nobody gets in: 登录 and 注册审核进度查询 say whom to ask", async () => {
    await visitor.goto("/login?portal=employer");
    await logIn(visitor, { ...form, password });
    await expect(notYet(visitor)).toBeVisible();
    await expect(visitor.getByText(`${authority.name}，电话：${authority.phone}`)).toBeVisible();
    await visitor.getByRole("link", { name: "注册审核进度查询" }).click();
    await expectPage(visitor, "注册审核进度查询");
    await lookUp(visitor, "用人单位", { ...form, password });
    await expect(waitPatiently(visitor)).toBeVisible();
    await expect(fact(visitor, "审核单位")).toHaveText(authority.name);
    await expect(fact(visitor, "联系电话").first()).toHaveText(authority.phone);
    await expect(fact(visitor, "等待审核")).toContainText("起");
    await expectPage(visitor, "注册审核进度查询");
  });

  const authorityPage = await enter("主管部门/人社", reviewer.idNumber);
  await expectPage(authorityPage, "首页");
  await test.step("the authority reads the registration and rejects it with a reason", async () => {
    await openWaiting(authorityPage, "审核下级单位", form.name);
    await expect(fact(authorityPage, "代码")).toHaveText(form.code);
    await expect(fact(authorityPage, "法定代表人")).toHaveText("孔令军");
    await expect(fact(authorityPage, "证件号码")).toHaveText(maskIdNumber(form.idNumber));
    await expect(authorityPage.getByRole("main")).not.toContainText(form.idNumber);
    await expect(authorityPage.getByText("法人证书.png").first()).toBeVisible();
    await decideOpened(authorityPage, "驳回", { noun: "单位注册", opinion: reason });
    await expectPage(authorityPage, form.name);
    await visit(authorityPage, "/reviews/units", "审核下级单位");
    await expect(authorityPage.getByText("没有待审核的记录")).toBeVisible();
  });

  await test.step("the progress page tells the reason; corrected and submitted again from there", async () => {
    await visitor.reload();
    await expectPage(visitor, "注册审核进度查询");
    await expect(visitor.getByText(`${authority.name}驳回了您的注册申请`)).toBeVisible();
    await expect(visitor.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await visitor.getByRole("link", { name: "修改后重新提交" }).click();
    await expectPage(visitor, "用人单位注册");
    await expect(visitor.getByText(`${authority.name}驳回了注册申请`)).toBeVisible();
    await expect(visitor.getByRole("textbox", { name: "单位名称" })).toHaveValue(form.name);
    await expect(chosen(visitor, "上级部门", authority.name)).toBeVisible();
    await visitor.getByRole("textbox", { name: "法定代表人" }).fill("孟宪民");
    await visitor.getByRole("button", { name: "移除 法人证书.png" }).click();
    await attach(visitor, "法人证书/营业执照", file("新的法人证书.png"));
    await nextStep(visitor, 2);
    await expect(visitor.getByText("不修改密码的，两项都不用填")).toBeVisible();
    await expect(visitor.getByRole("textbox", { name: "证件号码" })).toHaveValue(form.idNumber);
    await nextStep(visitor, 3);
    await solveCaptcha(visitor);
    await submitButton(visitor).click();
    await expect(waitPatiently(visitor)).toBeVisible();
  });

  await test.step("the authority approves what was corrected", async () => {
    await openWaiting(authorityPage, "审核下级单位", form.name);
    await expect(fact(authorityPage, "法定代表人").first()).toHaveText("孟宪民");
    await expect(authorityPage.getByRole("heading", { name: "第 2 次提交" })).toBeVisible();
    await expect(authorityPage.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await decideOpened(authorityPage, "通过", { noun: "单位注册", opinion: "材料齐全" });
  });

  const unitPage = await enter("用人单位", form.idNumber);
  const [unit] = await db.select().from(organizations).where(eq(organizations.code, form.code));
  await test.step("the administrator logs in with the password of the registration, and finds a message", async () => {
    await expectPage(unitPage, "首页");
    expect(unit).toMatchObject({ kind: "employer", state: "active", parentId: authority.id });
    await followOnlyMessage(unitPage, `单位注册已通过：${form.name}`);
    await expectPage(unitPage, "首页");
    await visit(unitPage, "/messages", "消息");
    await expect(unitPage.getByText("审核意见：材料齐全")).toBeVisible();
    await expect(unitPage.getByText("已读", { exact: true })).toBeVisible();
  });

  const personPage = await openBrowser();
  await test.step("a professional registers into the unit, and waits for it", async () => {
    await personPage.goto("/register");
    await personPage.getByRole("link", { name: "专业技术人员注册" }).click();
    await expectPage(personPage, "专业技术人员注册");
    await fillPersonRegistration(personPage, applicant);
    await expect(personPage.getByText("该单位没有设置内设部门，不用选")).toBeVisible();
    await attach(personPage, "职称证书", file("一级教师证书.png"));
    await solveCaptcha(personPage);
    await expectAccessible(personPage);
    await submitButton(personPage).click();
    await expectPage(personPage, "注册审核进度查询");
    await expect(waitPatiently(personPage)).toBeVisible();
    await expect(fact(personPage, "审核单位")).toHaveText(form.name);
    const stranger = await openBrowser();
    await stranger.goto("/login?portal=professional");
    await logIn(stranger, { ...applicant, password });
    await expect(notYet(stranger)).toBeVisible();
    await expect(stranger.getByText(`${form.name}，电话：`)).toBeVisible();
  });

  await test.step("the unit approves", async () => {
    await openWaiting(unitPage, "审核注册人员", applicant.name);
    await expect(fact(unitPage, "所在单位")).toHaveText(form.name);
    await expect(fact(unitPage, "职称名称")).toHaveText("一级教师");
    await expect(fact(unitPage, "手机号")).toHaveText("13805370002");
    await expect(unitPage.getByText("一级教师证书.png").first()).toBeVisible();
    await decideOpened(unitPage, "通过", { noun: "人员注册" });
    await visit(unitPage, "/reviews/persons?status=decided", "审核注册人员");
    await expect(unitPage.getByRole("row", { name: new RegExp(applicant.name) })).toContainText("已通过");
  });

  await test.step("the professional logs in", async () => {
    await personPage.reload();
    await expect(personPage.getByText("注册已审核通过")).toBeVisible();
    await personPage.getByRole("link", { name: "去登录" }).click();
    await expect(personPage.getByRole("radio", { name: "专业技术人员" })).toBeChecked();
    await logIn(personPage, { ...applicant, password });
    await expectPage(personPage, `${applicant.name}，您好`);
    await followOnlyMessage(personPage, `人员注册已通过：${applicant.name}`);
    await expectPage(personPage, `${applicant.name}，您好`);
  });
  const [person] = await db.select().from(persons).where(eq(persons.idNumber, applicant.idNumber));
  expect(person?.organizationId).toBe(unit?.id);

  await test.step("职称变更 with evidence", async () => {
    await menuEntry(personPage, "个人资料").click();
    await expectPage(personPage, "个人资料");
    await personPage.getByRole("link", { name: "职称变更" }).click();
    await expectPage(personPage, "职称变更");
    await personPage.getByRole("combobox", { name: "职称级别" }).selectOption("副高级");
    await expect(personPage.getByRole("combobox", { name: "职称名称" })).toHaveValue("高级教师");
    await personPage.getByLabel("取得时间").fill("2025-12-30");
    await attach(personPage, "职称证书", file("高级教师证书.png"));
    await personPage.getByRole("button", { name: "提交审核" }).click();
    await expect(toast(personPage, "职称变更已提交，请等待审核")).toBeVisible();
    await expectPage(personPage, "个人资料");
    await expect(personPage.getByText("待用人单位审核", { exact: true })).toBeVisible();
    await expect(fact(personPage, "审核单位")).toHaveText(form.name);
    // What waits is not true yet, and nothing else can be asked for meanwhile.
    await expect(fact(personPage, "职称名称")).toHaveText("一级教师");
    await expect(personPage.getByRole("link", { name: "资料变更" })).toHaveCount(0);
  });

  await test.step("the unit sees old beside new, only what differs, and approves", async () => {
    await openWaiting(unitPage, "审核人员信息修改", applicant.name);
    await expect(change(unitPage, "职称级别")).toHaveText(["职称级别", "中级", "副高级"]);
    await expect(change(unitPage, "职称名称")).toHaveText(["职称名称", "一级教师", "高级教师"]);
    await expect(change(unitPage, "取得时间")).toHaveText(["取得时间", "2015-12-30", "2025-12-30"]);
    await expect(unitPage.getByRole("table", { name: "变更明细" }).getByRole("row")).toHaveCount(4);
    await expect(unitPage.getByText("高级教师证书.png").first()).toBeVisible();
    await decideOpened(unitPage, "通过", { noun: "人员信息修改", opinion: "已核对证书" });
  });

  await test.step("the professional finds the message, and by its link the new title", async () => {
    await visit(personPage, "/me", `${applicant.name}，您好`);
    await followOnlyMessage(personPage, "人员信息修改已通过：职称");
    await expectPage(personPage, "个人资料");
    await expect(fact(personPage, "职称级别")).toHaveText("副高级");
    await expect(fact(personPage, "职称名称")).toHaveText("高级教师");
    await expect(personPage.getByText("审核意见：已核对证书")).toBeVisible();
  });

  await test.step("the professional asks to move, which both units see", async () => {
    await personPage.getByRole("link", { name: "人员调转" }).click();
    await expectPage(personPage, "人员调转");
    await expect(personPage.getByText("还没有调转记录")).toBeVisible();
    await chooseOrganization(personPage, "调入单位", receiving.name);
    await personPage.getByRole("textbox", { name: "调转原因" }).fill("夫妻两地分居");
    await personPage.getByRole("button", { name: "提交申请" }).click();
    await expect(toast(personPage, "调转申请已提交，请等待调入单位审核")).toBeVisible();
    await expect(personPage.getByText("待用人单位审核", { exact: true })).toBeVisible();
    await expect(fact(personPage, "审核单位")).toHaveText(receiving.name);
    await expectPage(personPage, "人员调转");
    await visit(unitPage, "/reviews/transfers", "人员调转");
    await expect(unitPage.getByText("没有待审核的记录")).toBeVisible();
    await unitPage.getByRole("link", { name: "调出", exact: true }).click();
    await expectPage(unitPage, "人员调转");
    await expect(unitPage.getByRole("row").filter({ hasText: applicant.name })).toContainText("待审核");
    await visit(unitPage, "/statistics/persons", "专技人员信息查询");
    await expect(unitPage.getByRole("row").filter({ hasText: applicant.name })).toContainText("高级教师");
  });

  const receivingPage = await enter("用人单位", receiver.idNumber);
  await expectPage(receivingPage, "首页");
  await test.step("the receiving unit agrees: the professional is its own", async () => {
    await openWaiting(receivingPage, "人员调转", applicant.name);
    await expect(fact(receivingPage, "调出单位")).toHaveText(form.name);
    await expect(fact(receivingPage, "职称")).toHaveText("高级教师");
    await expect(fact(receivingPage, "调转原因")).toHaveText("夫妻两地分居");
    await decideOpened(receivingPage, "同意", { noun: "人员调转" });
    await visit(receivingPage, "/reviews/transfers?status=decided", "人员调转");
    await expect(receivingPage.getByRole("row").filter({ hasText: applicant.name })).toContainText("已通过");
    await visit(receivingPage, "/statistics/persons", "专技人员信息查询");
    const row = receivingPage.getByRole("row").filter({ hasText: applicant.name });
    await expect(row).toContainText(receiving.name);
    await expect(row).toContainText("高级教师");
  });

  await test.step("the old unit has the record and no longer the person", async () => {
    await visit(unitPage, "/statistics/persons", "专技人员信息查询");
    await expect(unitPage.getByText("还没有专业技术人员")).toBeVisible();
    await visit(unitPage, `/statistics/persons/${person?.id}`, "没有找到这个页面");
    await visit(unitPage, "/reviews/transfers-out", "人员调转");
    const row = unitPage.getByRole("row").filter({ hasText: applicant.name });
    await expect(row).toContainText("已通过");
    await expect(row).toContainText(receiving.name);
    await expect(row).toContainText("接收审核员");
  });

  await test.step("the professional is told, and belongs to the new unit", async () => {
    await visit(personPage, "/me", `${applicant.name}，您好`);
    await followOnlyMessage(personPage, `人员调转已通过：调入 ${receiving.name}`);
    await expectPage(personPage, "人员调转");
    await expect(personPage.getByText(`现所在单位：${receiving.name}`)).toBeVisible();
    const row = personPage.getByRole("row").filter({ hasText: receiving.name });
    await expect(row).toContainText("已通过");
    await expect(row).toContainText(form.name);
    await visit(personPage, "/me/profile", "个人资料");
    await expect(fact(personPage, "所在单位")).toHaveText(receiving.name);
  });

  await test.step("the audit log tells all of it, without an ID number", async () => {
    const applications = await db
      .select({ id: registrations.id, kind: registrations.kind })
      .from(registrations)
      .where(inArray(registrations.idNumber, [form.idNumber, applicant.idNumber]));
    const [transfer] = await db
      .select({ id: transfers.id })
      .from(transfers)
      .where(eq(transfers.personId, person?.id as string));
    const actors = await db
      .select({ id: accounts.id })
      .from(accounts)
      .where(inArray(accounts.idNumber, [form.idNumber, applicant.idNumber]));
    const subjects = [...applications.map(({ id }) => id), person?.id, transfer?.id] as string[];
    const rows = await db
      .select()
      .from(auditLog)
      .where(
        or(
          inArray(auditLog.subjectId, subjects),
          inArray(
            auditLog.actorId,
            actors.map(({ id }) => id),
          ),
        ),
      )
      .orderBy(asc(auditLog.at), asc(auditLog.id));
    const story = (subjectKind: string) =>
      rows.filter((row) => row.subjectKind === subjectKind).map((row) => [row.actorName, row.action]);
    expect(story("unit-registration")).toEqual([
      [form.administrator, "unit-registration.submit"],
      ["访客", "registration.look-up"],
      ["主管审核员", "unit-registration.reject"],
      [form.administrator, "unit-registration.submit"],
      ["主管审核员", "unit-registration.approve"],
    ]);
    expect(story("person-registration")).toEqual([
      [applicant.name, "person-registration.submit"],
      [form.administrator, "person-registration.approve"],
    ]);
    expect(story("person-change")).toEqual([
      [applicant.name, "person-change.submit"],
      [form.administrator, "person-change.approve"],
    ]);
    expect(story("transfer")).toEqual([
      [applicant.name, "transfer.submit"],
      ["接收审核员", "transfer.approve"],
    ]);
    expect(story("session")).toEqual([
      [form.administrator, "session.login"],
      [applicant.name, "session.login"],
    ]);
    const written = JSON.stringify(rows);
    for (const idNumber of [form.idNumber, applicant.idNumber]) expect(written).not.toContain(idNumber);
  });
});
