import type { Locator, Page } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { attachments, auditLog, persons } from "@/db/schema";
import { administrator, nextIdNumber, organizationTree } from "@/tests/fixtures";
import { evidenceInput, file } from "./declaration-form";
import { decideOpened, openWaiting } from "./inbox";
import {
  fillPersonRegistration,
  findable,
  password,
  solveCaptcha,
  submitButton,
  waitPatiently,
} from "./registration-form";
import { db, expect, expectAccessible, expectPage, logIn, test, toast, visit } from "./support";

/** The photo of somebody, when the picture itself has come. */
async function expectPhoto(page: Page, name: string): Promise<string> {
  const photo: Locator = page.getByRole("img", { name: `${name}的照片` }).first();
  await photo.scrollIntoViewIfNeeded();
  await expect(photo).toHaveJSProperty("complete", true);
  await expect(photo).not.toHaveJSProperty("naturalWidth", 0);
  return (await photo.getAttribute("src")) ?? "";
}

/* 照片: from the registration to the reviewer, the professional's own profile and the unit's page of the person. */
test("a photo is registered with, reviewed, replaced by the professional and shown to the unit", async ({
  browser,
  page,
}) => {
  const tree = await organizationTree(db);
  const unit = await findable(tree.unit);
  const reviewer = await administrator(db, unit, { password });
  const applicant = { name: "孔令仪", idNumber: nextIdNumber(), unit: unit.name };

  await test.step("the form takes an image and nothing else, and shows it", async () => {
    await page.goto("/register/person");
    await fillPersonRegistration(page, applicant);
    await expect(page.getByText("暂无照片")).toBeVisible();
    await evidenceInput(page, "照片").setInputFiles(file("照片.pdf"));
    await expect(page.getByRole("alert").filter({ hasText: "照片仅支持 JPG、PNG 格式" })).toBeVisible();
    // A PDF by any other name: told by the server, from its content.
    await evidenceInput(page, "照片").setInputFiles({ ...file("照片.pdf"), name: "照片.png" });
    await expect(page.getByRole("alert").filter({ hasText: "照片仅支持 JPG、PNG 格式" })).toBeVisible();
    await evidenceInput(page, "照片").setInputFiles(file("一寸照.png"));
    await expectPhoto(page, applicant.name);
    await expect(page.getByRole("alert").filter({ hasText: "照片仅支持" })).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "移除照片" }).click();
    await expect(page.getByText("暂无照片")).toBeVisible();
    await expect(evidenceInput(page, "照片")).toBeFocused();
    await evidenceInput(page, "照片").setInputFiles(file("二寸照.png"));
    await expectPhoto(page, applicant.name);
    await solveCaptcha(page);
    await submitButton(page).click();
    await expect(waitPatiently(page)).toBeVisible();
    await expectPhoto(page, applicant.name);
  });

  const unitPage = await (await browser.newContext()).newPage();
  await test.step("the reviewer sees it, before and after the decision", async () => {
    await unitPage.goto("/login?portal=employer");
    await logIn(unitPage, { idNumber: reviewer.idNumber, password });
    await expectPage(unitPage, "首页");
    await openWaiting(unitPage, "审核注册人员", applicant.name);
    const before = await expectPhoto(unitPage, applicant.name);
    await decideOpened(unitPage, "通过", { noun: "人员注册" });
    expect(await expectPhoto(unitPage, applicant.name)).toBe(before);
  });

  const [person] = await db.select().from(persons).where(eq(persons.idNumber, applicant.idNumber));
  const personId = person?.id ?? "";
  await test.step("it is the person's, on the progress page too", async () => {
    expect(person?.photoId).toBeTruthy();
    await page.reload();
    await expectPhoto(page, applicant.name);
    await visit(unitPage, `/statistics/persons/${personId}`, applicant.name);
    expect(await expectPhoto(unitPage, applicant.name)).toContain(person?.photoId);
  });

  await test.step("the professional replaces it, at once", async () => {
    await page.goto("/login?portal=professional");
    await logIn(page, { ...applicant, password });
    await expectPage(page, `${applicant.name}，您好`);
    await visit(page, "/me/profile", "个人资料");
    const former = await expectPhoto(page, applicant.name);
    expect(former).toContain(person?.photoId);
    await evidenceInput(page, "更换照片").setInputFiles(file("新照片.png"));
    await expect(toast(page, "照片已更新")).toBeVisible();
    await expect(page.getByRole("img", { name: `${applicant.name}的照片` })).not.toHaveAttribute(
      "src",
      former,
    );
    const present = await expectPhoto(page, applicant.name);
    await visit(unitPage, `/statistics/persons/${personId}`, applicant.name);
    expect(await expectPhoto(unitPage, applicant.name)).toBe(present);
  });

  await test.step("and removes it: the file that nothing cites is gone", async () => {
    await page.getByRole("button", { name: "移除照片" }).click();
    const dialog = page.getByRole("alertdialog", { name: "要移除照片吗？" });
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "确认移除照片" }).click();
    await expect(toast(page, "照片已移除")).toBeVisible();
    await expect(page.getByText("暂无照片")).toBeVisible();
    await expect(evidenceInput(page, "上传照片")).toBeFocused();
    const files = await db.select().from(attachments).where(eq(attachments.personId, personId));
    expect(files.map(({ id }) => id)).toEqual([person?.photoId]);
    await unitPage.reload();
    await expect(unitPage.getByText("暂无照片")).toBeVisible();
    const edits = await db
      .select({ detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.action, "person.edit"), eq(auditLog.subjectId, personId)));
    expect(edits).toEqual([{ detail: { fields: ["photoId"] } }, { detail: { fields: ["photoId"] } }]);
  });
});
