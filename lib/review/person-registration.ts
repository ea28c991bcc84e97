import "server-only";
import { and, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { accounts, departments, registrations, reviews } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import { transact, type VisitorCtx } from "@/lib/context";
import { maskIdNumber } from "@/lib/id-number";
import { contactFields, educationFields, identityFields, titleFields } from "@/lib/person/profile";
import { readSearch } from "@/lib/person/rules";
import { admitRegistrant } from "@/lib/registration/commands";
import { endPersonRegistrations, writePersonRegistration } from "@/lib/registration/person/commands";
import type { PersonRegistration } from "@/lib/registration/person/schema";
import { submitReview } from "@/lib/workflow/commands";
import type { EndedReviews } from "@/lib/workflow/kind";
import type { MatterKind } from "./kind";
import { citedEvidence, type MatterFilters, matterFilters } from "./schema";

/** The fields that the unit reads and judges; the ID number is masked beside them. */
const proposedFields = [
  "idType",
  ...identityFields,
  "position",
  ...contactFields,
  ...educationFields,
  ...titleFields,
] as const;

/** What the unit decides about, as it was when it was submitted. The full ID number is in the registration only. */
const personRegistrationProposal = z.object({
  title: z.string(),
  maskedIdNumber: z.string(),
  organization: z.string(),
  department: z.string().nullable(),
  profile: z.partialRecord(z.enum(proposedFields), z.string().nullable()),
  evidence: citedEvidence,
});
export type PersonRegistrationProposal = z.output<typeof personRegistrationProposal>;

export type PersonRegistrationSubject = {
  id: string;
  name: string;
  maskedIdNumber: string;
  phone: string | null;
  title: string | null;
  department: string | null;
};

const stored = (field: string) => sql<string | null>`${registrations.values} ->> ${sql.raw(`'${field}'`)}`;

/** 审核注册人员 (§5.1): decided by the unit; then there is a person with an account. */
export const personRegistrationKind = {
  kind: "person-registration",
  noun: "人员注册",
  label: "审核注册人员",
  chapter: "5.1",
  path: "/reviews/persons",
  permission: "registrations.review",
  filters: matterFilters,
  proposal: personRegistrationProposal,
  rows: async (db, { page, columns, order }) => {
    const rows = await db
      .select({
        ...columns,
        subject: {
          id: registrations.id,
          name: sql<string>`${registrations.name}`,
          idNumber: sql<string>`${registrations.idNumber}`,
          phone: stored("phone"),
          title: stored("title"),
          department: departments.name,
        },
      })
      .from(page)
      .innerJoin(registrations, eq(registrations.id, page.subjectId))
      .leftJoin(departments, eq(departments.id, sql`(${stored("departmentId")})::uuid`))
      .orderBy(...order);
    return rows.map(({ subject: { idNumber, ...subject }, ...row }) => ({
      ...row,
      subject: { ...subject, maskedIdNumber: maskIdNumber(idNumber) },
    }));
  },
  where({ q }: MatterFilters): SQL | undefined {
    if (!q) return undefined;
    const search = readSearch(q);
    const named =
      "idNumber" in search
        ? eq(registrations.idNumber, search.idNumber)
        : or(...search.patterns.map((pattern) => ilike(registrations.name, pattern)));
    return sql`exists (
      select 1 from ${registrations} where ${and(eq(registrations.id, reviews.subjectId), named)})`;
  },
  ended: async (tx, ended, state) => {
    await endPersonRegistrations(tx, ended.subjectIds, state);
    if (state === "approved") await nameApplicants(tx, ended);
  },
} as const satisfies MatterKind<PersonRegistrationSubject, PersonRegistrationProposal>;

/** Who had no account when they applied has one now: messages and history name it, in every round. */
async function nameApplicants(tx: Tx, { subjectIds }: EndedReviews): Promise<void> {
  await tx.execute(sql`
    update ${reviews} set person_id = account.person_id, submitted_by = account.id
    from ${registrations} registration
    join ${accounts} account on account.portal = 'professional' and account.id_number = registration.id_number
    where registration.id = any(${uuidArray(subjectIds)})
      and ${reviews.kind} = 'person-registration' and ${reviews.subjectId} = registration.id`);
}

/**
 * Submits a professional's registration, new or corrected, to the unit. `ticket` is the registration that the
 * visitor's browser holds. Throttled by address; refusals name the field.
 */
export async function submitPersonRegistration(
  ctx: VisitorCtx,
  input: PersonRegistration,
  ticket: string | null,
): Promise<{ id: string }> {
  const passwordHash = await admitRegistrant(ctx, "person", input, {
    password: input.password,
    idNumber: input.idNumber,
    passwordField: "password",
  });
  return transact(ctx, async (tx) => {
    const { id, unit, department, values } = await writePersonRegistration(tx, input, {
      passwordHash,
      ticket,
    });
    const proposal: PersonRegistrationProposal = {
      title: values.name,
      maskedIdNumber: maskIdNumber(values.idNumber),
      organization: unit.name,
      department,
      profile: Object.fromEntries(proposedFields.map((field) => [field, values[field]])),
      evidence: values.evidence,
    };
    const applicant = { id: null, name: values.name, organizationId: null, address: ctx.address };
    await submitReview(tx, applicant, personRegistrationKind, {
      subjectId: id,
      personId: null,
      organizationId: unit.id,
      proposal,
      route: [{ organizationId: unit.id, stage: unit.kind }],
    });
    return { id };
  });
}
