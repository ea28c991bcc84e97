import "server-only";
import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { accounts, captchas, organizations, persons, registrations, sessions } from "@/db/schema";
import type { LoginInput } from "./login";

/* What the tests of logging in and of accounts arrange. */

type Organization = typeof organizations.$inferSelect;
let counter = 0;

export async function addOrganization(
  db: Executor,
  values: Partial<typeof organizations.$inferInsert> = {},
): Promise<Organization> {
  const number = ++counter;
  const [row] = await db
    .insert(organizations)
    .values({
      path: `${number}/`,
      kind: "employer",
      name: `测试单位${number}`,
      code: `CODE${number}`,
      divisionCode: "370802",
      phone: `0537-${number}`,
      ...values,
    })
    .returning();
  return row as Organization;
}

/** An ID number nobody else in the run has. */
export const nextIdNumber = () => `37080219900101${String(1000 + ++counter)}`;

/** An account; with `organization` an administrator's, with `unit` a professional's. */
export async function addAccount(
  db: Executor,
  holder: { organization: Organization } | { unit: Organization },
  values: Partial<typeof accounts.$inferInsert> = {},
) {
  const idNumber = values.idNumber ?? nextIdNumber();
  const subject = await ("unit" in holder
    ? addPerson(db, holder.unit, idNumber)
    : { portal: "employer" as const, organizationId: holder.organization.id });
  const [row] = await db
    .insert(accounts)
    .values({ ...subject, idNumber, name: "张三", ...values })
    .returning();
  return row as typeof accounts.$inferSelect;
}

async function addPerson(db: Executor, unit: Organization, idNumber: string) {
  const [person] = await db
    .insert(persons)
    .values({ organizationId: unit.id, name: "李四", idNumber, sex: "male", birthDate: "1990-01-01" })
    .returning({ id: persons.id });
  return { portal: "professional" as const, personId: person?.id };
}

/** A registration that has been submitted to `superior`. */
export async function addRegistration(
  db: Executor,
  superior: Organization,
  values: Pick<typeof registrations.$inferInsert, "kind" | "passwordHash"> &
    Partial<typeof registrations.$inferInsert>,
) {
  const idNumber = nextIdNumber();
  const [row] = await db
    .insert(registrations)
    .values({
      state: "pending",
      idNumber,
      name: "王五",
      code: values.kind === "unit" ? `CODE${idNumber}` : null,
      organizationId: superior.id,
      values: {},
      submittedAt: new Date(),
      ...values,
    })
    .returning();
  return row as typeof registrations.$inferSelect & { idNumber: string };
}

/** What gives an account its initial password: the last six, for a month. */
export const initialPassword = () => ({
  passwordHash: null,
  initialPasswordUntil: new Date(Date.now() + 30 * 24 * 3600_000),
  mustChangePassword: true,
});

export async function addSession(db: Executor, accountId: string): Promise<string> {
  const [row] = await db
    .insert(sessions)
    .values({ accountId, address: "10.0.0.1", userAgent: "test" })
    .returning({ id: sessions.id });
  return row?.id as string;
}

/** A try to log in, with a fresh captcha solved. */
export async function loginInput(
  db: Executor,
  values: Pick<LoginInput, "idNumber" | "password"> & Partial<LoginInput>,
): Promise<LoginInput> {
  const [captcha] = await db
    .insert(captchas)
    .values({ answer: "ACDE", expiresAt: sql`now() + interval '5 minutes'` })
    .returning({ id: captchas.id });
  return {
    portal: "employer",
    captchaId: captcha?.id as string,
    captchaAnswer: "acde",
    address: "10.0.0.1",
    userAgent: "test",
    device: null,
    ...values,
  };
}
