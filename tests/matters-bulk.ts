import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Executor, Tx } from "@/db/client";
import type { ReviewKind } from "@/db/enums";
import { uuidArray } from "@/lib/audit";
import { allAtBureau, bulkDeclarations } from "./bulk";
import { typedPerson, typedUnit } from "./matters";
import type { reviewWorld } from "./review";

type World = Awaited<ReturnType<typeof reviewWorld>>;

/** What is inserted of a kind besides its reviews, who decides it there, and how to see what a yes makes of it. */
type BulkKind = {
  reviewer: "unit" | "authority" | "bureau" | "foreignUnit" | "foreignAuthority";
  /** Leaves a table `bulk` with what `openReviews` reads, one row a matter. */
  insert(tx: Tx, world: World, count: number): Promise<void>;
  /** Of the subjects in `set`, a row each on which the yes had its whole effect. */
  effects(world: World, set: SQL): SQL;
};

export const bulkKinds: Record<ReviewKind, BulkKind> = {
  declaration: {
    reviewer: "bureau",
    insert: async () => {},
    effects: (_, set) => sql`select from credit_records where declaration_id = any(${set}) and hours = 2`,
  },
  "person-change": {
    reviewer: "unit",
    insert: async (tx, { tree }, count) => {
      await insertPeople(tx, tree.unit.id, count);
      await tx.execute(sql`
        update bulk set subject_id = person_id, proposal = jsonb_build_object('title', '岗位/职务',
          'changes', jsonb_build_object('position', jsonb_build_object('old', null, 'new', '新岗位' || n)))`);
    },
    effects: (_, set) => sql`
      select from persons where id = any(${set}) and position = replace(name, '人员', '新岗位')`,
  },
  transfer: {
    reviewer: "foreignUnit",
    insert: async (tx, { tree }, count) => {
      await insertPeople(tx, tree.unit.id, count);
      await tx.execute(sql`
        insert into transfers (id, person_id, from_organization_id, to_organization_id, reason)
        select subject_id, person_id, ${tree.unit.id}::uuid, ${tree.foreignUnit.id}::uuid, '照顾家庭' from bulk`);
    },
    effects: ({ tree }, set) => sql`
      select from transfers join persons on persons.id = transfers.person_id
      where transfers.id = any(${set}) and transfers.state = 'approved'
        and persons.organization_id = ${tree.foreignUnit.id}`,
  },
  "person-registration": {
    reviewer: "unit",
    insert: async (tx, { tree }, count) => {
      await createBulk(tx, count);
      const { idNumber: _, name: __, ...typed } = typedPerson("", "");
      const filled = Object.entries(typed).filter(([, value]) => value !== "");
      const values = { ...Object.fromEntries(filled), sex: "female", birthDate: "1985-03-12", evidence: [] };
      await tx.execute(sql`
        insert into registrations (id, kind, state, id_number, name, organization_id, password_hash, values, submitted_at)
        select subject_id, 'person', 'pending', id_number, '人员' || n, ${tree.unit.id}::uuid, 'hash' || n,
          ${JSON.stringify(values)}::text::jsonb, now() from bulk`);
    },
    effects: ({ tree }, set) => sql`
      select from registrations registration
      join persons person on person.id_number = registration.id_number and person.name = registration.name
        and person.organization_id = ${tree.unit.id} and person.school = registration.values ->> 'school'
      join accounts on accounts.person_id = person.id and accounts.password_hash = replace(registration.name, '人员', 'hash')
      where registration.id = any(${set}) and registration.password_hash is null`,
  },
  "unit-registration": {
    reviewer: "authority",
    insert: async (tx, { tree }, count) => {
      await createBulk(tx, count);
      const file = { fileName: "营业执照.pdf", mediaType: "application/pdf", size: 1024 };
      const values = {
        unit: typedUnit("", ""),
        superior: { id: tree.authority.id, name: tree.authority.name },
        license: [{ id: randomUUID(), ...file }],
        administrator: { name: "颜世杰", idNumber: "", phone: "13812345678", email: "", position: "" },
      };
      await tx.execute(sql`
        insert into registrations (id, kind, state, id_number, name, code, organization_id, password_hash, values,
          submitted_at)
        select subject_id, 'unit', 'pending', id_number, '颜世杰', 'C' || id_number, ${tree.authority.id}::uuid,
          'hash' || n, jsonb_set(jsonb_set(jsonb_set(${JSON.stringify(values)}::text::jsonb,
            '{unit,name}', to_jsonb('单位' || n)), '{unit,code}', to_jsonb('C' || id_number)),
            '{administrator,idNumber}', to_jsonb(id_number)), now()
        from bulk`);
    },
    effects: ({ tree }, set) => sql`
      select from registrations registration
      join organizations unit on unit.code = registration.code and unit.parent_id = ${tree.authority.id}
        and unit.name = registration.values #>> '{unit,name}'
        and unit.path = ${tree.authority.path} || unit.number || '/'
      join accounts on accounts.organization_id = unit.id and accounts.id_number = registration.id_number
        and accounts.password_hash = replace(unit.name, '单位', 'hash')
      where registration.id = any(${set}) and registration.password_hash is null
        and (select count(*) from account_roles where account_id = accounts.id) = 1`,
  },
  /** Every other one moves, with a unit below it, from another superior; the rest change their name. */
  "unit-change": {
    reviewer: "foreignAuthority",
    insert: async (tx, { tree, unit }, count) => {
      await createBulk(tx, count);
      const { authority, foreignAuthority } = tree;
      const numbered = sql`nextval(pg_get_serial_sequence('organizations', 'number')) as number`;
      const columns = sql`organizations (id, number, parent_id, path, kind, name, code, division_code, phone)
        overriding system value`;
      await tx.execute(sql`
        insert into ${columns}
        select subject_id, made.number, parent.id, parent.path || made.number || '/', 'employer', '单位' || n,
          'C' || id_number, '370800', '0537-0000000'
        from (select *, ${numbered} from bulk) made
        join organizations parent on parent.id
          = case n % 2 when 0 then ${foreignAuthority.id}::uuid else ${authority.id}::uuid end`);
      await tx.execute(sql`
        insert into ${columns}
        select uuidv7(), made.number, parent.id, parent.path || made.number || '/', 'employer', '下级单位' || n,
          'D' || id_number, '370800', '0537-0000000'
        from (select *, ${numbered} from bulk where n % 2 = 1) made
        join organizations parent on parent.id = made.subject_id`);
      await tx.execute(sql`
        update bulk set account_id = ${unit.viewer.accountId}::uuid, proposal = case n % 2
          when 0 then jsonb_build_object('title', '单位名称', 'changes',
            jsonb_build_object('name', jsonb_build_object('old', '单位' || n, 'new', '新单位' || n)))
          else jsonb_build_object('title', '上级部门', 'parent', jsonb_build_object('id', ${foreignAuthority.id}::text),
            'changes', '{}'::jsonb) end`);
    },
    effects: ({ tree: { foreignAuthority } }, set) => sql`
      select from organizations unit left join organizations child on child.parent_id = unit.id
      where unit.id = any(${set}) and unit.parent_id = ${foreignAuthority.id}
        and unit.path = ${foreignAuthority.path} || unit.number || '/'
        and case when child.id is null then unit.name like '新单位%'
          else child.path = unit.path || child.number || '/' end`,
  },
};

/** Inserts `count` matters of a kind that wait at its reviewer, in a few statements; answers the subjects' ids. */
export async function bulkMatters(
  owner: Executor,
  kind: ReviewKind,
  world: World,
  count: number,
): Promise<string[]> {
  const { insert, reviewer } = bulkKinds[kind];
  if (kind === "declaration") {
    const { accountId } = world.unit.viewer;
    await bulkDeclarations(owner, { unitIds: [world.tree.unit.id], accountId, count, stage: allAtBureau });
  } else {
    await owner.transaction(async (tx) => {
      await insert(tx, world, count);
      await openReviews(tx, kind, world.tree.unit.id, world.tree[reviewer]);
    });
  }
  const rows = await owner.execute<{ id: string }>(
    sql`select subject_id as id from reviews where kind = ${kind} and state = 'pending'`,
  );
  return rows.map(({ id }) => id);
}

/** How many of these subjects a yes has made true. */
export async function countEffects(
  owner: Executor,
  kind: ReviewKind,
  world: World,
  ids: string[],
): Promise<number> {
  const [row] = await owner.execute<{ count: number }>(
    sql`select count(*)::int as count from (${bulkKinds[kind].effects(world, uuidArray(ids))}) effect`,
  );
  return row?.count ?? 0;
}

async function createBulk(tx: Tx, count: number) {
  await tx.execute(sql`
    create temporary table bulk on commit drop as
    select n, uuidv7() as subject_id, uuidv7() as review_id, null::uuid as person_id, null::uuid as account_id,
      'B' || right(upper(replace(uuidv7()::text, '-', '')), 18) as id_number,
      jsonb_build_object('title', '第' || n || '项') as proposal
    from generate_series(1, ${count}::int) n`);
}

/** The same with a professional and their account each. */
async function insertPeople(tx: Tx, unitId: string, count: number) {
  await createBulk(tx, count);
  await tx.execute(sql`update bulk set person_id = uuidv7(), account_id = uuidv7()`);
  await tx.execute(sql`
    insert into persons (id, organization_id, name, id_number, sex, birth_date)
    select person_id, ${unitId}::uuid, '人员' || n, id_number, 'female', '1980-01-01' from bulk`);
  await tx.execute(sql`
    insert into accounts (id, portal, person_id, id_number, name, password_hash)
    select account_id, 'professional', person_id, id_number, '人员' || n, 'unused' from bulk`);
}

async function openReviews(
  tx: Tx,
  kind: ReviewKind,
  organizationId: string,
  decider: { id: string; kind: string },
) {
  await tx.execute(sql`
    insert into reviews (id, kind, subject_id, round, state, person_id, organization_id, proposal, submitted_by,
      submitted_at)
    select review_id, ${kind}, subject_id, 1, 'pending', person_id, ${organizationId}::uuid, proposal, account_id, now()
    from bulk`);
  await tx.execute(sql`
    insert into review_steps (id, review_id, kind, position, organization_id, stage, state, submitted_at, opened_at,
      opened_xid)
    select uuidv7(), review_id, ${kind}, 1, ${decider.id}::uuid, ${decider.kind}, 'open', now(), now(),
      pg_current_xact_id()
    from bulk`);
}
