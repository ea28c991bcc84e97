import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { seenAt } from "@/lib/workflow/queries";
import { allAtBureau, bulkDeclarations } from "@/tests/bulk";
import { ctxFor } from "@/tests/fixtures";
import { decide, readInbox } from "@/tests/review";
import { asApplication, asOwner, createDatabase, insertTree } from "./database";
import { type BenchRow, inTurn, timed } from "./row";

const rounds = 5;
const few = 10;
const many = 10_000;

type Inbox = Awaited<ReturnType<typeof readInbox>>;
type Approve = (reviewer: Ctx, inbox: Inbox) => Promise<unknown>;

const approveAll: Approve = (reviewer, { target }) => decide(reviewer, target);

/**
 * 全部通过 of 10,000 declarations at their last stage through the function that the button calls, against one
 * hand-written statement that makes the same rows true; each on a fresh copy of the same database. And that
 * ten and ten thousand take the same number of statements.
 */
export async function batchBench(serverUrl: string): Promise<BenchRow[]> {
  const small = await prepare(serverUrl, few);
  const large = await prepare(serverUrl, many);
  // Once without counting: the first use of everything is slower.
  await large(approveAll);
  await large(approveByHand);
  const [ours, byHand] = await inTurn(
    rounds,
    async () => (await large(approveAll)).time,
    async () => (await large(approveByHand)).time,
  );
  const statements = [(await small(approveAll)).statements, (await large(approveAll)).statements] as const;
  return [
    {
      name: "全部通过 10,000 declarations / hand-written SQL",
      ratio: ours / byHand,
      limit: 1.5,
      bound: "max",
      details: { oursMs: ours, byHandMs: byHand, rounds },
    },
    {
      name: "statements of 全部通过, 10,000 / 10 declarations",
      ratio: statements[1] / statements[0],
      limit: 1,
      bound: "max",
      details: { of10: statements[0], of10000: statements[1] },
    },
  ];
}

/** A database in which `count` declarations wait at one bureau; the answer approves them in a fresh copy of it. */
async function prepare(serverUrl: string, count: number) {
  const template = `bench_batch_${count}`;
  const templateUrl = await createDatabase(serverUrl, template);
  const reviewer = await asOwner(templateUrl, async (owner) => {
    const { unitIds, reviewer } = await insertTree(owner, { bureaus: 1, authorities: 10, units: 20 });
    await bulkDeclarations(owner, { unitIds, accountId: reviewer.id, count, stage: allAtBureau });
    await owner.execute(sql`vacuum analyze`);
    return reviewer;
  });
  return async (approve: Approve): Promise<{ time: number; statements: number }> => {
    const url = await createDatabase(serverUrl, "bench_batch_copy", template);
    let statements = 0;
    return asApplication(
      url,
      () => statements++,
      async (db) => {
        const ctx = await ctxFor(db, reviewer);
        const inbox = await readInbox(ctx);
        // Both sides write their first pages in full again, as after any checkpoint.
        await asOwner(url, (owner) => owner.execute(sql`checkpoint`));
        statements = 0;
        const time = await timed(() => approve(ctx, inbox));
        const measured = { time, statements };
        await verify(ctx, count);
        return measured;
      },
    );
  };
}

/** What the button's function must make true, written by hand for this one case: one statement, one round trip. */
async function approveByHand({ db, viewer, address }: Ctx, { target }: Inbox): Promise<void> {
  const seen: SQL = seenAt(target.asOf);
  await db.execute(sql`
    with decided as (
      update review_steps set state = 'approved', decided_by = ${viewer.accountId}::uuid, decided_at = now()
      where organization_id = ${viewer.organization.id}::uuid and kind = 'declaration' and state = 'open' and ${seen}
      returning review_id
    ), ended as (
      update reviews set state = 'approved', ended_at = now() from decided where reviews.id = decided.review_id
      returning reviews.id, subject_id, person_id, submitted_by, proposal
    ), told as (
      insert into messages (account_id, review_id, title)
      select account.id, ended.id, '学时申报已通过：' || coalesce(proposal ->> 'title', '')
      from ended join accounts account on account.id = submitted_by or account.person_id = ended.person_id
    ), done as (
      update declarations set state = 'approved', updated_at = now() from ended
      where declarations.id = ended.subject_id
      returning declarations.*
    ), credited as (
      insert into credit_records
        (declaration_id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, credited_at)
      select id, person_id, organization_id, year, category, form, title, start_date, end_date, hours, now() from done
    )
    insert into audit_log
      (action, actor_id, actor_name, actor_organization_id, subject_kind, subject_id, detail, address)
    select 'declaration.approve', ${viewer.accountId}::uuid, ${viewer.name}, ${viewer.organization.id}::uuid,
           'declaration', subject_id, '{}', ${address}
    from ended`);
}

/** Both sides have done the same work. */
async function verify({ db }: Ctx, count: number): Promise<void> {
  const [row] = await db.execute<{
    steps: number;
    reviews: number;
    credits: number;
    messages: number;
    audits: number;
  }>(sql`
    select (select count(*)::int from review_steps where state = 'approved' and position = 3) as steps,
           (select count(*)::int from reviews where state = 'approved') as reviews,
           (select count(*)::int from credit_records join declarations on declarations.id = declaration_id
            where state = 'approved') as credits,
           (select count(*)::int from messages) as messages,
           (select count(*)::int from audit_log where action = 'declaration.approve') as audits`);
  const wrong = Object.entries(row ?? {}).filter(([, number]) => number !== count);
  if (!row || wrong.length > 0) throw new Error(`not everything was approved: ${JSON.stringify(row)}`);
}
