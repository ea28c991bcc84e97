import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";

/** Whether the database answers within so many milliseconds. */
export async function respondsWithin(milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  // Opening the pool may throw as well, so it happens inside.
  const answer = (async () => {
    await db.execute(sql`select 1`);
    return true;
  })().catch(() => false);
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
