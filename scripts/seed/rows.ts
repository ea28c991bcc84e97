import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { organizations } from "@/db/schema";
import { isIdNumber } from "@/lib/id-number";
import { checkCharacter } from "@/lib/org/code";

export type Organization = typeof organizations.$inferSelect;

type NewOrganization = Omit<typeof organizations.$inferInsert, "path" | "parentId"> & {
  parent?: Organization;
};

/** Inserts an organization below `parent` (a root without one), its path written with its own number. */
export async function insertOrganization(
  db: Executor,
  { parent, ...values }: NewOrganization,
): Promise<Organization> {
  const [next] = await db.execute<{ number: string }>(
    sql`select nextval(pg_get_serial_sequence('organizations', 'number')) as number`,
  );
  const number = Number(next?.number);
  const [row] = await db
    .insert(organizations)
    .overridingSystemValue()
    .values({ ...values, number, parentId: parent?.id ?? null, path: `${parent?.path ?? ""}${number}/` })
    .returning();
  return row as Organization;
}

/**
 * A valid ID number (GB 11643) that belongs to nobody: `birthDate` as 1985-03-12, `serial` its three digits
 * before the check digit (odd: male).
 */
export function exampleIdNumber(divisionCode: string, birthDate: string, serial: number): string {
  const body = `${divisionCode}${birthDate.replaceAll("-", "")}${String(serial).padStart(3, "0")}`;
  const idNumber = [..."0123456789X"].map((digit) => body + digit).find(isIdNumber);
  if (!idNumber) throw new Error(`no valid ID number begins with ${body}`);
  return idNumber;
}

/** What a 统一社会信用代码 begins with: who registered the organization, and what it is (GB 32100). */
const codePrefixes: Readonly<Record<string, string>> = { 机关: "11", 民办非企业单位: "52", 国有企业: "91" };

/** A valid 统一社会信用代码 (GB 32100) that belongs to nobody; `serial` counts up. */
export function exampleCode(nature: string, divisionCode: string, serial: number): string {
  const body = `${codePrefixes[nature] ?? "12"}${divisionCode}${String(serial).padStart(9, "0")}`;
  return body + checkCharacter(body);
}
