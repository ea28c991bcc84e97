import { sql } from "drizzle-orm";
import type { Executor } from "../client";
import { annualStandards, conversionRules, roles } from "../schema";
import { builtInRoles } from "./roles";
import { exampleRules } from "./rules";

/** 人力资源和社会保障部令第 25 号 art. 8: at least 90 hours a year, professional ones generally two thirds. */
const standard = { total: 90, publicHours: 30, professionalHours: 60 };
const firstYear = 2015;
const lastYear = 2030;

/**
 * Writes what the platform can't do without: yearly standards, conversion rules, built-in roles. Every start
 * calls it: standards and rules that are there stay as the bureau left them, built-in roles become the code's.
 */
export async function seedReference(db: Executor): Promise<void> {
  await db
    .insert(annualStandards)
    .values(
      Array.from({ length: lastYear - firstYear + 1 }, (_, index) => ({
        year: firstYear + index,
        ...standard,
      })),
    )
    .onConflictDoNothing();
  await db.insert(conversionRules).values(exampleRules).onConflictDoNothing();
  await db
    .insert(roles)
    .values(Object.values(builtInRoles).map((role) => ({ ...role, permissions: [...role.permissions] })))
    .onConflictDoUpdate({
      target: roles.id,
      set: {
        name: sql`excluded.name`,
        description: sql`excluded.description`,
        permissions: sql`excluded.permissions`,
      },
    });
}
