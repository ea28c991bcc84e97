import "server-only";
import { inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { organizations } from "@/db/schema";

/**
 * An organization and its superiors up to and including the first 人社局, the lowest first: the review
 * chain of its people's declarations (manual §6; manual-map "Review chain"). Without a bureau above: empty.
 */
export async function chainToBureau(db: Executor, path: string) {
  const numbers = path.split("/").slice(0, -1);
  const paths = numbers.map((_, index) => `${numbers.slice(0, index + 1).join("/")}/`);
  const rows = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      path: organizations.path,
    })
    .from(organizations)
    .where(inArray(organizations.path, paths));
  rows.sort((a, b) => b.path.length - a.path.length);
  const bureau = rows.findIndex((row) => row.kind === "bureau");
  return rows.slice(0, bureau + 1);
}
