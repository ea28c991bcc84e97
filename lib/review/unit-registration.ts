import "server-only";
import { and, eq, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import { registrations, reviews } from "@/db/schema";
import { transact, type VisitorCtx } from "@/lib/context";
import { maskIdNumber } from "@/lib/id-number";
import { likeText } from "@/lib/list";
import { matterNouns } from "@/lib/matter-nouns";
import { licenseEvidence } from "@/lib/org/schema";
import { admitRegistrant, nameApplicants } from "@/lib/registration/commands";
import { endUnitRegistrations, writeUnitRegistration } from "@/lib/registration/unit/commands";
import {
  type UnitRegistration,
  type UnitRegistrationValues,
  unitRegistrationValues,
} from "@/lib/registration/unit/schema";
import { submitReview } from "@/lib/workflow/commands";
import { roundsOf } from "@/lib/workflow/queries";
import { type MatterKind, proposed } from "./kind";
import { citedEvidence, type MatterFilters, matterFilters } from "./schema";

const { unit, administrator, superior } = unitRegistrationValues.shape;

/** What the superior decides about, as it was submitted. The full ID number is in the registration only. */
export const unitRegistrationProposal = z.object({
  title: z.string(),
  unit,
  superior,
  administrator: administrator.omit({ idNumber: true }).extend({ maskedIdNumber: z.string() }),
  evidence: citedEvidence,
});
export type UnitRegistrationProposal = z.output<typeof unitRegistrationProposal>;

export type UnitRegistrationSubject = {
  id: string;
  name: string;
  code: string;
  divisionCode: string;
  administrator: string;
};

/** 审核下级单位 (§5.3): decided by the chosen superior; then the unit and its first administrator are active. */
export const unitRegistrationKind = {
  kind: "unit-registration",
  noun: matterNouns["unit-registration"],
  label: "审核下级单位",
  chapter: "5.3",
  path: "/reviews/units",
  permission: "units.review",
  filters: matterFilters,
  proposal: unitRegistrationProposal,
  rows: (db, { page, columns, order }) =>
    db
      .select({
        ...columns,
        subject: {
          id: page.subjectId,
          name: proposed("unit", "name"),
          code: proposed("unit", "code"),
          divisionCode: proposed("unit", "divisionCode"),
          administrator: proposed("administrator", "name"),
        },
      })
      .from(page)
      .innerJoin(reviews, eq(reviews.id, page.reviewId))
      .orderBy(...order),
  where({ q }: MatterFilters): SQL | undefined {
    if (!q) return undefined;
    const pattern = likeText(q);
    const named = or(
      ilike(sql`${registrations.values} #>> '{unit,name}'`, pattern),
      ilike(registrations.code, pattern),
      ilike(registrations.name, pattern),
    );
    return sql`exists (
      select 1 from ${registrations} where ${and(eq(registrations.id, reviews.subjectId), named)})`;
  },
  ofDepartments: () => sql`false`,
  ended: async (tx, { subjectIds }, state) => {
    await endUnitRegistrations(tx, subjectIds, state);
    if (state === "approved") await nameApplicants(tx, "unit", subjectIds);
  },
} as const satisfies MatterKind<UnitRegistrationSubject, UnitRegistrationProposal>;

/**
 * Submits a unit's registration, new or corrected, to its superior. `registrationId` is the one that the visitor's
 * browser holds. Throttled by address; refusals name the field.
 */
export async function submitUnitRegistration(
  ctx: VisitorCtx,
  registrationId: string,
  input: UnitRegistration,
): Promise<{ superior: { name: string; phone: string } }> {
  const passwordHash = await admitRegistrant(ctx, "unit", input, {
    password: input.login.password,
    idNumber: input.administrator.idNumber,
    passwordField: "login.password",
  });
  return transact(ctx, async (tx) => {
    const { values, superior } = await writeUnitRegistration(tx, registrationId, input, passwordHash);
    const { idNumber, ...administrator } = values.administrator;
    const proposal: UnitRegistrationProposal = {
      title: values.unit.name,
      unit: values.unit,
      superior: values.superior,
      administrator: { ...administrator, maskedIdNumber: maskIdNumber(idNumber) },
      evidence: values.license.map((file) => ({ evidence: licenseEvidence.key, attachmentId: file.id })),
    };
    const applicant = { id: null, name: administrator.name, organizationId: null, address: ctx.address };
    await submitReview(tx, applicant, unitRegistrationKind, {
      subjectId: registrationId,
      personId: null,
      organizationId: superior.id,
      proposal,
      route: [{ organizationId: superior.id, stage: superior.kind }],
    });
    return { superior: { name: superior.name, phone: superior.phone } };
  });
}

export type ReturnedUnit = {
  id: string;
  values: UnitRegistrationValues;
  /** Why it was rejected and by whom; null: it was withdrawn. */
  rejection: { opinion: string; organization: string; phone: string } | null;
};

/** A rejected or withdrawn registration, to be corrected by whoever holds its ticket. */
export async function findReturnedUnit(db: Executor, id: string): Promise<ReturnedUnit | null> {
  const [row] = await db
    .select({ values: registrations.values, state: registrations.state })
    .from(registrations)
    .where(
      and(
        eq(registrations.id, id),
        eq(registrations.kind, "unit"),
        inArray(registrations.state, ["rejected", "withdrawn"]),
      ),
    );
  if (!row) return null;
  const [latest] = await roundsOf(db, unitRegistrationKind, id);
  const step = latest?.steps.find((candidate) => candidate.state === "rejected");
  return {
    id,
    values: unitRegistrationValues.parse(row.values),
    rejection: step
      ? { opinion: step.opinion ?? "", organization: step.organizationName, phone: step.organizationPhone }
      : null,
  };
}
