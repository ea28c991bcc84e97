import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { uuidArray } from "@/lib/audit";

/** Where declarations stand: 1, 2, 3 = waiting at that stage of unit → authority → bureau, 0 = credited. */
export const allAtBureau = sql`3`;

/**
 * Inserts `count` submitted declarations with their people, routes and (where credited) records in a few
 * statements. `unitIds`: units with a superior authority whose superior is a bureau; the declarations go round
 * them. `stage` is an SQL expression of `n` (from 1) as in `allAtBureau`; later numbers were submitted later, ten
 * seconds apart. Needs the owner's rights.
 */
export async function bulkDeclarations(
  owner: Executor,
  {
    unitIds,
    accountId,
    count,
    stage,
  }: { unitIds: readonly string[]; accountId: string; count: number; stage: SQL },
): Promise<void> {
  const people = Math.ceil(count / 10);
  await owner.transaction(async (tx) => {
    // Foreign keys hold by construction; checking ten million of them one by one takes minutes.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`
      create temporary table bulk_people on commit drop as
      select i, uuidv7() as id, (${uuidArray(unitIds)})[1 + i % ${unitIds.length}::int] as unit_id
      from generate_series(0, ${people}::int - 1) i`);
    await tx.execute(sql`
      insert into persons (id, organization_id, name, id_number, sex, birth_date)
      select id, unit_id, '人员' || i, 'B' || right(upper(replace(id::text, '-', '')), 19), 'female', '1980-01-01'
      from bulk_people`);
    await tx.execute(sql`
      create temporary table bulk on commit drop as
      select n, uuidv7() as declaration_id, uuidv7() as review_id, person.id as person_id, unit.id as unit_id,
             array[unit.id, authority.id, authority.parent_id] as route, ${stage} as stage,
             now() - (${count}::int - n + 360) * interval '10 seconds' as submitted_at
      from generate_series(1, ${count}::int) n
      join bulk_people person on person.i = n % ${people}::int
      join organizations unit on unit.id = person.unit_id
      join organizations authority on authority.id = unit.parent_id
      order by n`);
    await tx.execute(sql`
      insert into declarations (id, person_id, organization_id, state, year, category, form, title, start_date,
        end_date, hours, detail, fingerprint, created_by, created_at, updated_at, submitted_at)
      select declaration_id, person_id, unit_id, case stage when 0 then 'approved' else 'pending' end, 2025,
             'professional', 'training', '骨干教师培训班第' || n || '期', '2025-06-01', '2025-06-03', 2, ${detail}::jsonb,
             'training|' || n, ${accountId}::uuid, submitted_at, submitted_at, submitted_at
      from bulk`);
    await tx.execute(sql`
      insert into reviews (id, kind, subject_id, round, state, person_id, organization_id, proposal, submitted_by,
        submitted_at, ended_at)
      select review_id, 'declaration', declaration_id, 1, case stage when 0 then 'approved' else 'pending' end,
             person_id, unit_id, ${detail}::jsonb, ${accountId}::uuid, submitted_at,
             case stage when 0 then submitted_at + interval '30 minutes' end
      from bulk`);
    await tx.execute(sql`
      insert into review_steps (id, review_id, kind, position, organization_id, stage, state, submitted_at,
        opened_at, opened_xid, decided_by, decided_at)
      select uuidv7(), review_id, 'declaration', position, route[position],
             (array['employer', 'authority', 'bureau'])[position],
             case when decided then 'approved' when position = stage then 'open' else 'waiting' end, submitted_at,
             case when decided or position = stage then submitted_at + (position - 1) * interval '10 minutes' end,
             case when decided or position = stage then pg_current_xact_id() end,
             case when decided then ${accountId}::uuid end,
             case when decided then submitted_at + position * interval '10 minutes' end
      from bulk cross join generate_series(1, 3) position
      cross join lateral (select stage = 0 or position < stage as decided) step
      order by n, position`);
    await tx.execute(sql`
      insert into credit_records (declaration_id, person_id, organization_id, year, category, form, title, start_date,
        end_date, hours, credited_at)
      select declaration_id, person_id, unit_id, 2025, 'professional', 'training', '骨干教师培训班第' || n || '期',
             '2025-06-01', '2025-06-03', 2, submitted_at + interval '30 minutes'
      from bulk where stage = 0`);
  });
}

const detail = JSON.stringify({
  organizer: "济宁市教育局",
  coOrganizer: "",
  level: "市",
  place: "济宁",
  measure: "学时",
  amount: 24,
  certificateNumber: "",
});
