import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { StartError } from "@/db/start-error";
import { runTool } from "./command";
import { filesBelow } from "./files";

const stampFile = ".next/built-from";
const sources = ["app", "components", "db", "lib", "public", "types"];
const rootFiles = /^(package-lock\.json|tsconfig\.json|.*config\.(ts|mjs)|instrumentation\.ts|proxy\.ts)$/;

/** Builds the application, unless the build at hand was made from exactly these sources. */
export async function build(interrupted?: AbortSignal): Promise<void> {
  const digest = await sourceDigest();
  if ((await readFile(stampFile, "utf8").catch(() => "")) === (await stamp(digest))) return;
  console.log("正在构建，首次约需一两分钟……");
  await rm(stampFile, { force: true });
  const env = { NODE_ENV: "production" };
  const { code, output } = await runTool("next", ["build"], { interrupted, env, quiet: true });
  if (code !== 0) {
    console.error(output);
    throw new StartError("构建失败，原因见上");
  }
  await writeFile(stampFile, await stamp(digest));
}

/** Names the sources and the very build, so that a build made by other means is not taken for this one. */
async function stamp(digest: string): Promise<string> {
  return `${digest} ${await readFile(".next/BUILD_ID", "utf8").catch(() => "none")}`;
}

async function sourceDigest(): Promise<string> {
  const files = [
    ...(await Promise.all(sources.map(filesBelow))).flat(),
    ...(await readdir(".")).filter((name) => rootFiles.test(name)).sort(),
  ];
  const hash = createHash("sha256").update(process.version);
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update("\0");
  // Pages that are made at build time show these.
  const shown = Object.entries(process.env).filter(([name]) => /^(SITE_|NEXT_PUBLIC_)/.test(name));
  return hash.update(JSON.stringify(shown.sort())).digest("hex");
}
