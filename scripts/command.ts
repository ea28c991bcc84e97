import { spawn } from "node:child_process";
import { once } from "node:events";
import * as util from "node:util";
import { StartError } from "@/db/start-error";

/**
 * Runs a command's body. Ctrl-C and SIGTERM abort the signal that it is handed. The exit code is 0 (or
 * `process.exitCode`) when it returns, 1 with one sentence for a `StartError`, 130 when it was broken off.
 */
export async function command(body: (interrupted: AbortSignal) => Promise<void>): Promise<never> {
  const interrupt = new AbortController();
  // A terminal and npm may both pass on the same Ctrl-C; only the first counts.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupt.abort());
  try {
    await body(interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) process.exit(130);
    console.error(error instanceof StartError ? error.message : error);
    process.exit(1);
  }
  process.exit();
}

/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

/** The command-line tools of the project's packages. */
const tools = {
  biome: "node_modules/@biomejs/biome/bin/biome",
  knip: "node_modules/knip/bin/knip.js",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

export interface RunOptions {
  env?: Record<string, string | undefined>;
  interrupted?: AbortSignal;
  /** Give the output back instead of showing it. */
  quiet?: boolean;
}

/** What Node needs to load lib and db: it must be a React server, which "server-only" demands. */
const asServer = ["--conditions=react-server", "--import", "tsx"];

/** Flags for Node by tool: knip misses a function in old versions, Playwright's tests use lib to arrange their data. */
const flags: Partial<Record<keyof typeof tools, string[]>> = {
  knip: "styleText" in util ? [] : ["--import", "tsx", "--import", "./scripts/old-node.mjs"],
  playwright: asServer,
};

/** Runs a tool with this Node. */
export function runTool(tool: keyof typeof tools, args: string[], options?: RunOptions) {
  return run(process.execPath, [...(flags[tool] ?? []), tools[tool], ...args], options);
}

/** Runs one of the project's scripts that uses lib or db. */
export function runScript(script: string, args: string[], options?: RunOptions) {
  return run(process.execPath, [...asServer, script, ...args], options);
}

/** Runs a program to its end; never throws because of its exit code (null: killed, or not found). */
export async function run(
  file: string,
  args: string[],
  { env, interrupted, quiet }: RunOptions = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(file, args, {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const stop = () => child.kill("SIGTERM");
  interrupted?.addEventListener("abort", stop);
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(null);
    });
    child.once("close", resolve);
  });
  interrupted?.removeEventListener("abort", stop);
  interrupted?.throwIfAborted();
  return { code, output };
}
