import "server-only";
import { and, desc, eq, gte, inArray, lte, ne, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { LearningForm } from "@/db/enums";
import { annualStandards, conversionRules, creditRecords, declarations } from "@/db/schema";
import { currentYear } from "@/lib/date";
import { exemptYears } from "@/lib/person/state/queries";
import { type CategoryHours, type ConversionRule, declarableYears, type LedgerYear } from "../rules";

/** The 学时折算标准 in force in any of these years. */
export async function listConversionRules(db: Executor, years: readonly number[]): Promise<ConversionRule[]> {
  return db
    .select({
      form: conversionRules.form,
      level: conversionRules.level,
      unit: conversionRules.unit,
      hoursPerUnit: conversionRules.hoursPerUnit,
      capPerItem: conversionRules.capPerItem,
      capPerYear: conversionRules.capPerYear,
      validFrom: conversionRules.validFrom,
      validTo: conversionRules.validTo,
      source: conversionRules.source,
    })
    .from(conversionRules)
    .where(
      and(
        lte(conversionRules.validFrom, Math.max(...years)),
        sql`coalesce(${conversionRules.validTo}, 9999) >= ${Math.min(...years)}`,
      ),
    );
}

/** Hours of a person by year and form that count towards the caps: credited or under review. */
export async function usedHours(
  db: Executor,
  personId: string,
  exceptDeclarationId: string | null = null,
): Promise<{ year: number; form: LearningForm; hours: number }[]> {
  return db
    .select({
      year: declarations.year,
      form: declarations.form,
      hours: sql<number>`sum(${declarations.hours})`.mapWith(Number),
    })
    .from(declarations)
    .where(
      and(
        eq(declarations.personId, personId),
        inArray(declarations.state, ["pending", "approved"]),
        exceptDeclarationId ? ne(declarations.id, exceptDeclarationId) : undefined,
      ),
    )
    .groupBy(declarations.year, declarations.form);
}

/** What the declaration form shows of limits: the rules of the declarable years, and what is used of them. */
export async function hoursFacts(db: Executor, personId: string, exceptDeclarationId: string | null = null) {
  const [rules, used] = await Promise.all([
    listConversionRules(db, declarableYears(currentYear())),
    usedHours(db, personId, exceptDeclarationId),
  ]);
  return { rules, used };
}

/**
 * The ledger (年度完成情况) of one person for a range of years: credited hours from the credit records,
 * pending ones from declarations under review. The caller has loaded the person in its own scope.
 */
export async function yearlyLedger(
  db: Executor,
  personId: string,
  fromYear: number,
  toYear: number,
): Promise<LedgerYear[]> {
  const [credited, pending, standards, exempt] = await Promise.all([
    db
      .select({
        year: creditRecords.year,
        category: creditRecords.category,
        hours: sql<number>`sum(${creditRecords.hours})`.mapWith(Number),
      })
      .from(creditRecords)
      .where(
        and(
          eq(creditRecords.personId, personId),
          gte(creditRecords.year, fromYear),
          lte(creditRecords.year, toYear),
        ),
      )
      .groupBy(creditRecords.year, creditRecords.category),
    db
      .select({
        year: declarations.year,
        category: declarations.category,
        hours: sql<number>`sum(${declarations.hours})`.mapWith(Number),
      })
      .from(declarations)
      .where(
        and(
          eq(declarations.personId, personId),
          eq(declarations.state, "pending"),
          gte(declarations.year, fromYear),
          lte(declarations.year, toYear),
        ),
      )
      .groupBy(declarations.year, declarations.category),
    db
      .select()
      .from(annualStandards)
      .where(and(gte(annualStandards.year, fromYear), lte(annualStandards.year, toYear))),
    exemptYears(db, personId, { fromYear, toYear }),
  ]);
  const sums = (rows: typeof credited, year: number): CategoryHours => {
    const of = (category: keyof CategoryHours) =>
      rows.find((row) => row.year === year && row.category === category)?.hours ?? 0;
    return { public: of("public"), professional: of("professional") };
  };
  return Array.from({ length: toYear - fromYear + 1 }, (_, index) => {
    const year = toYear - index;
    const standard = standards.find((row) => row.year === year);
    return {
      year,
      credited: sums(credited, year),
      pending: sums(pending, year),
      standard: standard
        ? {
            total: standard.total,
            public: standard.publicHours,
            professional: standard.professionalHours,
          }
        : null,
      exempt: exempt.has(year),
    };
  });
}

/** Credited items of one person, the latest year first; at most 200. */
export function listCreditRecords(db: Executor, personId: string) {
  return db
    .select({
      id: creditRecords.id,
      year: creditRecords.year,
      category: creditRecords.category,
      form: creditRecords.form,
      title: creditRecords.title,
      startDate: creditRecords.startDate,
      endDate: creditRecords.endDate,
      hours: creditRecords.hours,
      creditedAt: creditRecords.creditedAt,
    })
    .from(creditRecords)
    .where(eq(creditRecords.personId, personId))
    .orderBy(desc(creditRecords.year), desc(creditRecords.creditedAt), desc(creditRecords.id))
    .limit(200);
}
