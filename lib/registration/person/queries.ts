import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { departments, organizations, registrations } from "@/db/schema";
import { ownFiles } from "@/lib/attachment/queries";
import type { UploadedFile } from "@/lib/attachment/schema";
import { takeToken } from "@/lib/auth/throttle";
import type { VisitorCtx } from "@/lib/context";
import { type ProfileField, profileInput, profileLabels } from "@/lib/person/profile";
import type { PersonFile, PersonRegistrationValues } from "./schema";

/** Names of an active unit's 内设部门, by name, at most 500; throttled by address. None for an unknown unit. */
export async function listUnitDepartments(
  ctx: VisitorCtx,
  { organizationId }: { organizationId: string },
): Promise<{ id: string; name: string }[]> {
  await takeToken(ctx.db, `register-departments:${ctx.address}`, { limit: 300, seconds: 600 });
  return ctx.db
    .select({ id: departments.id, name: departments.name })
    .from(departments)
    .innerJoin(organizations, eq(organizations.id, departments.organizationId))
    .where(
      and(
        eq(organizations.id, organizationId),
        eq(organizations.kind, "employer"),
        eq(organizations.state, "active"),
      ),
    )
    .orderBy(asc(departments.name), asc(departments.id))
    .limit(500);
}

/**
 * A rejected or withdrawn registration of a professional as the form's values, to be corrected; null: the ticket's
 * registration is no such one.
 */
export async function findResumable(db: Executor, id: string) {
  const [row] = await db
    .select({
      values: registrations.values,
      organization: { id: organizations.id, name: organizations.name },
    })
    .from(registrations)
    .innerJoin(organizations, eq(organizations.id, registrations.organizationId))
    .where(
      and(
        eq(registrations.id, id),
        eq(registrations.kind, "person"),
        inArray(registrations.state, ["rejected", "withdrawn"]),
      ),
    );
  if (!row?.values) return null;
  const values = row.values as PersonRegistrationValues;
  const cited = values.evidence.map((file) => file.attachmentId);
  const files = await ownFiles(db, { registrationId: id }, cited);
  const filesOf = (key: PersonFile): UploadedFile[] =>
    values.evidence
      .filter((cited) => cited.evidence === key)
      .flatMap((cited) => files.filter((file) => file.id === cited.attachmentId));
  return {
    ...profileInput(Object.keys(profileLabels) as ProfileField[], values),
    organization: row.organization,
    evidence: { title: filesOf("title"), education: filesOf("education"), photo: filesOf("photo") },
  };
}
