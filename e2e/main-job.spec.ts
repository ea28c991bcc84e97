import { type BrowserContext, expect, type Page } from "@playwright/test";
import { and, asc, eq, inArray } from "drizzle-orm";
import { auditLog } from "@/db/schema";
import { maskIdNumber } from "@/lib/id-number";
import { type Account, administrator, ctxFor, organizationTree, professional } from "@/tests/fixtures";
import { attach, file, fillTraining, submitButton, year } from "./declaration-form";
import { readPdf } from "./pdf";
import { credit, db, expectAccessible, expectPage, logIn, test, toast, visit } from "./support";

const password = "大明湖畔-Lake-2031";
const title = "中小学骨干教师培训班（第三期）";
const reason = "结业证书未加盖主办单位公章，请补充盖章后的扫描件";

/* The main job: declare, review at three stages, print, verify. Each side at its own browser. */
test("a professional's hours are declared, rejected, corrected, approved by three, printed and verified", async ({
  browser,
  page: visitor,
}) => {
  test.slow();
  const tree = await organizationTree(db);
  const { account, person } = await professional(db, tree.unit, { name: "王小明", password });
  const clerk = await administrator(db, tree.unit, { name: "单位审核员", password });
  const authority = await administrator(db, tree.authority, { name: "主管审核员", password });
  const bureau = await administrator(db, tree.bureau, { name: "人社审核员", password });

  const enter = async (portal: string, { idNumber }: Account): Promise<Page> => {
    const page = await (await browser.newContext()).newPage();
    await page.goto("/");
    await page.getByRole("link", { name: `${portal}登录` }).click();
    await expect(page.getByRole("radio", { name: portal })).toBeChecked();
    await logIn(page, { idNumber, password });
    return page;
  };

  const professionalPage = await test.step("everybody logs in at their portal", async () => {
    const own = await enter("专业技术人员", account);
    await expectPage(own, "王小明，您好");
    return own;
  });
  const unitPage = await enter("用人单位", clerk);
  const authorityPage = await enter("主管部门/人社", authority);
  const bureauPage = await enter("主管部门/人社", bureau);
  for (const page of [unitPage, authorityPage, bureauPage]) {
    await expectPage(page, "首页");
    await expect(page.getByText("没有等待审核的记录")).toBeVisible();
  }

  await test.step("the professional declares 培训研修 with evidence", async () => {
    const page = professionalPage;
    await page.getByRole("link", { name: "申报学时" }).click();
    await page.getByRole("link", { name: "培训研修" }).click();
    await expect(page.getByText("最多可申报多少学时？")).toBeVisible();
    await fillTraining(page, { title, hours: 24 });
    await expect(page.getByText("本次最多可申报 24 学时")).toBeVisible();
    await expectPage(page, "申报学时");
    await submitButton(page).click();
    await expect(toast(page, "申报已提交，请等待审核")).toBeVisible();
    await expectPage(page, title);
    await expect(page.getByText("待用人单位审核", { exact: true })).toBeVisible();
  });

  /** Opens the waiting declaration as a reviewer does: from the list, through 详细. */
  const openWaiting = async (page: Page) => {
    await page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: "学时审批" }).click();
    await expect(page.getByRole("link", { name: "待审核 (1)" })).toBeVisible();
    await expectPage(page, "学时审批");
    await page.getByRole("link", { name: `详细：${title}` }).click();
    await expectPage(page, title);
  };
  const approve = async (page: Page, opinion = "") => {
    await openWaiting(page);
    await page.getByRole("region", { name: "审核操作" }).getByRole("button", { name: "通过" }).click();
    const dialog = page.getByRole("dialog", { name: "通过" });
    await expect(dialog.getByText(`通过王小明《${title}》`)).toBeVisible();
    if (opinion) await dialog.getByLabel("审核意见").fill(opinion);
    await dialog.getByRole("button", { name: "确认通过" }).click();
    await expect(toast(page, "已通过 1 条")).toBeVisible();
    await expect(page.getByText("本学时申报目前不需要您审核。")).toBeVisible();
  };

  await test.step("the unit approves, nobody else can yet", async () => {
    await visit(authorityPage, "/hours/review", "学时审批");
    await expect(authorityPage.getByText("没有待审核的记录")).toBeVisible();
    await approve(unitPage, "已核对原件");
    await expect(unitPage.getByText("待上级主管部门审核", { exact: true })).toBeVisible();
  });

  await test.step("the authority rejects with a reason", async () => {
    await openWaiting(authorityPage);
    await authorityPage
      .getByRole("region", { name: "审核操作" })
      .getByRole("button", { name: "驳回" })
      .click();
    const dialog = authorityPage.getByRole("dialog", { name: "驳回" });
    await dialog.getByLabel("驳回原因").fill(reason);
    await expectAccessible(authorityPage);
    await dialog.getByRole("button", { name: "确认驳回" }).click();
    await expect(toast(authorityPage, "已驳回 1 条")).toBeVisible();
    await expectPage(authorityPage, title);
    await visit(bureauPage, "/hours/review", "学时审批");
    await expect(bureauPage.getByText("没有待审核的记录")).toBeVisible();
  });

  await test.step("the professional reads the reason, corrects and submits again", async () => {
    const page = professionalPage;
    await page.getByRole("link", { name: "首页" }).click();
    await expect(page.getByText("已驳回", { exact: true })).toBeVisible();
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByText(`${tree.authority.name}驳回了本申报`)).toBeVisible();
    await expect(page.getByText(`驳回原因：${reason}`).first()).toBeVisible();
    await expectPage(page, title);
    await page.getByRole("link", { name: "修改并重新提交" }).click();
    await expectPage(page, "修改申报");
    await expect(page.getByText(`驳回原因：${reason}`)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue(title);
    await page.getByRole("button", { name: "移除 结业证书.png" }).click();
    await attach(page, "结业证书", file("盖章的结业证书.png"));
    await page.getByRole("spinbutton", { name: "申报学时" }).fill("20");
    await page.getByRole("checkbox", { name: /本人承诺/ }).check();
    await submitButton(page).click();
    await expectPage(page, title);
    await expect(page.getByRole("heading", { name: "第 2 次提交" })).toBeVisible();
    await expect(page.getByText("待用人单位审核", { exact: true })).toBeVisible();
  });

  await test.step("unit, authority and bureau approve; the hours are credited", async () => {
    await approve(unitPage);
    await approve(authorityPage);
    await approve(bureauPage, "同意");
    await expect(bureauPage.getByText("已通过", { exact: true }).first()).toBeVisible();
    const page = professionalPage;
    await page.reload();
    await expect(page.getByText("已通过", { exact: true }).first()).toBeVisible();
    await visit(page, "/me", "王小明，您好");
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("cell", { name: String(year), exact: true }) });
    await expect(row).toContainText("20 / 60");
  });

  const context = professionalPage.context();
  const first = await test.step("the professional prints the 学时证明", async () => {
    await professionalPage.getByRole("link", { name: "打印学时证明" }).click();
    await expectPage(professionalPage, "学时证明");
    const printed = await print(professionalPage, context);
    await expectPage(professionalPage, "学时证明");
    await expect(professionalPage.getByRole("cell", { name: printed.number, exact: true })).toBeVisible();
    return printed;
  });

  await test.step("other programs read its text and its QR code", async () => {
    for (const text of [
      "姓名：王小明",
      `证件号码：${maskIdNumber(person.idNumber)}`,
      `工作单位：${tree.unit.name}`,
      `证明期间：${year}年度`,
      title,
      `${year}-06-01`,
      `${year}-06-03`,
      "20／60",
      `证书编号：${first.number}`,
    ]) {
      expect(first.text).toContain(text.replace(/\s/g, ""));
    }
    const code = /验证码：([0-9A-Z-]{30})/.exec(first.text)?.[1]?.replaceAll("-", "");
    expect(code).toHaveLength(26);
    expect(new URL(first.qr).pathname).toBe(`/verify/${code}`);
  });

  await test.step("a third party opens the QR code's address: 有效", async () => {
    await visitor.goto(first.qr);
    await expectPage(visitor, "学时证明验证结果");
    await expect(visitor.getByText(/^有效：/)).toBeVisible();
    const shown = visitor.getByRole("main");
    await expect(shown).toContainText("王*明");
    await expect(shown).toContainText(maskIdNumber(person.idNumber));
    await expect(shown).not.toContainText("王小明");
    await expect(shown).not.toContainText(person.idNumber);
    await expect(shown).toContainText("20 学时");
    await expect(shown).toContainText(first.number);
  });

  await test.step("after one more credited declaration it is 已失效, and printing gives a new number", async () => {
    await credit({
      applicant: await ctxFor(db, account),
      unit: await ctxFor(db, clerk),
      authority: await ctxFor(db, authority),
      bureau: await ctxFor(db, bureau),
    });
    await visitor.reload();
    await expect(visitor.getByText(/^已失效：/)).toBeVisible();
    await expectPage(visitor, "学时证明验证结果");
    const stale = await context.request.get(first.url);
    expect(stale.status()).toBe(409);
    expect(await stale.text()).toContain("已失效，请重新打印学时证明");
    const second = await print(professionalPage, context);
    expect(second.number).not.toBe(first.number);
    expect(second.text).toContain("22／60");
    await expect(professionalPage.getByText("记录已变更，请重新打印")).toBeVisible();
    const again = await print(professionalPage, context);
    expect(again.number).toBe(second.number);
    await visitor.goto(second.qr);
    await expect(visitor.getByText(/^有效：/)).toBeVisible();
  });

  await test.step("the audit log tells all of it", async () => {
    const actors = [account, clerk, authority, bureau].map(({ id }) => id);
    const rows = await db
      .select()
      .from(auditLog)
      .where(inArray(auditLog.actorId, actors))
      .orderBy(asc(auditLog.at), asc(auditLog.id));
    const story = (subjectKind: string) =>
      rows.filter((row) => row.subjectKind === subjectKind).map((row) => [row.actorName, row.action]);
    const declarationId = rows.find((row) => row.action === "declaration.reject")?.subjectId;
    expect(
      rows.filter((row) => row.subjectId === declarationId).map((row) => [row.actorName, row.action]),
    ).toEqual([
      ["王小明", "declaration.submit"],
      ["单位审核员", "declaration.approve"],
      ["主管审核员", "declaration.reject"],
      ["王小明", "declaration.submit"],
      ["单位审核员", "declaration.approve"],
      ["主管审核员", "declaration.approve"],
      ["人社审核员", "declaration.approve"],
    ]);
    expect(story("session")).toEqual(
      ["王小明", "单位审核员", "主管审核员", "人社审核员"].map((name) => [name, "session.login"]),
    );
    const prints = story("certificate");
    expect(prints.filter(([, action]) => action === "certificate.issue")).toHaveLength(2);
    expect(prints.filter(([, action]) => action === "certificate.download").length).toBeGreaterThanOrEqual(3);
    const issued = rows
      .filter((row) => row.action === "certificate.issue")
      .map((row) => row.subjectId as string);
    const looked = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.action, "certificate.verify"), inArray(auditLog.subjectId, issued)));
    expect(looked.map((row) => row.detail.state).sort()).toEqual(["invalid", "valid", "valid"]);
  });
});

/** Presses 打印学时证明 and reads the PDF that opens. */
async function print(page: Page, context: BrowserContext) {
  const opened = context.waitForEvent("request", (request) => request.url().includes("/certificates/"));
  await page.getByRole("button", { name: "打印学时证明" }).click();
  const url = (await opened).url();
  const response = await context.request.get(url);
  expect(response.headers()["content-type"]).toBe("application/pdf");
  const { text, qr } = await readPdf(await response.body());
  const number = /证书编号：(JN\d{4}-\d{8})/.exec(text)?.[1] ?? "";
  return { url, text, qr: qr ?? "", number };
}
