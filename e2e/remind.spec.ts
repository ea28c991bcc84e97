import type { Browser, Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import type { ReviewKind } from "@/db/enums";
import { registrations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { submitPersonChange } from "@/lib/review/person-change";
import { submitTransfer } from "@/lib/review/transfer";
import { submitSuperiorChange } from "@/lib/review/unit-change";
import { administrator, ctxFor, nextIdNumber } from "@/tests/fixtures";
import { mover, wish } from "@/tests/transfer";
import { fact } from "./inbox";
import {
  fillPersonRegistration,
  findable,
  solveCaptcha,
  submitButton,
  waitPatiently,
} from "./registration-form";
import { db, expect, expectPage, signIn, test, toast, visit } from "./support";
import { changeWaits, registrationWaits, sleepOnReminder, story, waitDays } from "./waiting";

/* 催办 of what the inboxes of 审核账户 (§5) hold; of 学时申报 see messages.spec.ts */

type Waiting = {
  kind: ReviewKind;
  subjectId: string;
  /** The applicant's page of it is open. */
  applicant: Page;
  /** Who asks to hurry, as the audit log names them. */
  by: string;
  /** The inbox is open: `earlier` was submitted before `name`. */
  reviewer: Page;
  earlier: string;
  name: string;
};

/** Too early, then once, then again the next day; in the inbox it comes first from the first time on. */
async function expectHurried({ kind, subjectId, applicant, by, reviewer, earlier, name }: Waiting) {
  const hurry = applicant.getByRole("button", { name: "催办" });
  // In the history of the reviews, or where a page has none as a fact of its own.
  const last = applicant
    .getByText(/^最近催办 \d/)
    .or(fact(applicant, "上次催办").filter({ hasText: /\d/ }))
    .first();
  const rows = reviewer.locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText(earlier);
  await expect(rows.nth(1)).toContainText(name);

  await test.step("less than three days: not yet", async () => {
    await waitDays(kind, subjectId, 2);
    await applicant.reload();
    await expect(hurry).toHaveAccessibleDescription("等待满 3 天后可以催办");
    await expect(hurry).toBeDisabled();
    await expect(last).toHaveCount(0);
  });

  await test.step("after three days: once", async () => {
    await waitDays(kind, subjectId, 3);
    await applicant.reload();
    await expect(hurry).toBeEnabled();
    await hurry.dblclick();
    await expect(toast(applicant, "已催办，审核单位的待审核列表会优先显示这一项")).toBeVisible();
    await expect(hurry).toHaveAccessibleDescription("今天已催办，明天可以再次催办");
    await expect(hurry).toBeDisabled();
    await expect(last).toBeVisible();
    await applicant.reload();
    await expect(hurry).toHaveAccessibleDescription("今天已催办，明天可以再次催办");
    await expectPage(applicant, /./);
    const reminders = (await story(kind, subjectId)).filter(([, action]) => action === `${kind}.remind`);
    expect(reminders).toEqual([[by, `${kind}.remind`]]);
  });

  await test.step("the inbox marks it and shows it first", async () => {
    await reviewer.reload();
    await expect(rows.nth(0)).toContainText(name);
    await expect(rows.nth(0).getByText(/^催办：申请人于 .+ 催办$/)).toBeVisible();
    await expect(rows.nth(1)).toContainText(earlier);
    await expect(rows.nth(1)).not.toContainText("催办");
    await expectPage(reviewer, /./);
  });

  await test.step("the next day: once more", async () => {
    await sleepOnReminder(kind, subjectId);
    await applicant.reload();
    await expect(hurry).toBeEnabled();
    await hurry.click();
    await expect(hurry).toHaveAccessibleDescription("今天已催办，明天可以再次催办");
    const reminders = (await story(kind, subjectId)).filter(([, action]) => action === `${kind}.remind`);
    expect(reminders).toHaveLength(2);
  });
}

/** The inbox of one kind, in a browser of its own. */
async function openInbox(browser: Browser, ctx: Ctx, path: string, heading: string): Promise<Page> {
  const inbox = await (await browser.newContext()).newPage();
  await signIn(inbox, ctx);
  await visit(inbox, path, heading);
  return inbox;
}

test("资料变更", async ({ page, browser, world }) => {
  await changeWaits(world.tree.unit, "钱志远", "教研组长");
  await submitPersonChange(world.applicant, { position: "年级主任", evidence: {} });
  await signIn(page, world.applicant);
  await visit(page, "/me/profile", "个人资料");
  await expectHurried({
    kind: "person-change",
    subjectId: world.person.id,
    applicant: page,
    by: world.person.name,
    reviewer: await openInbox(browser, world.unit, "/reviews/person-changes", "审核人员信息修改"),
    earlier: "钱志远",
    name: world.person.name,
  });
});

test("人员调转", async ({ page, browser, world }) => {
  const { unit, foreignUnit } = world.tree;
  const other = await mover(db, unit, { name: "钱志远" });
  await submitTransfer(other.ctx, wish(foreignUnit));
  const { id: subjectId } = await submitTransfer(world.applicant, wish(foreignUnit));
  await signIn(page, world.applicant);
  await visit(page, "/me/transfer", "人员调转");
  await expectHurried({
    kind: "transfer",
    subjectId,
    applicant: page,
    by: world.person.name,
    reviewer: await openInbox(browser, world.foreignUnit, "/reviews/transfers", "人员调转"),
    earlier: "钱志远",
    name: world.person.name,
  });
});

test("机构信息修改", async ({ page, browser, world }) => {
  const { countyUnit, unit, foreignAuthority } = world.tree;
  const superior = { id: foreignAuthority.id, name: foreignAuthority.name };
  const propose = { superior, reason: "机构改革", evidence: [] };
  await submitSuperiorChange(await ctxFor(db, await administrator(db, countyUnit)), propose);
  await submitSuperiorChange(world.unit, propose);
  await signIn(page, world.unit);
  await visit(page, "/profile", "资料管理");
  await expectHurried({
    kind: "unit-change",
    subjectId: unit.id,
    applicant: page,
    by: world.unit.viewer.name,
    reviewer: await openInbox(browser, world.foreignAuthority, "/reviews/unit-changes", "审核机构信息修改"),
    earlier: countyUnit.name,
    name: unit.name,
  });
});

test("注册, from 注册审核进度查询", async ({ page, browser, world }) => {
  const unit = await findable(world.tree.unit);
  await registrationWaits(unit, "钱志远");
  const form = { name: "王晓芳", idNumber: nextIdNumber(), unit: unit.name };
  await visit(page, "/register/person", "专业技术人员注册");
  await fillPersonRegistration(page, form);
  await solveCaptcha(page);
  await submitButton(page).click();
  await expectPage(page, "注册审核进度查询");
  await expect(waitPatiently(page)).toBeVisible();
  const [registration] = await db
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.idNumber, form.idNumber));
  await expectHurried({
    kind: "person-registration",
    subjectId: registration?.id ?? "",
    applicant: page,
    by: form.name,
    reviewer: await openInbox(browser, world.unit, "/reviews/persons", "审核注册人员"),
    earlier: "钱志远",
    name: form.name,
  });
});
