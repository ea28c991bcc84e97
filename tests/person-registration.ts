import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { attachments, departments, persons, registrations, reviews } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import { personRegistrationKind, submitPersonRegistration } from "@/lib/review/person-registration";
import { decideReviews } from "@/lib/workflow/commands";
import type { Decision } from "@/lib/workflow/rules";
import { nextIdNumber } from "./fixtures";
import { solvedCaptcha, typedPerson } from "./matters";

export const password = "湖边的三棵老柳树";
export const address = "203.0.113.7";

/** What the form sends but for the captcha. */
export const personInput = (
  unit: { id: string; name: string },
  values: Partial<PersonRegistrationInput> = {},
): PersonRegistrationInput => ({
  ...typedPerson("王芳", nextIdNumber()),
  organization: { id: unit.id, name: unit.name },
  evidence: { title: [], education: [] },
  resume: false,
  password,
  confirmation: password,
  captchaAnswer: "",
  captchaId: "",
  ...values,
});

/** What the form's button calls, in a browser that holds the `ticket`. */
export const submitPerson = async (
  db: Executor,
  unit: { id: string; name: string },
  values: Partial<PersonRegistrationInput> = {},
  ticket: string | null = null,
) =>
  submitPersonRegistration(
    { db, address },
    personRegistrationSchema.parse(personInput(unit, { ...(await solvedCaptcha(db)), ...values })),
    ticket,
  );

/** Why it was refused; null: it was not. */
export const refusalOf = (work: Promise<unknown>): Promise<AppError | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return error;
    },
  );

/** The pending review of a registration. */
export async function pendingReview(db: Executor, registrationId: string): Promise<string> {
  const [row] = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.subjectId, registrationId), eq(reviews.state, "pending")));
  return row?.id as string;
}

/** What the decision buttons call, on the pending reviews of these registrations. */
export const decidePersons = async (
  ctx: Ctx,
  ids: string[],
  decision: Decision = "approve",
  opinion = decision === "reject" ? "不是本单位人员" : "",
) =>
  decideReviews(ctx, personRegistrationKind, {
    target: { ids: await Promise.all(ids.map((id) => pendingReview(ctx.db, id))) },
    decision,
    opinion,
  });

export const registrationOf = async (db: Executor, id: string) =>
  (await db.select().from(registrations).where(eq(registrations.id, id)))[0];

export const personWith = async (db: Executor, idNumber: string) =>
  (await db.select().from(persons).where(eq(persons.idNumber, idNumber)))[0];

/** The row of a file that was uploaded for a registration: a certificate as PDF, or what `kind` says. */
export async function registrationFile(
  db: Executor,
  registrationId: string,
  kind: { fileName: string; mediaType: string } = { fileName: "证书.pdf", mediaType: "application/pdf" },
) {
  const file = { ...kind, size: 1024 };
  const [row] = await db
    .insert(attachments)
    .values({ ...file, registrationId, sha256: "0".repeat(64) })
    .returning({ id: attachments.id });
  return { id: row?.id as string, ...file };
}

export async function addDepartment(db: Executor, organizationId: string, name: string, parentId?: string) {
  const [row] = await db.insert(departments).values({ organizationId, name, parentId }).returning();
  return row as typeof departments.$inferSelect;
}
