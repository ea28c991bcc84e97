import { expect, test } from "vitest";
import { createPool } from "./pool";

test("never more than its size at once, everything gets its turn, failures free their place", async () => {
  const pool = createPool(2);
  let running = 0;
  let most = 0;
  const work = (index: number) =>
    pool.run(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
      if (index % 3 === 0) throw new Error("failed");
      return index;
    });
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => work(index)));
  expect(most).toBe(2);
  expect(pool.started).toBe(20);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(13);
});
