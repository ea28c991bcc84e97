import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/**
 * Waits until no other transaction holds this key, and holds it until `tx` ends: for what must be looked for in more
 * than one table before it is written. Spaces in use: `organization-code` and `id-number:<portal>`; whoever needs
 * both takes them in this order. `administrators` (of an organization) comes before both; `departments` (of an
 * organization) is taken with no other.
 */
export async function lockKey(tx: Tx, space: string, key: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${space}:${key}`}, 0))`);
}
