import "server-only";
import { and, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { registrations, reviews } from "@/db/schema";
import { aboutApplicantsIn } from "@/lib/access/departments";
import { transact, type VisitorCtx } from "@/lib/context";
import { maskIdNumber } from "@/lib/id-number";
import { matterNouns } from "@/lib/matter-nouns";
import { deciderOf } from "@/lib/org/queries";
import { contactFields, educationFields, identityFields, titleFields } from "@/lib/person/profile";
import { readSearch } from "@/lib/person/rules";
import { admitRegistrant, invalidField, nameApplicants } from "@/lib/registration/commands";
import { endPersonRegistrations, writePersonRegistration } from "@/lib/registration/person/commands";
import type { PersonRegistration } from "@/lib/registration/person/schema";
import { submitReview } from "@/lib/workflow/commands";
import { type MatterKind, proposed, proposedOrNull } from "./kind";
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

/** 审核注册人员 (§5.1): decided by the unit (see `deciderOf`); then there is a person with an account. */
export const personRegistrationKind = {
  kind: "person-registration",
  noun: matterNouns["person-registration"],
  label: "审核注册人员",
  chapter: "5.1",
  path: "/reviews/persons",
  permission: "registrations.review",
  filters: matterFilters,
  proposal: personRegistrationProposal,
  rows: (db, { page, columns, order }) =>
    db
      .select({
        ...columns,
        subject: {
          id: page.subjectId,
          name: proposed("title"),
          maskedIdNumber: proposed("maskedIdNumber"),
          phone: proposedOrNull("profile", "phone"),
          title: proposedOrNull("profile", "title"),
          department: proposedOrNull("department"),
        },
      })
      .from(page)
      .innerJoin(reviews, eq(reviews.id, page.reviewId))
      .orderBy(...order),
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
  about: (idNumber) => sql`
    select ${registrations.id} from ${registrations}
    where ${registrations.kind} = 'person' and ${registrations.state} = 'pending'
      and ${registrations.idNumber} = ${idNumber}`,
  ofDepartments: aboutApplicantsIn,
  ended: async (tx, { subjectIds }, state) => {
    await endPersonRegistrations(tx, subjectIds, state);
    if (state === "approved") await nameApplicants(tx, "person", subjectIds);
  },
} as const satisfies MatterKind<PersonRegistrationSubject, PersonRegistrationProposal>;

/** Doesn't say why: whose ID number an administrator has is no stranger's business. */
const nobodyDecides =
  "该单位及其上级部门目前没有可以审核本次注册的管理员，请先请该单位增设一名单位管理员，或联系人社部门";

/**
 * Submits a professional's registration, new or corrected, to the unit, or where nobody there may decide but the
 * professional themself, to the next superior that can. `ticket` is the registration that the visitor's browser
 * holds. Throttled by address; refusals name the field.
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
    const decider = await deciderOf(tx, {
      path: unit.path,
      idNumber: values.idNumber,
      departmentId: values.departmentId,
      permission: personRegistrationKind.permission,
    });
    if (!decider) throw invalidField("organization", nobodyDecides);
    const applicant = { id: null, name: values.name, organizationId: null, address: ctx.address };
    await submitReview(tx, applicant, personRegistrationKind, {
      subjectId: id,
      personId: null,
      organizationId: unit.id,
      proposal,
      route: [{ organizationId: decider.id, stage: decider.kind }],
    });
    return { id };
  });
}
