import { randomInt } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { db } from "@/db/client";
import { messages, registrations, reviews, temporaryCodes, unitInvitations } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { factsOf, maskIdNumber } from "@/lib/id-number";
import type { UnitRegistrationValues } from "@/lib/registration/unit/schema";
import { personChangeKind } from "@/lib/review/person-change";
import { personRegistrationKind } from "@/lib/review/person-registration";
import { submitTransfer } from "@/lib/review/transfer";
import { unitChangeKind } from "@/lib/review/unit-change";
import { unitRegistrationKind } from "@/lib/review/unit-registration";
import { createInvitation } from "@/lib/structure/invitations";
import { issueTemporaryCode } from "@/lib/structure/temporary-codes";
import { transferSchema } from "@/lib/transfer/schema";
import { submitReview } from "@/lib/workflow/commands";
import type { ReviewBehaviour } from "@/lib/workflow/kind";
import type { Organization } from "@/scripts/seed/rows";
import { ctxFor, type Person, professional } from "@/tests/fixtures";

/*
 * The victim's matters of the account reviews: everything that waits at the unit or at its authority, each with the
 * world's mark. The proposals are written as the commands write them, without their captchas and forms.
 */

type Place = Pick<Organization, "id" | "kind" | "name">;
type Parts = {
  unit: Organization;
  /** Of no session. */
  sourceUnit: Organization;
  authority: Organization;
  person: Person;
  accountId: string;
  reviewers: { unit: Ctx; bureau: Ctx };
  mark: string;
  idNumber: () => string;
};

export async function arrangeMatters(parts: Parts) {
  const { unit, sourceUnit, authority, person, accountId, reviewers, mark } = parts;
  const registered = async (kind: "unit" | "person", name: string, code: string | null) => {
    const idNumber = parts.idNumber();
    const id = uuidv7();
    await db.insert(registrations).values({
      ...{
        id,
        kind,
        state: "pending",
        idNumber,
        name,
        organizationId: unit.id,
        passwordHash: "unused",
        code,
      },
      submittedAt: new Date(),
      values: kind === "unit" ? unitValues(name, code ?? "", idNumber, unit) : personValues(name, idNumber),
    });
    return { id, maskedIdNumber: maskIdNumber(idNumber) };
  };
  const submitted = async (
    kind: ReviewBehaviour<never>,
    subjectId: string,
    at: Place,
    proposal: { title: string } & Record<string, unknown>,
    of: { personId: string | null; actorId: string | null } = { personId: null, actorId: null },
  ) => {
    const actor = { id: of.actorId, name: mark, organizationId: null, address: "127.0.0.1" };
    return db.transaction((tx) =>
      submitReview(tx, actor, kind, {
        ...{ subjectId, personId: of.personId, organizationId: unit.id, proposal },
        route: [{ organizationId: at.id, stage: at.kind }],
      }),
    );
  };

  const digits = String(randomInt(1e6)).padStart(6, "0");
  const applicant = await registered("person", `注册${mark}`, null);
  const personRegistration = await submitted(personRegistrationKind, applicant.id, unit, {
    ...{ title: `注册${mark}`, maskedIdNumber: applicant.maskedIdNumber, organization: unit.name },
    ...{ department: null, profile: { name: `注册${mark}` }, evidence: [] },
  });
  const newUnit = await registered("unit", `新单位${mark}`, `LS370811${digits}`);
  const { idNumber, ...administrator } = unitValues(`新单位${mark}`, "", "", unit).administrator;
  const unitRegistration = await submitted(unitRegistrationKind, newUnit.id, unit, {
    ...unitValues(`新单位${mark}`, `LS370811${digits}`, idNumber, unit),
    ...{ title: `新单位${mark}`, evidence: [] },
    administrator: { ...administrator, maskedIdNumber: newUnit.maskedIdNumber },
  });
  const personChange = await submitted(
    personChangeKind,
    person.id,
    unit,
    {
      title: `职称${mark}`,
      person: {
        ...{ name: person.name, maskedIdNumber: maskIdNumber(person.idNumber), organizationName: unit.name },
        ...{ departmentName: null, position: null, title: person.title, phone: person.phone },
      },
      changes: { position: { old: null, new: `新岗位${mark}` } },
      evidence: [],
    },
    { personId: person.id, actorId: accountId },
  );
  const unitChange = await submitted(
    unitChangeKind,
    unit.id,
    authority,
    {
      ...{ title: `法定代表人${mark}`, evidence: [] },
      unit: { name: unit.name, code: unit.code, superior: null, contactName: null, phone: unit.phone },
      changes: { legalRepresentative: { old: null, new: `法人${mark}` } },
    },
    { personId: null, actorId: reviewers.unit.viewer.accountId },
  );
  const mover = await professional(db, sourceUnit, { name: `调转${mark}`, idNumber: parts.idNumber() });
  const { id: transfer } = await submitTransfer(
    await ctxFor(db, mover.account),
    transferSchema.parse({ unit: { id: unit.id, name: unit.name }, reason: `原因${mark}` }),
  );
  const [transferReview] = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.kind, "transfer"), eq(reviews.subjectId, transfer)));
  await createInvitation(reviewers.unit);
  const [invitation] = await db
    .select({ token: unitInvitations.token })
    .from(unitInvitations)
    .where(eq(unitInvitations.organizationId, unit.id));
  await issueTemporaryCode(reviewers.bureau, { unitName: `待建单位${mark}`, divisionCode: "370811" });
  const [code] = await db
    .select({ id: temporaryCodes.id })
    .from(temporaryCodes)
    .where(eq(temporaryCodes.unitName, `待建单位${mark}`));
  // Two decisions were made about the victim by now.
  const [message, readMessage] = await db
    .select({ id: messages.id })
    .from(messages)
    .where(eq(messages.accountId, accountId))
    .orderBy(desc(messages.id));
  await db
    .update(messages)
    .set({ readAt: new Date() })
    .where(eq(messages.id, readMessage?.id ?? ""));
  return {
    ...{ personRegistration: applicant.id, reviewPersonRegistration: personRegistration.reviewId },
    ...{ unitRegistration: newUnit.id, reviewUnitRegistration: unitRegistration.reviewId },
    ...{ reviewPersonChange: personChange.reviewId, reviewUnitChange: unitChange.reviewId },
    ...{ transfer, reviewTransfer: transferReview?.id ?? "" },
    ...{ temporaryCode: code?.id ?? "", message: message?.id ?? "" },
    ...{ readMessage: readMessage?.id ?? "", invitation: invitation?.token ?? "" },
  };
}

const unitValues = (
  name: string,
  code: string,
  idNumber: string,
  superior: Place,
): UnitRegistrationValues => ({
  unit: {
    ...{ name, code, nature: "国有企业", level: "市属", industry: "教育", divisionCode: "370811" },
    ...{ streetCode: "", address: "红星中路 1 号", postcode: "", legalRepresentative: "法人", fax: "" },
    ...{ contactName: "联系人", phone: "0537-2967000", email: "", introduction: "" },
  },
  superior: { id: superior.id, name: superior.name },
  license: [{ id: uuidv7(), fileName: "执照.pdf", mediaType: "application/pdf", size: 100 }],
  administrator: { name, idNumber, phone: "13800000000", email: "", position: "" },
});

const personValues = (name: string, idNumber: string) => ({
  ...{ name, idType: "resident", idNumber, ...factsOf(idNumber), phone: "13800000000", evidence: [] },
  ...{ titleSeries: "无", education: "大学本科毕业" },
});
