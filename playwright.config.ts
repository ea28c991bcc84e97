import { defineConfig } from "@playwright/test";

/* Run by scripts/e2e.ts, which starts the platform and names it and the browser in the environment. */
export default defineConfig({
  testDir: "e2e",
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: ".test/e2e.json" }]],
  outputDir: "test-results",
  use: {
    baseURL: process.env.BASE_URL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    // axe must not meet half-faded colours.
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
