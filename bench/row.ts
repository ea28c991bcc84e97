/** One line of the bench: a ratio of two measurements taken in turn, on the same data, in this run. */
export type BenchRow = {
  name: string;
  ratio: number;
  limit: number;
  /** Whether `limit` is the most or the least that the ratio may be. */
  bound: "max" | "min";
  /** The measurements behind the ratio; each name ends with its unit. */
  details: Record<string, unknown>;
};

const isKept = ({ ratio, limit, bound }: BenchRow): boolean =>
  bound === "max" ? ratio <= limit : ratio >= limit;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
};

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Runs both sides in turn, so that what disturbs the machine disturbs both; answers their medians. */
export async function inTurn(
  rounds: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[0].push(await one());
    times[1].push(await other());
  }
  return [median(times[0]), median(times[1])];
}

/** Prints a row (with --json as one JSON object); a broken bound is exit code 1. */
export function report(row: BenchRow): void {
  if (!isKept(row)) process.exitCode = 1;
  console.log(process.argv.includes("--json") ? JSON.stringify(row) : lineOf(row));
}

function lineOf(row: BenchRow): string {
  const sign = row.bound === "max" ? "≤" : "≥";
  const details = Object.entries(row.details)
    .map(([name, value]) => `${name} ${typeof value === "number" ? Number(value.toFixed(2)) : value}`)
    .join(", ");
  const verdict = isKept(row) ? "ok  " : "FAIL";
  return `${verdict}  ${row.ratio.toFixed(2).padStart(6)}  ${sign} ${row.limit.toFixed(2)}  ${row.name}\n        ${details}`;
}
