import "server-only";
import { randomInt } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Executor, db as sharedDb } from "@/db/client";
import { captchas } from "@/db/schema";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/request";
import { drawCaptcha } from "./captcha-image";
import { takeToken } from "./throttle";

/** What is asked: characters in a picture (a PNG as a data URL), or a question in words. */
export type Captcha = { id: string } & (
  | { kind: "image"; image: string }
  | { kind: "question"; question: string }
);
export type CaptchaKind = Captcha["kind"];

/** Without characters that look alike: 0 O Q, 1 I L, 2 Z, 5 S, 8 B, 6 G. */
const characters = "ACDEFHJKMNPRTUVWXY3479";
const minutes = 5;

/** A captcha for whoever sent the request at hand. Throws as `createCaptcha`. */
export const offerCaptcha = async (kind: CaptchaKind): Promise<Captcha> =>
  createCaptcha(sharedDb, kind, await clientAddress());

/** The captcha that a page is drawn with, or the sentence that says why there is none. */
export async function firstCaptcha(): Promise<Captcha | string> {
  try {
    return await offerCaptcha("image");
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** Makes a captcha that is good for one answer within five minutes. Throws `throttled` by address. */
export async function createCaptcha(db: Executor, kind: CaptchaKind, address: string): Promise<Captcha> {
  // An office behind one address logs in within the same minutes.
  await takeToken(db, `captcha:${address}`, { limit: 300, seconds: 300 });
  await db.delete(captchas).where(sql`${captchas.expiresAt} < now()`);
  if (kind === "image") {
    const answer = Array.from({ length: 4 }, () => characters[randomInt(characters.length)]).join("");
    const image = `data:image/png;base64,${drawCaptcha(answer).toString("base64")}`;
    return { id: await store(db, answer), kind, image };
  }
  const { question, answer } = askSum();
  return { id: await store(db, answer, question), kind, question };
}

/** Whether the answer is right. Whatever it is, the captcha is used up. */
export async function solveCaptcha(db: Executor, id: string, answer: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false;
  const [captcha] = await db
    .delete(captchas)
    .where(eq(captchas.id, id))
    .returning({ answer: captchas.answer, good: sql<boolean>`${captchas.expiresAt} > now()` });
  return captcha?.good === true && captcha.answer === normalize(answer);
}

async function store(db: Executor, answer: string, question?: string): Promise<string> {
  const expiresAt = sql`now() + make_interval(mins => ${minutes})`;
  const [row] = await db
    .insert(captchas)
    .values({ answer, question, expiresAt })
    .returning({ id: captchas.id });
  if (!row) throw new Error("the captcha was not stored");
  return row.id;
}

const normalize = (text: string) => text.normalize("NFKC").replace(/\s/gu, "").toUpperCase();

function askSum(): { question: string; answer: string } {
  const first = randomInt(11, 50);
  const second = randomInt(2, 10);
  const plus = randomInt(2) === 0;
  return {
    question: `${inWords(first)}${plus ? "加" : "减"}${inWords(second)}等于多少？`,
    answer: String(plus ? first + second : first - second),
  };
}

const digits = "零一二三四五六七八九";

/** A number below 100 as it is read: 三, 十二, 四十, 四十七. */
export function inWords(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return digits[ones] as string;
  return `${tens > 1 ? digits[tens] : ""}十${ones > 0 ? digits[ones] : ""}`;
}
