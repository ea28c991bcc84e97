import { expect, test } from "vitest";
import { runScript } from "./command";

test("npm start refuses to guess the database's or the site's address", async () => {
  const unset = { DATABASE_URL: "", NEXTAUTH_URL: "" };
  const start = (env: Record<string, string>) =>
    runScript("scripts/serve.ts", [], { env: { ...unset, ...env }, quiet: true });
  const database = await start({ NEXTAUTH_URL: "https://jxjy.example.gov.cn" });
  expect(database).toMatchObject({ code: 1, output: expect.stringMatching(/^缺少环境变量 DATABASE_URL：/) });
  const site = await start({ DATABASE_URL: "postgres://localhost/platform" });
  expect(site).toMatchObject({ code: 1, output: expect.stringMatching(/^缺少环境变量 NEXTAUTH_URL：/) });
});
