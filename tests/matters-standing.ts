import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { ReviewKind } from "@/db/enums";
import { uuidArray } from "@/lib/audit";
import { passwordHash, type RealWorld } from "./matters";
import { kinds, units } from "./matters-model";

/** How everything in a world stands, read from the database as `Rules.standing` tells it. */
export async function standingOf(db: Executor, { places, ids }: RealWorld) {
  const names = new Map(Object.entries(places).map(([place, { id }]) => [id, place]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const rounds = await readRounds(db, kinds.flatMap(ids));
  const states = await readStates(db, kinds.flatMap(ids));
  const matters = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      ids(kind).map((id) => {
        const own = rounds.filter((round) => round.id === id && round.kind === kind);
        return {
          // A change has no row of its own beside its rounds.
          state: kind.endsWith("change") ? (own.at(-1)?.state ?? "draft") : states.get(id),
          rounds: own.map(({ state, proposed, steps, asked }) => {
            const stops = steps.map(([at, step]) => `${nameOf(at)} ${step}`);
            return [`${nameOf(proposed ?? asked)} ${state}:`, ...stops].join(" ");
          }),
        };
      }),
    ]),
  );
  return { matters, effects: await readEffects(db, { ids, places, nameOf }) };
}

type Round = {
  kind: ReviewKind;
  id: string;
  state: string;
  proposed: string | null;
  /** The first who is asked: all that differs between rounds of whoever proposes nothing else. */
  asked: string;
  steps: [at: string, state: string][];
};

/** Every round, the oldest first; one that another has overwritten would be missing or say what the other proposed. */
async function readRounds(db: Executor, ids: string[]): Promise<Round[]> {
  return [
    ...(await db.execute<Round>(sql`
      select review.kind, review.subject_id as id, review.state, step.steps, step.steps -> 0 ->> 0 as asked,
        coalesce(proposal #>> '{changes,position,new}', proposal #>> '{parent,id}',
          proposal #>> '{changes,name,new}', proposal ->> 'toName', proposal ->> 'organization',
          proposal #>> '{superior,id}') as proposed
      from reviews review
      cross join lateral (
        select json_agg(json_build_array(organization_id, state) order by position) as steps
        from review_steps where review_id = review.id) step
      where review.subject_id = any(${uuidArray(ids)})
      order by review.round`)),
  ];
}

async function readStates(db: Executor, ids: string[]): Promise<Map<string, string>> {
  const set = uuidArray(ids);
  const rows = await db.execute<{ id: string; state: string }>(sql`
    select id, state from declarations where id = any(${set})
    union all select id, state from transfers where id = any(${set})
    union all select id, state from registrations where id = any(${set})`);
  return new Map(rows.map(({ id, state }) => [id, state]));
}

type Where = Pick<RealWorld, "ids" | "places"> & { nameOf: (id: string) => string };

async function readEffects(db: Executor, { ids, places, nameOf }: Where) {
  /** Of each subject the organizations that its effects name. */
  const perSubject = async (kind: ReviewKind, query: ReturnType<typeof sql>) => {
    const rows = await db.execute<{ id: string; organization: string }>(query);
    return ids(kind).map((id) =>
      rows.filter((row) => row.id === id).map(({ organization }) => nameOf(organization)),
    );
  };
  const people = await db.execute<{ id: string; unit: string; position: string | null }>(sql`
    select id, organization_id as unit, position from persons
    where id = any(${uuidArray(ids("person-change"))}) order by id`);
  const organizations = await db.execute<{ id: string; name: string; superior: string; placed: boolean }>(sql`
    select unit.id, unit.name, unit.parent_id as superior,
      unit.path = superior.path || unit.number || '/' as placed
    from organizations unit join organizations superior on superior.id = unit.parent_id
    where unit.id = any(${uuidArray(ids("unit-change"))})`);
  return {
    credits: await perSubject(
      "declaration",
      sql`select declaration_id as id, organization_id as organization from credit_records
        where declaration_id = any(${uuidArray(ids("declaration"))})`,
    ),
    people: ids("person-change").map((id) => {
      const person = people.find((row) => row.id === id);
      return { unit: nameOf(person?.unit ?? ""), position: person?.position };
    }),
    // The account has the registrant's password, which the registration has no more.
    joined: await perSubject(
      "person-registration",
      sql`select registration.id, person.organization_id as organization
        from registrations registration
        join persons person on person.id_number = registration.id_number and person.name = registration.name
        join accounts account on account.person_id = person.id and account.password_hash = ${passwordHash}
        where registration.id = any(${uuidArray(ids("person-registration"))})
          and registration.password_hash is null`,
    ),
    founded: await perSubject(
      "unit-registration",
      sql`select registration.id, unit.parent_id as organization
        from registrations registration
        join organizations unit on unit.code = registration.code
          and unit.name = registration.values #>> '{unit,name}'
        join organizations superior on superior.id = unit.parent_id
          and unit.path = superior.path || unit.number || '/'
        join accounts account on account.organization_id = unit.id
          and account.id_number = registration.id_number and account.password_hash = ${passwordHash}
        where registration.id = any(${uuidArray(ids("unit-registration"))})
          and registration.password_hash is null`,
    ),
    units: units.map((unit) => {
      const row = organizations.find(({ id }) => id === places[unit].id);
      return { name: row?.name, superior: nameOf(row?.placed ? row.superior : "not where its path says") };
    }),
  };
}
