import { and, eq, inArray, sql } from "drizzle-orm";
import type { ReviewKind } from "@/db/enums";
import { auditLog, captchas, reviewSteps, reviews } from "@/db/schema";
import { personRegistrationSchema } from "@/lib/registration/person/schema";
import { submitPersonChange } from "@/lib/review/person-change";
import { submitPersonRegistration } from "@/lib/review/person-registration";
import { nextIdNumber } from "@/tests/fixtures";
import { typedPerson } from "@/tests/matters";
import { mover } from "@/tests/transfer";
import { password } from "./registration-form";
import { db } from "./support";

/* Matters of §5 that wait at their reviewer, submitted by the commands that the pages call */

/** Somebody of the unit who asks for another 岗位/职务. */
export async function changeWaits(unit: { id: string }, name: string, position: string) {
  const person = await mover(db, unit, { name, position: "教师" });
  await submitPersonChange(person.ctx, { position, evidence: {} });
  return person;
}

/** Somebody who registers into the unit with `password`. */
export async function registrationWaits(unit: { id: string; name: string }, name: string) {
  const idNumber = nextIdNumber();
  const [captcha] = await db
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: captchas.id });
  const input = personRegistrationSchema.parse({
    ...typedPerson(name, idNumber),
    organization: { id: unit.id, name: unit.name },
    ...{ evidence: { title: [], education: [] }, resume: false, password, confirmation: password },
    ...{ captchaId: captcha?.id ?? "", captchaAnswer: "acde" },
  });
  const { id } = await submitPersonRegistration({ db, address: `test ${idNumber}` }, input, null);
  return { id, name, idNumber };
}

/** The open step of a matter. */
const openStep = (kind: ReviewKind, subjectId: string) =>
  and(
    eq(reviewSteps.state, "open"),
    inArray(
      reviewSteps.reviewId,
      db
        .select({ id: reviews.id })
        .from(reviews)
        .where(and(eq(reviews.kind, kind), eq(reviews.subjectId, subjectId))),
    ),
  );

/** Lets a matter wait for so many days already. */
export async function waitDays(kind: ReviewKind, subjectId: string, days: number): Promise<void> {
  await db
    .update(reviewSteps)
    .set({ openedAt: sql`now() - make_interval(days => ${days})` })
    .where(openStep(kind, subjectId));
}

/** Makes yesterday's of today's 催办. */
export async function sleepOnReminder(kind: ReviewKind, subjectId: string): Promise<void> {
  await db
    .update(reviewSteps)
    .set({ remindedAt: sql`now() - interval '1 day'` })
    .where(openStep(kind, subjectId));
}

/** Who did what to a matter, in order, as the audit log tells it. */
export async function story(kind: ReviewKind, subjectId: string) {
  const rows = await db
    .select({ actorName: auditLog.actorName, action: auditLog.action })
    .from(auditLog)
    .where(and(eq(auditLog.subjectKind, kind), eq(auditLog.subjectId, subjectId)))
    .orderBy(auditLog.at, auditLog.id);
  return rows.map(({ actorName, action }) => [actorName, action]);
}
