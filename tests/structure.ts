import { asc, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { auditLog, organizations } from "@/db/schema";
import { AppError } from "@/lib/errors";
import { administrator, ctxFor, organizationTree } from "./fixtures";

/** organizationTree with an administrator of each organization that manages others. */
export async function structureWorld(db: Executor) {
  const tree = await organizationTree(db);
  const clerk = async (of: (typeof tree)["unit"]) => ctxFor(db, await administrator(db, of));
  return {
    tree,
    clerk,
    bureau: await clerk(tree.bureau),
    countyBureau: await clerk(tree.countyBureau),
    authority: await clerk(tree.authority),
    foreignAuthority: await clerk(tree.foreignAuthority),
    unit: await clerk(tree.unit),
    foreignUnit: await clerk(tree.foreignUnit),
  };
}
export type StructureWorld = Awaited<ReturnType<typeof structureWorld>>;

/** The refusal that work must end with; whatever else it ends with fails the test. */
export const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

export async function organizationById(db: Executor, id: string) {
  const [row] = await db.select().from(organizations).where(eq(organizations.id, id));
  return row;
}

/** The audit of a subject, the oldest first; `db` with the owner's rights. */
export const auditOf = (db: Executor, id: string) =>
  db.select().from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(asc(auditLog.id));
