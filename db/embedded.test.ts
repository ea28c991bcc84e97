import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "./embedded";
import { commandLine } from "./process";

let folder: string;
let server: EmbeddedDatabase | undefined;

beforeEach(async () => {
  await mkdir(".test", { recursive: true });
  // Mode 700: as root this is also a folder that the server's own user may not pass through.
  folder = await mkdtemp(join(".test", "embedded-"));
});

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function keptRows(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const rows = await sql`select value from kept`;
  await sql.end();
  return rows.length;
}

/** Starts a platform on the folder in a process of its own, and kills that as soon as a row is acknowledged. */
async function killedPlatform(): Promise<void> {
  const platform = spawn(process.execPath, ["--import", "tsx", "tests/embedded-process.ts", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(platform.stdout, "data");
  platform.kill("SIGKILL");
  await once(platform, "exit");
}

async function serverProcess(): Promise<number> {
  return Number((await readFile(join(folder, "pg", "postmaster.pid"), "utf8")).split("\n")[0]);
}

test("after kill -9 of the platform the next start stops its server and has the acknowledged row", async () => {
  await killedPlatform();
  const orphan = await serverProcess();
  expect(commandLine(orphan)).toContain("postgres");
  server = await startEmbedded(folder);
  expect(commandLine(orphan)).toBe("");
  expect(await keptRows(server.url)).toBe(1);
});

test("after kill -9 of platform and server, with the server's number given to another process", async () => {
  await killedPlatform();
  process.kill(await serverProcess(), "SIGKILL");
  await sleep(500);
  const pidFile = join(folder, "pg", "postmaster.pid");
  const [, ...rest] = (await readFile(pidFile, "utf8")).split("\n");
  await writeFile(pidFile, [process.ppid, ...rest].join("\n"));
  server = await startEmbedded(folder);
  expect(await keptRows(server.url)).toBe(1);
});

test("a folder in use is refused, and free again after a clean stop", async () => {
  server = await startEmbedded(folder);
  await expect(startEmbedded(folder)).rejects.toThrow("正被另一个运行中的平台");
  const sql = postgres(server.url, { max: 1 });
  await sql`create table kept as select 'acknowledged' as value`;
  // A letter to the character type: else searching Chinese text by index finds nothing.
  await sql`create extension pg_trgm`;
  expect((await sql`select cardinality(show_trgm('王小明')) as found`)[0]?.found).toBeGreaterThan(0);
  await sql.end();
  await server.stop();
  server = await startEmbedded(folder);
  expect(await keptRows(server.url)).toBe(1);
});

test("a folder that can't be made is refused with a sentence", async () => {
  await expect(startEmbedded("/proc/platform/data")).rejects.toThrow("无法写入数据目录");
  await writeFile(join(folder, "file"), "");
  await expect(startEmbedded(join(folder, "file", "data"))).rejects.toThrow("无法写入数据目录");
});
