import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { folderError, openDataFolder } from "@/db/data-folder";
import { startEmbedded } from "@/db/embedded";
import { requireDatabase } from "@/db/migrate";
import { StartError } from "@/db/start-error";
import { build } from "./build";
import { runScript, untilAborted } from "./command";
import type { DemoAccount } from "./seed/demo";
import { configuredPort, requireFreePort, startServer } from "./server";

export interface Platform {
  dataDir: string;
  /** Stops the embedded database, if there is one. */
  close(): Promise<void>;
}

/**
 * Opens what the platform needs to run and names it in the environment: the data folder (DATA_DIR, else
 * .data), the database (DATABASE_URL, else embedded), the files' folder and the secret, made once and kept.
 */
export async function openPlatform(): Promise<Platform> {
  const dataDir = await openDataFolder(resolve(process.env.DATA_DIR || ".data"));
  const external = process.env.DATABASE_URL;
  if (external) await requireDatabase(external);
  const embedded = external ? null : await startEmbedded(dataDir);
  try {
    process.env.DATABASE_URL = external || embedded?.url;
    process.env.DATA_DIR = dataDir;
    process.env.FILES_DIR ||= join(dataDir, "files");
    process.env.NEXTAUTH_SECRET ||= await keptSecret(join(dataDir, "secrets.json"));
  } catch (error) {
    await embedded?.stop();
    throw folderError(error, dataDir);
  }
  return { dataDir, close: async () => embedded?.stop() };
}

async function keptSecret(file: string): Promise<string> {
  const made = JSON.stringify({ NEXTAUTH_SECRET: randomBytes(48).toString("base64url") });
  await writeFile(file, made, { mode: 0o600, flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const secrets = JSON.parse(await readFile(file, "utf8")) as { NEXTAUTH_SECRET: string };
  return secrets.NEXTAUTH_SECRET;
}

/** Migrates the opened platform's database and, with `demo`, loads the demo data into an empty one. */
export async function prepareDatabase(interrupted: AbortSignal, { demo }: { demo: boolean }): Promise<void> {
  const { code } = await runScript("scripts/migrate.ts", demo ? ["--demo"] : [], { interrupted });
  if (code !== 0) throw new StartError("数据库未能准备好，原因见上");
}

/** The whole life of a demonstration, up to the interrupt: built, or with `dev` straight from the sources. */
export async function runPlatform(interrupted: AbortSignal, { dev = false } = {}): Promise<void> {
  const port = configuredPort();
  await requireFreePort(port);
  console.log(process.env.DATABASE_URL ? "正在连接数据库……" : "正在启动内置数据库……");
  const platform = await openPlatform();
  try {
    await prepareDatabase(interrupted, { demo: true });
    if (!dev) await build(interrupted);
    const server = await startServer(port, { dev });
    await announce(server.url, platform.dataDir);
    await untilAborted(interrupted);
    console.log("正在停止……");
    await server.close();
  } catch (error) {
    if (!interrupted.aborted) throw error;
  } finally {
    await platform.close();
  }
  console.log("已停止，数据已保留");
}

/** Where the demo's accounts are kept, for each start to print. */
export const accountsFile = (dataDir: string) => join(dataDir, "demo-accounts.json");

async function announce(url: string, dataDir: string): Promise<void> {
  const file = await readFile(accountsFile(dataDir), "utf8").catch(() => null);
  if (file) {
    const rows = (JSON.parse(file) as DemoAccount[]).map((a) => [
      a.portal,
      a.name,
      a.idNumber,
      a.password,
      a.note,
    ]);
    console.log(`\n演示账号\n${table([["登录入口", "姓名", "证件号码", "密码", "说明"], ...rows])}`);
  } else {
    console.log("\n数据库中原有数据，未载入演示数据");
  }
  console.log(`\n平台已启动：${url}（按 Ctrl-C 停止）`);
}

/** Columns side by side; a Chinese character is as wide as two letters. */
function table(rows: string[][]): string {
  const width = (text: string) => [...text].reduce((sum, char) => sum + (/[ᄀ-￯]/.test(char) ? 2 : 1), 0);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? "")))) ?? [];
  return rows
    .map((row) =>
      row
        .map((text, column) => text + " ".repeat((widths[column] ?? 0) - width(text)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
