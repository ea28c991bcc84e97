import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { captchas } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { createCaptcha, inWords, solveCaptcha } from "./captcha";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

async function captchaWithAnswer(kind: "image" | "question" = "image") {
  const captcha = await createCaptcha(database.db, kind, "10.0.0.1");
  const [row] = await database.db.select().from(captchas).where(eq(captchas.id, captcha.id));
  return { ...captcha, answer: row?.answer ?? "" };
}

test("a picture is a PNG of four characters without look-alikes", async () => {
  const captcha = await captchaWithAnswer();
  expect(captcha.answer).toMatch(/^[ACDEFHJKMNPRTUVWXY3479]{4}$/);
  if (captcha.kind !== "image") throw new Error("not a picture");
  const bytes = Buffer.from(captcha.image.replace("data:image/png;base64,", ""), "base64");
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.length).toBeGreaterThan(2000);
  expect(captcha.image).not.toContain(captcha.answer);
});

test("a question's answer is its sum, in digits", async () => {
  for (let time = 0; time < 20; time++) {
    const captcha = await captchaWithAnswer("question");
    if (captcha.kind !== "question") throw new Error("not a question");
    const [, first, sign, second] = /^(.+)([加减])(.)等于多少？$/.exec(captcha.question) ?? [];
    const numbers = Array.from({ length: 60 }, (_, number) => inWords(number));
    const [a, b] = [numbers.indexOf(first ?? ""), numbers.indexOf(second ?? "")];
    expect(captcha.answer).toBe(String(sign === "加" ? a + b : a - b));
    expect(await solveCaptcha(database.db, captcha.id, captcha.answer)).toBe(true);
  }
});

test("numbers are read as in Chinese", () => {
  expect([3, 10, 12, 40, 47].map(inWords)).toEqual(["三", "十", "十二", "四十", "四十七"]);
});

test("case, width and spaces do not matter", async () => {
  const { id, answer } = await captchaWithAnswer();
  const wide = [...answer.toLowerCase()]
    .map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0))
    .join("　");
  expect(await solveCaptcha(database.db, id, ` ${wide} `)).toBe(true);
});

test("it is good for one answer, right or wrong", async () => {
  const right = await captchaWithAnswer();
  expect(await solveCaptcha(database.db, right.id, right.answer)).toBe(true);
  expect(await solveCaptcha(database.db, right.id, right.answer)).toBe(false);
  const wrong = await captchaWithAnswer();
  expect(await solveCaptcha(database.db, wrong.id, "0000")).toBe(false);
  expect(await solveCaptcha(database.db, wrong.id, wrong.answer)).toBe(false);
});

test("of two answers at the same moment one counts", async () => {
  const { id, answer } = await captchaWithAnswer();
  const answers = await Promise.all(Array.from({ length: 8 }, () => solveCaptcha(database.db, id, answer)));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test("after five minutes it is over, and swept out when the next one is made", async () => {
  const { id, answer } = await captchaWithAnswer();
  const expire = (captcha: string) =>
    database.owner
      .update(captchas)
      .set({ expiresAt: sql`${captchas.expiresAt} - interval '5 minutes'` })
      .where(eq(captchas.id, captcha));
  await expire(id);
  expect(await solveCaptcha(database.db, id, answer)).toBe(false);
  const abandoned = await captchaWithAnswer();
  await expire(abandoned.id);
  await captchaWithAnswer();
  expect(await database.owner.select().from(captchas).where(eq(captchas.id, abandoned.id))).toHaveLength(0);
});

test("ids that are none are wrong, not faults", async () => {
  for (const id of ["", "1", "'; drop table captchas", "00000000-0000-0000-0000-000000000000"]) {
    expect(await solveCaptcha(database.db, id, "AAAA")).toBe(false);
  }
});

test("one address gets three hundred in five minutes", async () => {
  const make = () => createCaptcha(database.db, "question", "10.0.0.9");
  for (let time = 0; time < 300; time++) await make();
  await expect(make()).rejects.toMatchObject({ code: "throttled", message: "操作过于频繁，请 5 分钟后再试" });
  await expect(createCaptcha(database.db, "question", "10.0.0.8")).resolves.toBeTruthy();
});
