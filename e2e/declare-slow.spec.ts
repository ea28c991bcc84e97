import type { Route } from "@playwright/test";
import { eq } from "drizzle-orm";
import { declarations } from "@/db/schema";
import { evidenceInput, file } from "./declaration-form";
import { db, expect, expectPage, signIn, test, toast, visit } from "./support";

/* §6 学时申报 where the network is slow, or gone for a while: nothing that was filled in is lost */

/** Holds requests back until they are released: a slow network. */
function held() {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const hold = async (route: Route) => {
    await released;
    await route.continue();
  };
  return { hold, release };
}

test("another learning form is there without the network, and each keeps what was typed", async ({
  page,
  world,
}) => {
  const degree = page.getByRole("textbox", { name: "学习名称" });
  const training = page.getByRole("textbox", { name: "培训名称" });
  const general = page.getByRole("radio", { name: "公需科目" });
  await signIn(page, world.applicant);
  await visit(page, "/me/declarations/new", "申报学时");
  await degree.fill("在职研究生");
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "培训研修" }).click();
  await training.fill("断网时填写的培训");
  await general.check();
  await page.context().setOffline(false);

  await page.goBack();
  await expect(degree).toHaveValue("在职研究生");
  await expect(general).not.toBeChecked();
  await page.goForward();
  await expect(training).toHaveValue("断网时填写的培训");
  await expect(general).toBeChecked();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectPage(page, "修改申报");
  await expect(training).toHaveValue("断网时填写的培训");
  await expect(general).toBeChecked();
});

test("what is typed while a saved draft's own page is awaited goes along, and nothing stays behind", async ({
  page,
  world,
}) => {
  const title = page.getByRole("textbox", { name: "培训名称" });
  const ownPage = held();
  await signIn(page, world.applicant);
  await visit(page, "/me/declarations/new?form=training", "申报学时");
  await title.fill("存过的培训");
  await page.route(/\/edit(\?|$)/, ownPage.hold);
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(toast(page, "草稿已保存，可随时继续填写")).toBeVisible();
  await title.fill("存过又改的培训");
  ownPage.release();
  await expectPage(page, "修改申报");
  await expect(title).toHaveValue("存过又改的培训");

  await visit(page, "/me/declarations/new?form=training", "申报学时");
  await expect(title).toBeEnabled();
  await expect(title).toHaveValue("");
});

test("a draft is not saved while its files are on their way", async ({ page, world }) => {
  const upload = held();
  await signIn(page, world.applicant);
  await visit(page, "/me/declarations/new?form=training", "申报学时");
  await page.getByRole("textbox", { name: "培训名称" }).fill("材料在路上的培训");
  await page.route("**/attachments?*", upload.hold);
  await evidenceInput(page, "培训通知").setInputFiles(file("培训通知.pdf"));
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(toast(page, "材料仍在上传，请等上传完成后再保存")).toBeVisible();
  expect(await db.$count(declarations, eq(declarations.personId, world.person.id))).toBe(0);
  upload.release();
  await expect(page.getByRole("button", { name: "移除 培训通知.pdf" })).toBeVisible();
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expectPage(page, "修改申报");
  await expect(page.getByRole("link", { name: /培训通知\.pdf/ })).toBeVisible();
});
