import { mkdir, readFile, rm } from "node:fs/promises";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { StartError } from "@/db/start-error";
import { build } from "./build";
import { runChecks } from "./checks";
import { command, runTool } from "./command";
import { runEndToEnd } from "./end-to-end";

interface Count {
  passed: number;
  failed: number;
  /** What failed, a line each: told again at the end, below thousands of lines. */
  failures: string[];
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

  const total: Count = { passed: 0, failed: 0, failures: [] };
  for (const suite of [runChecks, runUnitTests, runBuild, runBrowserTests]) {
    const { passed, failed, failures } = await suite(interrupted).catch((error: unknown) => {
      interrupted.throwIfAborted();
      console.error(error instanceof StartError ? error.message : error);
      return { passed: 0, failed: 1, failures: [`${suite.name}: ${error}`] };
    });
    total.passed += passed;
    total.failed += failed;
    total.failures.push(...failures);
  }
  for (const failure of total.failures) console.log(`✗ ${firstLine(failure)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

/** Messages of the runners are coloured and as long as a stack. */
function firstLine(text: string): string | undefined {
  return stripVTControlCharacters(text).split("\n")[0];
}

async function runUnitTests(interrupted: AbortSignal): Promise<Count> {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${unitReport}`];
  const { code } = await runTool("vitest", ["run", ...reporters], { interrupted });
  const report = await read<{
    numTotalTests: number;
    numPassedTests: number;
    testResults: {
      name: string;
      status: string;
      message: string;
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
    }[];
  }>(unitReport);
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(".", name);
    const failed = assertionResults
      .filter((test) => test.status !== "passed")
      .map((test) => `${file} › ${test.fullName}: ${test.failureMessages[0] ?? test.status}`);
    return failed.length === 0 && status === "failed" ? [`${file}: ${message}`] : failed;
  });
  return honest("unit tests", code, { passed: report.numPassedTests, failures });
}

async function runBuild(interrupted: AbortSignal): Promise<Count> {
  await build(interrupted);
  console.log("✓ build");
  return { passed: 1, failed: 0, failures: [] };
}

async function runBrowserTests(interrupted: AbortSignal): Promise<Count> {
  const code = await runEndToEnd([], interrupted);
  const { stats, errors, suites } = await read<{
    stats: { expected: number };
    errors: { message?: string }[];
    suites: BrowserSuite[];
  }>(endToEndReport);
  const failures = [
    ...suites.flatMap(failedSpecs),
    ...errors.map(({ message }) => `beside the browser tests: ${message}`),
  ];
  return honest("browser tests", code, { passed: stats.expected, failures });
}

interface BrowserSuite {
  specs: {
    title: string;
    file: string;
    tests: { status: string; results: { error?: { message?: string } }[] }[];
  }[];
  suites?: BrowserSuite[];
}

/** Whatever did not pass as expected: failed, flaky or skipped. */
function failedSpecs({ specs, suites = [] }: BrowserSuite): string[] {
  return [
    ...specs.flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status !== "expected")
        .map(({ status, results }) => `${file} › ${title}: ${results[0]?.error?.message ?? status}`),
    ),
    ...suites.flatMap(failedSpecs),
  ];
}

/** A suite that ran nothing, or whose runner was not content, has failed whatever its numbers say. */
function honest(
  suite: string,
  code: number | null,
  { passed, failures }: Pick<Count, "passed" | "failures">,
): Count {
  const unsaid = failures.length === 0 && (passed === 0 || code !== 0);
  const all = unsaid
    ? [`${suite}: ${passed} passed and none failed, but the runner ended with ${code}`]
    : failures;
  return { passed, failed: all.length, failures: all };
}

async function read<T>(report: string): Promise<T> {
  return JSON.parse(await readFile(report, "utf8")) as T;
}
