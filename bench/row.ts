/** One line of the bench: a ratio of two measurements taken in turn, on the same data, in this run. */
export type BenchRow = {
  name: string;
  ratio: number;
  limit: number;
  /** Whether `limit` is the most or the least that the ratio may be. */
  bound: "max" | "min";
  /** The measurements behind the ratio, with their units. */
  details: string;
};

export const isKept = ({ ratio, limit, bound }: BenchRow): boolean =>
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

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
