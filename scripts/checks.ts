import { readdir, readFile } from "node:fs/promises";
import { runTool } from "./command";
import { filesBelow } from "./files";
import { importViolations } from "./import-rules";

interface Outcome {
  passed: boolean;
  output: string;
}

/** What is checked without running the platform, in order. */
const checks: { name: string; check: (interrupted: AbortSignal) => Promise<Outcome> }[] = [
  { name: "biome", check: (interrupted) => tool("biome", ["check", "--error-on-warnings"], interrupted) },
  {
    name: "tsc",
    check: async (interrupted) => {
      const routes = await tool("next", ["typegen"], interrupted);
      return routes.passed ? tool("tsc", ["--noEmit"], interrupted) : routes;
    },
  },
  { name: "knip", check: (interrupted) => tool("knip", [], interrupted) },
  {
    name: "import rules",
    check: async () => {
      const violations = importViolations(await sourceFiles());
      return { passed: violations.length === 0, output: violations.join("\n") };
    },
  },
];

/** Runs every check and prints its result; the answer is how many passed and how many did not, and which. */
export async function runChecks(interrupted: AbortSignal) {
  const count = { passed: 0, failed: 0, failures: [] as string[] };
  for (const { name, check } of checks) {
    const { passed, output } = await check(interrupted);
    console.log(`${passed ? "✓" : "✗"} ${name}${passed ? "" : `\n${output}`}`);
    count[passed ? "passed" : "failed"] += 1;
    if (!passed) count.failures.push(name);
  }
  return count;
}

async function tool(
  name: Parameters<typeof runTool>[0],
  args: string[],
  interrupted: AbortSignal,
): Promise<Outcome> {
  const { code, output } = await runTool(name, args, { quiet: true, interrupted });
  return { passed: code === 0, output };
}

async function sourceFiles() {
  const ignored = /^(\.|node_modules$|test-results$|playwright-report$)/;
  const entries = await readdir(".", { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !ignored.test(entry.name));
  const files = (await Promise.all(folders.map((folder) => filesBelow(folder.name)))).flat();
  const sources = files.filter((path) => /\.(ts|tsx|mts|mjs)$/.test(path));
  return Promise.all(sources.map(async (path) => ({ path, source: await readFile(path, "utf8") })));
}
