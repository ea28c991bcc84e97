import "server-only";
import { eq, not, type SQL, sql } from "drizzle-orm";
import { annualStandards, creditRecords, personStateChanges, persons } from "@/db/schema";
import { currentYear } from "@/lib/date";
import type { PersonFilters } from "./schema";
import { exemptIn } from "./state/queries";
import { statesThat } from "./state/rules";

/**
 * 完成情况 of a year, as a condition on `persons`: 达标 is whoever has the hours; 未达标 and 不要求 are the others where
 * a standard is set, by whether it asks them (see `exemptIn`).
 */
export function fulfilment(fulfilled: NonNullable<PersonFilters["fulfilled"]>, year: number): SQL {
  if (fulfilled === "yes") return fulfils(year);
  const standard = sql`exists (select 1 from ${annualStandards} where ${annualStandards.year} = ${year})`;
  const notAsked = year < currentYear() ? sql`(${mayBeExempt} and ${exemptIn(year)})` : exemptIn(year);
  const exempt = fulfilled === "exempt" ? notAsked : not(notAsked);
  return sql`(${standard} and ${exempt} and not ${fulfils(year)})`;
}

/**
 * Nobody else was ever out of post, so that only these few histories are looked through. Not `in`: a history that is too
 * long to be hashed would be read from end to end for each person.
 */
const mayBeExempt = sql`(${persons.state} not in (${sql.join(
  statesThat("heldToStandard").map((state) => sql`${state}`),
  sql`, `,
)}) or exists (
  select 1 from ${personStateChanges} where ${eq(personStateChanges.personId, persons.id)}))`;

/** `isFulfilled` of lib/hours/rules, in SQL: nobody fulfils a year without a standard. One look at the records a person. */
function fulfils(year: number): SQL {
  const sum = (condition?: SQL) =>
    sql`coalesce(sum(${creditRecords.hours})${condition && sql` filter (where ${condition})`}, 0)`;
  return sql`exists (
    select 1 from ${annualStandards} left join ${creditRecords}
      on ${creditRecords.year} = ${annualStandards.year} and ${creditRecords.personId} = ${persons.id}
    where ${annualStandards.year} = ${year}
    group by ${annualStandards.year}
    having ${sum()} >= ${annualStandards.total}
      and ${sum(eq(creditRecords.category, "public"))} >= ${annualStandards.publicHours}
      and ${sum(eq(creditRecords.category, "professional"))} >= ${annualStandards.professionalHours})`;
}
