import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "@/scripts/command";
import { freePort } from "@/scripts/server";
import type { Fixture } from "./markup-page";

const rooms = ["app", "components", "db", "lib", "public", "scripts", "types"];
const rootFiles =
  /^(package|tsconfig)\.json$|^(instrumentation|proxy|next\.config)\.ts$|^postcss\.config\.mjs$/;

/**
 * Builds the application for production in `folder` (below the project, whose packages it uses): a copy of the
 * sources with one page more, /markup, which draws `fixture`.
 */
export async function buildApplication(folder: string, fixture: Fixture): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const entries = (await readdir(".")).filter((name) => rooms.includes(name) || rootFiles.test(name));
  for (const entry of entries) {
    await cp(entry, join(folder, entry), { recursive: true, filter: (path) => !/\.test\.tsx?$/.test(path) });
  }
  await cp("bench/markup-page.tsx", join(folder, "app", "markup", "page.tsx"));
  await writeFile(fixtureFile(folder), JSON.stringify(fixture));
  const { code, output } = await run(
    process.execPath,
    [resolve("node_modules/next/dist/bin/next"), "build", folder],
    { env: { NODE_ENV: "production", BENCH_FIXTURE: fixtureFile(folder) }, quiet: true },
  );
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
}

const fixtureFile = (folder: string) => resolve(folder, "fixture.json");

export interface Application {
  url: string;
  /** The server's process. */
  pid: number;
  stop(): Promise<void>;
}

/** Serves the build in `folder` as `npm start` does, in a process of its own. */
export async function serveApplication(folder: string, env: Record<string, string>): Promise<Application> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "scripts/serve.ts"], {
    cwd: folder,
    env: {
      NEXTAUTH_URL: url,
      ...process.env,
      ...env,
      PORT: String(port),
      NODE_ENV: "production",
      BENCH_FIXTURE: fixtureFile(folder),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const started = await Promise.race([
    once(child.stdout ?? child, "data").then(() => true),
    once(child, "exit").then(() => false),
  ]);
  if (!started) throw new Error("the server did not start");
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
