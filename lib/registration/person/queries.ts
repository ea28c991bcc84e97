import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { departments, organizations, registrations } from "@/db/schema";
import { ownFiles } from "@/lib/attachment/queries";
import type { UploadedFile } from "@/lib/attachment/schema";
import { takeToken } from "@/lib/auth/throttle";
import type { VisitorCtx } from "@/lib/context";
import { siblingOrder } from "@/lib/department/queries";
import { maxDepartments, namedByPath } from "@/lib/department/rules";
import { type ProfileField, profileInput, profileLabels } from "@/lib/person/profile";
import type { PersonFile, PersonRegistrationValues } from "./schema";

/**
 * An active unit's 内设部门 in the tree's order, each named by its way down; throttled by address. None for an unknown
 * unit.
 */
export async function listUnitDepartments(
  ctx: VisitorCtx,
  { organizationId }: { organizationId: string },
): Promise<{ id: string; name: string }[]> {
  await takeToken(ctx.db, `register-departments:${ctx.address}`, { limit: 300, seconds: 600 });
  const rows = await ctx.db
    .select({ id: departments.id, parentId: departments.parentId, name: departments.name })
    .from(departments)
    .innerJoin(organizations, eq(organizations.id, departments.organizationId))
    .where(
      and(
        eq(organizations.id, organizationId),
        eq(organizations.kind, "employer"),
        eq(organizations.state, "active"),
      ),
    )
    .orderBy(...siblingOrder)
    .limit(maxDepartments);
  return namedByPath(rows);
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
