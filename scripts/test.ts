import { mkdir, readFile, rm } from "node:fs/promises";
import { StartError } from "@/db/start-error";
import { build } from "./build";
import { runChecks } from "./checks";
import { command, runTool } from "./command";
import { runEndToEnd } from "./end-to-end";

interface Count {
  passed: number;
  failed: number;
}

const unitReport = ".test/unit.json";
const endToEndReport = ".test/e2e.json";

/* npm test: everything, and one last line with the numbers. */
await command(async (interrupted) => {
  // Tests bring their own database.
  delete process.env.DATABASE_URL;
  await mkdir(".test", { recursive: true });
  await rm(unitReport, { force: true });
  await rm(endToEndReport, { force: true });

  const total = { passed: 0, failed: 0 };
  for (const suite of [runChecks, runUnitTests, runBuild, runBrowserTests]) {
    const { passed, failed } = await suite(interrupted).catch((error: unknown) => {
      interrupted.throwIfAborted();
      console.error(error instanceof StartError ? error.message : error);
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

async function runUnitTests(interrupted: AbortSignal): Promise<Count> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  const { code } = await runTool("vitest", ["run", ...reporters], { interrupted });
  const report = await read<{
    numTotalTests: number;
    numPassedTests: number;
    testResults: { status: string; assertionResults: { status: string }[] }[];
  }>(unitReport);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const passed = report.numPassedTests;
  return honest(code, { passed, failed: report.numTotalTests - passed + brokenFiles.length });
}

async function runBuild(interrupted: AbortSignal): Promise<Count> {
  await build(interrupted);
  console.log("✓ build");
  return { passed: 1, failed: 0 };
}

async function runBrowserTests(interrupted: AbortSignal): Promise<Count> {
  const code = await runEndToEnd([], interrupted);
  const { stats, errors } = await read<{
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
    errors: unknown[];
  }>(endToEndReport);
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
  return honest(code, { passed: stats.expected, failed });
}

/** A suite that ran nothing, or whose runner was not content, has failed whatever its numbers say. */
function honest(code: number | null, { passed, failed }: Count): Count {
  return { passed, failed: failed === 0 && (passed === 0 || code !== 0) ? 1 : failed };
}

async function read<T>(report: string): Promise<T> {
  return JSON.parse(await readFile(report, "utf8")) as T;
}
