import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { StartError } from "@/db/start-error";
import { run, runTool } from "./command";

/**
 * The Chromium that the end-to-end tests drive: CHROMIUM_PATH, Playwright's own, the system's; if there
 * is none it is installed. The answer is the program's path; a `StartError` says that none can be had.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (await works(chosen)) return chosen;
    throw new StartError(`CHROMIUM_PATH 指定的浏览器 ${chosen} 无法运行：请检查路径`);
  }
  const found = (await firstWorking()) ?? (await install());
  if (found) return found;
  throw new StartError(
    "找不到 Chromium 浏览器，也无法自动安装：请安装 Chromium 或 Chrome，或用 CHROMIUM_PATH 指定它的路径",
  );
}

async function firstWorking(): Promise<string | null> {
  const candidates = [
    chromium.executablePath(),
    ...["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].flatMap((name) =>
      ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map((folder) => `${folder}/${name}`),
    ),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
  for (const candidate of candidates) if (await works(candidate)) return candidate;
  return null;
}

/** A file alone proves nothing: it may be a stub, or lack libraries. */
async function works(program: string): Promise<boolean> {
  return existsSync(program) && (await run(program, ["--version"], { quiet: true })).code === 0;
}

async function install(): Promise<string | null> {
  console.log("未找到 Chromium，正在安装……");
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const mayBeRoot = asRoot.length === 0 || (await succeeds(["sudo", "-n", "true"]));
  const ways: (() => Promise<unknown>)[] = [
    () => runTool("playwright", ["install", ...(mayBeRoot ? ["--with-deps"] : []), "chromium"]),
    () => runTool("playwright", ["install", "chromium"]),
  ];
  if (mayBeRoot) {
    ways.push(
      async () =>
        (await succeeds([...asRoot, "apt-get", "update"])) &&
        succeeds([...asRoot, "apt-get", "install", "-y", "chromium"]),
      () => succeeds([...asRoot, "dnf", "install", "-y", "chromium"]),
      () => succeeds([...asRoot, "apk", "add", "chromium"]),
    );
  }
  ways.push(() => succeeds(["brew", "install", "--cask", "chromium"]));
  for (const way of ways) {
    await way();
    const found = await firstWorking();
    if (found) return found;
  }
  return null;
}

async function succeeds([file = "", ...args]: string[]): Promise<boolean> {
  return (await run(file, args, { quiet: true })).code === 0;
}
