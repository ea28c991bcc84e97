import "server-only";
import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { RegistrationKind } from "@/db/enums";
import { registrations } from "@/db/schema";

/** A registration by its ticket: who applied, and how it stands. Null: there is none such (any more). */
export async function findRegistration(db: Executor, { id, kind }: { id: string; kind: RegistrationKind }) {
  const [row] = await db
    .select({
      id: registrations.id,
      kind: registrations.kind,
      state: registrations.state,
      name: registrations.name,
      submittedAt: registrations.submittedAt,
    })
    .from(registrations)
    .where(and(eq(registrations.id, id), eq(registrations.kind, kind)));
  return row ?? null;
}
