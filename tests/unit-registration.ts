import { and, eq, inArray } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { registrations, reviews } from "@/db/schema";
import { login } from "@/lib/auth/login";
import type { Ctx } from "@/lib/context";
import { createDraft } from "@/lib/registration/commands";
import { type UnitRegistrationInput, unitRegistrationSchema } from "@/lib/registration/unit/schema";
import { submitUnitRegistration, unitRegistrationKind } from "@/lib/review/unit-registration";
import { decideReviews } from "@/lib/workflow/commands";
import type { Decision } from "@/lib/workflow/rules";
import { nextIdNumber } from "./fixtures";
import { nextCode, solvedCaptcha, typedUnit } from "./matters";
import { registrationFile } from "./person-registration";

export const password = "湖光山色-Lotus-7";
export const visitor = (db: Executor) => ({ db, address: "10.0.0.1" });

export type UnitChanges = {
  unit?: Partial<UnitRegistrationInput["unit"]>;
  administrator?: Partial<UnitRegistrationInput["administrator"]>;
  login?: Partial<UnitRegistrationInput["login"]>;
} & Partial<Pick<UnitRegistrationInput, "superior" | "license" | "captchaAnswer">>;

/** What the form sends to `superior` for a draft with its file; with `id` for that registration. */
export async function unitRequest(
  db: Executor,
  superior: { id: string },
  { unit, administrator, login: account, ...rest }: UnitChanges = {},
  id?: string,
) {
  const registrationId = id ?? (await createDraft(visitor(db), "unit"));
  const code = nextCode();
  const input: UnitRegistrationInput = {
    unit: { ...typedUnit(`济宁市示例学校${code}`, code), ...unit },
    superior: { id: superior.id, name: "任意" },
    license: [await registrationFile(db, registrationId)],
    administrator: {
      name: "颜世杰",
      idNumber: nextIdNumber(),
      phone: "13812345678",
      email: "",
      position: "人事科长",
      ...administrator,
    },
    login: { resume: false, password, confirmation: account?.password ?? password, ...account },
    ...(await solvedCaptcha(db)),
    ...rest,
  };
  return { registrationId, input };
}

/** What the form's button calls. */
export const sendUnit = (db: Executor, { registrationId, input }: Awaited<ReturnType<typeof unitRequest>>) =>
  submitUnitRegistration(visitor(db), registrationId, unitRegistrationSchema.parse(input));

/** A submitted registration. */
export async function submittedUnit(db: Executor, superior: { id: string }, changes: UnitChanges = {}) {
  const request = await unitRequest(db, superior, changes);
  await sendUnit(db, request);
  const { unit, administrator } = unitRegistrationSchema.parse(request.input);
  return { id: request.registrationId, code: unit.code, idNumber: administrator.idNumber, name: unit.name };
}

/** The fields at which a request is refused, or else the sentence; null: it is not. */
export const unitRefusal = async (db: Executor, request: ReturnType<typeof unitRequest>) =>
  sendUnit(db, await request).then(
    () => null,
    (error: { fields?: object; message: string }) => error.fields ?? error.message,
  );

export async function registrationRow(db: Executor, id: string) {
  const [row] = await db.select().from(registrations).where(eq(registrations.id, id));
  return row as typeof registrations.$inferSelect;
}

/** The pending reviews of these registrations. */
export async function pendingUnits(db: Executor, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(eq(reviews.state, "pending"), inArray(reviews.subjectId, [...ids])));
  return rows.map((row) => row.id);
}

/** What the decision buttons call, on the pending reviews of these registrations. */
export const decideUnits = async (ctx: Ctx, ids: readonly string[], decision: Decision = "approve") =>
  decideReviews(ctx, unitRegistrationKind, {
    target: { ids: await pendingUnits(ctx.db, ids) },
    decision,
    opinion: decision === "reject" ? "营业执照不清晰" : "",
  });

/** What the login of units answers: "ok", or the refusal. */
export const logInUnit = async (db: Executor, values: { idNumber: string; password: string }) =>
  login(db, {
    portal: "employer",
    address: "10.0.0.9",
    userAgent: "test",
    device: null,
    ...(await solvedCaptcha(db)),
    ...values,
  }).then(
    () => "ok",
    (error: Error) => error.message,
  );
