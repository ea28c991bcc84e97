import "server-only";
import { count, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { PersonState } from "@/db/enums";
import { organizations, personStateChanges, persons } from "@/db/schema";
import { below, own, personColumns, type Scope } from "@/lib/access/scope";
import { currentYear } from "@/lib/date";
import { statesThat } from "./rules";

const held = sql.join(
  statesThat("heldToStandard").map((state) => sql`${state}`),
  sql`, `,
);

/**
 * 不要求, as a condition on `persons`: the standard of the year doesn't ask them for hours, because they were not 在岗
 * at its end (of this year: are not now). A state counts from the day that the unit names; whoever has no history has
 * always been what they are now.
 */
export function exemptIn(year: number | SQL): SQL<boolean> {
  // No change lies in the future: this year's end is what is true now, without a look at the history.
  if (typeof year === "number" && year >= currentYear())
    return sql<boolean>`(persons.state not in (${held}))`;
  return sql<boolean>`(coalesce(
    (select change.to_state from ${personStateChanges} change
      where change.person_id = persons.id and change.effective_on <= make_date(${year}::int, 12, 31)
      order by change.created_at desc, change.id desc limit 1),
    (select change.from_state from ${personStateChanges} change
      where change.person_id = persons.id order by change.created_at, change.id limit 1),
    persons.state) not in (${held}))`;
}

/** The years of a range that ask one person for no hours (`exemptIn`). The caller has them in its scope. */
export async function exemptYears(
  db: Executor,
  personId: string,
  { fromYear, toYear }: { fromYear: number; toYear: number },
): Promise<ReadonlySet<number>> {
  const rows = await db.execute<{ year: number }>(sql`
    select asked.year from ${persons}, generate_series(${fromYear}::int, ${toYear}::int) as asked(year)
    where persons.id = ${personId} and ${exemptIn(sql`asked.year`)}`);
  return new Set(rows.map(({ year }) => year));
}

/** 人员状态变更 of one person, the latest first; at most 50. The caller has the person in its scope. */
export function listStateChanges(db: Executor, personId: string) {
  return db
    .select({
      id: personStateChanges.id,
      fromState: personStateChanges.fromState,
      toState: personStateChanges.toState,
      effectiveOn: personStateChanges.effectiveOn,
      reason: personStateChanges.reason,
      actorName: personStateChanges.actorName,
      organizationName: organizations.name,
      createdAt: personStateChanges.createdAt,
    })
    .from(personStateChanges)
    .innerJoin(organizations, eq(organizations.id, personStateChanges.organizationId))
    .where(eq(personStateChanges.personId, personId))
    .orderBy(desc(personStateChanges.createdAt), desc(personStateChanges.id))
    .limit(50);
}
export type StateChange = Awaited<ReturnType<typeof listStateChanges>>[number];

/** More people than this are not counted by state: a page would read them all. */
const countedPeople = 20_000;

/** How many of the people in the scope are in each state; null: too many to be counted. */
export async function countStates(
  db: Executor,
  scope: Scope,
): Promise<Partial<Record<PersonState, number>> | null> {
  const read = db
    .select({ state: persons.state })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(below(scope, personColumns))
    .limit(countedPeople + 1)
    .as("read");
  const rows = await db.select({ state: read.state, people: count() }).from(read).groupBy(read.state);
  if (rows.reduce((sum, { people }) => sum + people, 0) > countedPeople) return null;
  return Object.fromEntries(rows.map(({ state, people }) => [state, people]));
}

/** The viewer's own state, since when (null: always), and whom to ask; null for an administrator. */
export async function findOwnState(db: Executor, scope: Scope) {
  if (scope.type !== "person") return null;
  const [row] = await db
    .select({
      state: persons.state,
      since: sql<string | null>`(select change.effective_on::text from ${personStateChanges} change
        where change.person_id = persons.id order by change.created_at desc, change.id desc limit 1)`,
      unit: { name: organizations.name, phone: organizations.phone },
    })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(own(scope, personColumns));
  return row ?? null;
}
export type OwnState = NonNullable<Awaited<ReturnType<typeof findOwnState>>>;
