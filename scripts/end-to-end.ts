import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findBrowser } from "./browser";
import { build } from "./build";
import { runTool } from "./command";
import { openPlatform, prepareDatabase } from "./platform";
import { freePort, startServer } from "./server";

/**
 * Runs the end-to-end tests (all, or Playwright's `args`) against the production build with a database
 * and a folder of its own, which are gone afterwards. The answer is Playwright's exit code.
 */
export async function runEndToEnd(args: string[], interrupted: AbortSignal): Promise<number | null> {
  const CHROMIUM_PATH = await findBrowser();
  await build(interrupted);
  const parent = resolve(".test");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "e2e-"));
  // Never the database, secrets or address that this shell happens to be set up for.
  for (const name of ["DATABASE_URL", "FILES_DIR", "NEXTAUTH_SECRET", "NEXTAUTH_URL"])
    delete process.env[name];
  process.env.DATA_DIR = folder;
  try {
    const platform = await openPlatform();
    try {
      await prepareDatabase(interrupted, { demo: false });
      const server = await startServer(await freePort());
      try {
        const env = { BASE_URL: server.url, CHROMIUM_PATH, NODE_ENV: "test" };
        return (await runTool("playwright", ["test", ...args], { env, interrupted })).code;
      } finally {
        await server.close();
      }
    } finally {
      await platform.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
