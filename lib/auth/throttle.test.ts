import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { throttles } from "@/db/schema";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { knownDevice, rememberAccount } from "./device";
import { forgetAccount, loginKeys, takeToken } from "./throttle";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("of a hundred simultaneous takers exactly the limit gets a token, and the next window has new ones", async () => {
  const take = () =>
    takeToken(database.db, "test:a", { limit: 10, seconds: 90 }).then(
      () => "taken",
      (error: Error) => error.message,
    );
  const outcomes = await Promise.all(Array.from({ length: 100 }, take));
  expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(10);
  expect(outcomes).toContain("操作过于频繁，请 2 分钟后再试");
  await database.owner.update(throttles).set({ windowEndsAt: sql`now()` }).where(eq(throttles.key, "test:a"));
  expect(await take()).toBe("taken");
});

test("lifting an account's locks leaves those of others", async () => {
  const rows = ["one", "one-more"].flatMap((key) => [loginKeys.strangers(key), loginKeys.browser(key, "b")]);
  await database.owner
    .insert(throttles)
    .values(rows.map((key) => ({ key, count: 5, windowEndsAt: sql`now() + interval '1 hour'` })));
  await forgetAccount(database.db, "one");
  const left = await database.owner.select().from(throttles).where(sql`${throttles.key} like 'login:one%'`);
  expect(left.map((row) => row.key).sort()).toEqual(["login:one-more", "login:one-more:b"]);
});

test("a browser remembers its last ten accounts, under one id, and believes no forged cookie", () => {
  let cookie: string | null = null;
  for (let account = 0; account < 12; account++) cookie = rememberAccount(cookie, `account-${account}`);
  const id = knownDevice(cookie, "account-11");
  expect(id).toBeTruthy();
  expect(knownDevice(cookie, "account-2")).toBe(id);
  expect(knownDevice(cookie, "account-1")).toBeNull();
  const body = Buffer.from(JSON.stringify({ id: "x", accounts: ["account-1"] })).toString("base64url");
  for (const forged of [null, "", "x", `${body}.x`, body, `${body}.${cookie?.split(".")[1]}`]) {
    expect(knownDevice(forged, "account-1")).toBeNull();
  }
});
