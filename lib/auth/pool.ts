/** Runs at most `size` pieces of work at the same time; the others wait in line. `started` counts them all. */
export function createPool(size: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  let started = 0;

  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running < size) running++;
    // Whoever finishes hands its place over, so `running` stays as it is.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    started++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }

  return {
    run,
    get started() {
      return started;
    },
  };
}
