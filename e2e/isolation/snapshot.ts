import postgres from "postgres";

/*
 * What the database says of a world, as one digest a table: two snapshots differ in the tables that something
 * has changed. Every table is named here, also those that hold nobody's data.
 */

/** Tables of the tree, each with the condition that a row `t` of it is of this world. */
const tenantTables = {
  organizations: "t.id in (select id from o)",
  departments: "t.organization_id in (select id from o)",
  persons: "t.id in (select id from p)",
  person_state_changes: "t.person_id in (select id from p)",
  accounts: "t.id in (select id from a)",
  account_roles: "t.account_id in (select id from a)",
  account_departments: "t.account_id in (select id from a)",
  roles: "t.organization_id in (select id from o)",
  sessions: "t.account_id in (select id from a)",
  attachments: "t.person_id in (select id from p)",
  declarations: "t.person_id in (select id from p)",
  declaration_evidence:
    "t.declaration_id in (select id from declarations where person_id in (select id from p))",
  reviews: "t.organization_id in (select id from o)",
  review_steps: "t.organization_id in (select id from o)",
  credit_records: "t.person_id in (select id from p)",
  certificates: "t.person_id in (select id from p)",
  registrations: "t.organization_id in (select id from o)",
  transfers: "t.person_id in (select id from p)",
  messages: "t.account_id in (select id from a)",
  temporary_codes: "t.organization_id in (select id from o)",
  unit_invitations: "t.organization_id in (select id from o)",
  conversion_rules: "true",
  annual_standards: "true",
};

/** Tables that a mere look may write: what was done, and how often. */
const freeTables = ["audit_log", "captchas", "throttles"];

/** A session's last request, an account's last login and a message that was sent on are no change of anything. */
const volatile = ["last_seen_at", "last_login_at", "sent_at", "attempts"];

const statement = `
  with o as (select id from organizations where path like $1 || '%'),
    p as (select id from persons where organization_id in (select id from o)),
    a as (select id from accounts where organization_id in (select id from o) or person_id in (select id from p))
  ${Object.entries(tenantTables)
    .map(
      ([table, condition]) => `
  select '${table}' as name, md5(coalesce(string_agg(row, E'\\n' order by row), '')) as digest
  from (select (to_jsonb(t) - array[${volatile.map((column) => `'${column}'`)}])::text as row
        from ${table} t where ${condition}) rows`,
    )
    .join(" union all ")}`;

/** Looks into the platform's database with the owner's rights. */
export function openSnapshots() {
  const client = postgres(process.env.DATABASE_URL ?? "", { max: 1, onnotice: () => {} });
  const take = (root: string) => client.unsafe<{ name: string; digest: string }[]>(statement, [root]);
  return {
    /** What `work` changes in the world below `root`, as an objection. */
    async changes(root: string, work: () => Promise<unknown>): Promise<string[]> {
      const before = new Map((await take(root)).map(({ name, digest }) => [name, digest]));
      await work();
      const changed = (await take(root)).filter(({ name, digest }) => before.get(name) !== digest);
      return changed.length > 0 ? [`changes ${changed.map(({ name }) => name).join(", ")}`] : [];
    },
    /** All that is said of an account, but for when it was last used. */
    async account(id: string): Promise<string> {
      const [row] = await client<{ text: string }[]>`
        select (to_jsonb(accounts) - ${volatile}::text[])::text as text from accounts where id = ${id}`;
      return row?.text ?? "";
    },
    /** How many people 在岗 an organization and all below it have, told by the parents and not by the paths. */
    async employedBelow(organizationId: string): Promise<number> {
      const [row] = await client<{ people: number }[]>`
        with recursive below as (
          select id from organizations where id = ${organizationId}
          union all select child.id from organizations child join below on child.parent_id = below.id)
        select count(*)::int as people from persons
        where state = 'employed' and organization_id in (select id from below)`;
      return row?.people ?? 0;
    },
    /** How many people 在岗 a department has and, told by the parents, all below it. */
    async employedWithin(departmentId: string): Promise<number> {
      const [row] = await client<{ people: number }[]>`
        with recursive below as (
          select id from departments where id = ${departmentId}
          union all select child.id from departments child join below on child.parent_id = below.id)
        select count(*)::int as people from persons
        where state = 'employed' and department_id in (select id from below)`;
      return row?.people ?? 0;
    },
    /** Tables that no snapshot has been told of. */
    async forgotten(): Promise<string[]> {
      const rows = await client<{ name: string }[]>`
        select table_name as name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE'`;
      return rows
        .map(({ name }) => name)
        .filter((name) => !(name in tenantTables || freeTables.includes(name)));
    },
    /** Everybody comes from one address here: the public look-up would soon be refused. */
    forgiveVerifications: () => client`delete from throttles where key like 'verify:%'`,
    close: () => client.end(),
  };
}
