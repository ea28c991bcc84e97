import { eq } from "drizzle-orm";
import { attachments, declarations, reviews } from "@/db/schema";
import { pendingDeclaration } from "@/tests/fixtures";
import {
  attach,
  evidenceInput,
  file,
  fillCommon,
  fillTraining,
  submitButton,
  year,
} from "./declaration-form";
import { db, expect, expectAccessible, expectPage, signIn, test, toast, visit } from "./support";

/* §6 学时申报, by the professional and by the unit */

const stored = (personId: string) =>
  db.select().from(declarations).where(eq(declarations.personId, personId));

test("学历教育, the manual's example: the hours follow from the courses passed", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await visit(page, "/me/declarations", "学时申报");
  await expect(page.getByText("还没有学时申报")).toBeVisible();
  await page.getByRole("link", { name: "申报学时" }).click();
  await page.getByRole("link", { name: "学历教育" }).click();
  await fillCommon(page, { title: "汉语言文学本科", titleLabel: "学习名称", hours: 24 });
  await page.getByLabel("学历层次").selectOption("本科");
  await page.getByRole("textbox", { name: "学校" }).fill("曲阜师范大学");
  await page.getByRole("textbox", { name: "专业", exact: false }).last().fill("汉语言文学");
  await page.getByLabel("学习方式").selectOption("在职");
  await page.getByLabel("入学时间").fill(`${year - 2}-09-01`);
  await page.getByRole("textbox", { name: "课程 1" }).fill("古代汉语");
  await page.getByRole("textbox", { name: "成绩" }).fill("86");
  await expect(page.getByText("本次最多可申报 15 学时")).toBeVisible();
  await page.getByRole("button", { name: "添加课程" }).click();
  await page.getByRole("textbox", { name: "课程 2" }).fill("文学概论");
  await page.getByRole("textbox", { name: "成绩" }).last().fill("91");
  await expect(page.getByText("按折算标准每门课程 15 学时，2 门课程折算 30 学时")).toBeVisible();
  await attach(page, "当年度成绩单", file("成绩单.pdf"));
  await page.getByRole("checkbox", { name: /本人承诺/ }).check();
  await expectAccessible(page);
  await submitButton(page).click();
  await expectPage(page, "汉语言文学本科");
  await expect(page.getByText("古代汉语（成绩 86）")).toBeVisible();
  await visit(page, "/me/declarations", "学时申报");
  await expect(page.getByRole("row", { name: /汉语言文学本科/ })).toContainText("待用人单位审核");
});

test("发表论文: a wrong 刊号 is refused at its field, and the error summary leads there", async ({
  page,
  world,
}) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=paper");
  await fillCommon(page, { title: "县域高中课堂教学改革研究", titleLabel: "论文题目", hours: 6 });
  await page.getByRole("textbox", { name: "刊物名称" }).fill("山东教育");
  await page.getByRole("textbox", { name: "刊号" }).fill("1000-9824");
  await page.getByLabel("刊物级别").selectOption("省级");
  await page.getByLabel("发表时间").fill(`${year}-06-20`);
  await page.getByRole("spinbutton", { name: "字数" }).fill("3500");
  await page.getByRole("spinbutton", { name: "本人排名" }).fill("1");
  await page.getByRole("spinbutton", { name: "作者总人数" }).fill("2");
  for (const label of ["杂志封面", "目录", "正文"]) await attach(page, label, file(`${label}.png`));
  await page.getByRole("checkbox", { name: /本人承诺/ }).check();
  await submitButton(page).click();
  const summary = page.getByRole("alert").filter({ hasText: "有 1 处需要更正" });
  await expect(summary).toBeFocused();
  await expectAccessible(page);
  await summary.getByRole("link", { name: /刊号不正确/ }).click();
  await expect(page.getByRole("textbox", { name: "刊号" })).toBeFocused();
  await page.getByRole("textbox", { name: "刊号" }).fill("1000-9825");
  await submitButton(page).click();
  await expectPage(page, "县域高中课堂教学改革研究");
  await expect(page.getByText("1000-9825")).toBeVisible();
});

test("a draft is saved unfinished, found in the list, continued and submitted", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await page.getByRole("textbox", { name: "培训名称" }).fill("未填完的培训");
  await attach(page, "培训通知", file("培训通知.pdf"));
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(toast(page, "草稿已保存，可随时继续填写")).toBeVisible();
  await expectPage(page, "修改申报");
  expect(await db.$count(reviews, eq(reviews.personId, world.person.id))).toBe(0);

  await visit(page, "/me/declarations", "学时申报");
  await expect(page.getByRole("row", { name: /未填完的培训/ })).toContainText("草稿");
  await page.getByRole("link", { name: "未填完的培训" }).click();
  await expectPage(page, "未填完的培训");
  await page.getByRole("link", { name: "继续填写" }).click();
  await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue("未填完的培训");
  await expect(page.getByRole("link", { name: /培训通知\.pdf/ })).toBeVisible();
  await page.getByRole("button", { name: "移除 培训通知.pdf" }).click();
  await fillTraining(page, { title: "填完的培训" });
  await submitButton(page).click();
  await expectPage(page, "填完的培训");
  const [only, ...more] = await stored(world.person.id);
  expect(more).toEqual([]);
  expect(only?.state).toBe("pending");
});

test("a draft is deleted after a question that names it", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await page.getByRole("textbox", { name: "培训名称" }).fill("不要的草稿");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await expect(page.getByRole("heading", { name: "修改申报" })).toBeVisible();
  await page.getByRole("navigation", { name: "当前位置" }).getByRole("link", { name: "不要的草稿" }).click();
  await page.getByRole("button", { name: "删除草稿" }).click();
  await expect(page.getByRole("alertdialog", { name: "删除草稿《不要的草稿》？" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认删除草稿" }).click();
  await expect(toast(page, "草稿已删除")).toBeVisible();
  await expect(page).toHaveURL("/me/declarations");
  expect(await stored(world.person.id)).toEqual([]);
});

test("what nobody has decided yet is withdrawn and can be submitted again", async ({ page, world }) => {
  const { declarationId } = await pendingDeclaration(db, world.applicant, { title: "要撤回的培训" });
  await signIn(page, world.applicant);
  await visit(page, `/me/declarations/${declarationId}`, "要撤回的培训");
  await page.getByRole("button", { name: "撤回申报" }).click();
  await expect(page.getByRole("alertdialog", { name: "撤回《要撤回的培训》？" })).toBeVisible();
  await page.getByRole("button", { name: "确认撤回申报" }).click();
  await expect(toast(page, "申报已撤回，可修改后重新提交")).toBeVisible();
  await expect(page.getByText("已撤回", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("申请人撤回")).toBeVisible();
  await page.getByRole("link", { name: "修改并重新提交" }).click();
  await page.getByRole("checkbox", { name: /本人承诺/ }).check();
  await submitButton(page).click();
  await expect(page.getByRole("heading", { name: "第 2 次提交" })).toBeVisible();
});

test("the same item twice is refused with the number of the first", async ({ page, world }) => {
  await signIn(page, world.applicant);
  for (const title of ["中小学骨干教师培训班", "中小学 骨干教师“培训班”"]) {
    await page.goto("/me/declarations/new?form=training");
    await fillTraining(page, { title, hours: 8 });
    await submitButton(page).click();
    if (title === "中小学骨干教师培训班") await expectPage(page, title);
  }
  await expect(
    page.getByRole("alert").getByText(new RegExp(`同一项目不能重复申报：申报编号 SB${year}-\\d{6}正在审核`)),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await stored(world.person.id)).toHaveLength(1);
});

test("hours over the limit are refused, and it says by how much and by which rule", async ({
  page,
  world,
}) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await fillTraining(page, { hours: 26.5 });
  await submitButton(page).click();
  await expect(
    page.getByText("申报学时超出 2.5 学时：按折算标准每学时 1 学时，24 学时折算 24 学时").first(),
  ).toBeVisible();
  await expectAccessible(page);
  expect(await stored(world.person.id)).toEqual([]);
  await page.getByRole("spinbutton", { name: "申报学时" }).fill("24");
  await submitButton(page).click();
  await expectPage(page, "中小学骨干教师培训班");
});

test("an empty form says what is missing, evidence included; nothing is stored", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await submitButton(page).click();
  const summary = page.getByRole("alert").filter({ hasText: "处需要更正" });
  for (const message of [
    "请填写培训名称",
    "请填写主办单位",
    "请选择培训级别",
    "请填写申报学时",
    "请上传培训通知",
    "请上传结业证书",
  ]) {
    await expect(summary.getByRole("link", { name: message })).toBeVisible();
  }
  await expect(summary).not.toContainText(/[A-Za-z]/);
  await expectAccessible(page);
  expect(await stored(world.person.id)).toEqual([]);
});

test("evidence that is none is refused: a program named .pdf, an empty file, another kind, 50 MB", async ({
  page,
  world,
}) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  const choose = (name: string, buffer: Buffer) =>
    evidenceInput(page, "培训通知").setInputFiles({ name, mimeType: "application/pdf", buffer });
  const program = Buffer.concat([Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"), Buffer.alloc(4000, 7)]);
  await choose("安装程序.pdf", program);
  await expect(page.getByText("仅支持 PDF、JPG、PNG，系统识别到的内容不是这些格式")).toBeVisible();
  await choose("空白.pdf", Buffer.alloc(0));
  await expect(page.getByText("文件是空的，请重新选择")).toBeVisible();
  await choose("说明.docx", Buffer.from("PK"));
  await expect(page.getByText("仅支持 PDF、JPG、PNG 格式的文件")).toBeVisible();
  await choose("扫描件.pdf", Buffer.alloc(49 * 1024 * 1024, 1));
  await expect(page.getByText("文件超过 10 MB，请压缩后重新上传")).toBeVisible();
  await expectAccessible(page);
  // A sound file beside them is stored all the same.
  await attach(page, "培训通知", file("培训通知.pdf"));
  expect(await db.$count(attachments, eq(attachments.personId, world.person.id))).toBe(1);
});

test("50 MB sent past the form are refused by the server with 413", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me");
  const response = await page.request.post(`/attachments?person=${world.person.id}`, {
    headers: {
      Origin: process.env.BASE_URL ?? "",
      "X-File-Name": encodeURIComponent("扫描件.pdf"),
      "Content-Type": "application/octet-stream",
    },
    data: Buffer.alloc(50 * 1024 * 1024, 1),
  });
  expect(response.status()).toBe(413);
  expect(await response.json()).toEqual({ ok: false, message: "文件超过 10 MB，请压缩后重新上传" });
  expect(await db.$count(attachments, eq(attachments.personId, world.person.id))).toBe(0);
});

test("another learning form and back loses nothing that was typed", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await page.getByRole("textbox", { name: "培训名称" }).fill("换形式之前填写的");
  await page.getByRole("textbox", { name: "主办单位" }).fill("济宁市教育局");
  await page.getByRole("link", { name: "发表论文" }).click();
  await page.getByRole("textbox", { name: "论文题目" }).fill("换过来填写的");
  await page.getByRole("link", { name: "培训研修" }).click();
  await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue("换形式之前填写的");
  await expect(page.getByRole("textbox", { name: "主办单位" })).toHaveValue("济宁市教育局");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "培训名称" })).toHaveValue("换形式之前填写的");
  await page.getByRole("link", { name: "发表论文" }).click();
  await expect(page.getByRole("textbox", { name: "论文题目" })).toHaveValue("换过来填写的");
});

test("a double click submits once", async ({ page, world }) => {
  await signIn(page, world.applicant);
  await page.goto("/me/declarations/new?form=training");
  await fillTraining(page);
  await submitButton(page).dblclick();
  await expectPage(page, "中小学骨干教师培训班");
  expect(await stored(world.person.id)).toHaveLength(1);
  expect(await db.$count(reviews, eq(reviews.personId, world.person.id))).toBe(1);
});

test("the unit declares for one of its people, who sees it and who filled it in", async ({
  page,
  browser,
  world,
}) => {
  await signIn(page, world.unit);
  await visit(page, "/hours/declare", "学时申报");
  await page.getByLabel("姓名或证件号码").fill(world.person.name);
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page).toHaveURL(/q=/);
  await page.getByRole("link", { name: `为${world.person.name}申报学时` }).click();
  await expectPage(page, `为${world.person.name}申报学时`);
  await page.getByRole("link", { name: "培训研修" }).click();
  await fillTraining(page, { title: "单位代为申报的培训" });
  await submitButton(page).click();
  await expectPage(page, "单位代为申报的培训");
  await expect(page.getByText(world.unit.viewer.name).first()).toBeVisible();
  await expect(page.getByText("待用人单位审核", { exact: true })).toBeVisible();

  const professionalPage = await (await browser.newContext()).newPage();
  await signIn(professionalPage, world.applicant);
  await visit(professionalPage, "/me/declarations", "学时申报");
  await professionalPage.getByRole("link", { name: "单位代为申报的培训" }).click();
  await expectPage(professionalPage, "单位代为申报的培训");
  await expect(professionalPage.getByText(`${world.unit.viewer.name} 提交申报`)).toBeVisible();
});
