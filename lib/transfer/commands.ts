import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  accounts,
  organizations,
  personStateChanges,
  persons,
  reviewSteps,
  reviews,
  transfers,
} from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import type { Ctx } from "@/lib/context";
import { today } from "@/lib/date";
import { AppError, missing } from "@/lib/errors";
import { deciderOf } from "@/lib/org/queries";
import { holdTree } from "@/lib/org/tree";
import { listObstacles, obstacleName, openTransferRefusal } from "./queries";
import { moverRefusal } from "./rules";
import type { Transfer } from "./schema";

/** The first few of what is in the way are named; the page lists all. */
const named = 3;

/**
 * Writes a transfer of the viewer, new or submitted again, all rules checked. The person's row is locked, as by every
 * submission of theirs, so that a transfer and something else of theirs are never both under review. Runs in the
 * transaction that also opens the review. Throws `invalid` at `unit` for a unit that nobody can move to.
 */
export async function writeTransfer(tx: Tx, ctx: Ctx, { id, unit, reason }: Transfer) {
  const person = await lockMover(tx, ctx);
  const refusal = moverRefusal(person.state);
  if (refusal) throw new AppError("blocked", refusal);
  if (await openTransferRefusal(tx, person.id)) {
    throw new AppError("conflict", "您已有一项人员调转正在审核中，请刷新页面查看进度");
  }
  await refuseObstacles(tx, person.id);
  const to = await lockReceivingUnit(tx, unit.id, person);
  const values = {
    fromOrganizationId: person.organizationId,
    toOrganizationId: to.id,
    state: "pending" as const,
    reason,
    submittedAt: sql`now()`,
    endedAt: null,
  };
  const transferId = id ? await resubmit(tx, person.id, id, values) : await insert(tx, person.id, values);
  const [from] = await tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, person.organizationId));
  return { id: transferId, person, fromName: from?.name ?? "", to };
}

/** A transfer of the viewer by its id; throws `missing` for any other. */
export async function requireOwnTransfer(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.db
    .select({ id: transfers.id })
    .from(transfers)
    .where(and(eq(transfers.id, id), eq(transfers.personId, moverId(ctx))));
  if (!row) throw missing("该调转申请");
}

/**
 * Makes the end of the reviews of these transfers true, in a fixed number of statements: their state, and for a yes
 * the people's unit. The department stays behind, the position goes along, and who had left or retired is employed
 * again, which their history tells too.
 */
export async function endTransfers(
  tx: Tx,
  ids: readonly string[],
  state: "approved" | "rejected" | "withdrawn",
): Promise<void> {
  const set = uuidArray(ids);
  if (state === "approved") {
    // Whatever of these people is being submitted ends first, or sees where they are now. In order: no deadlock.
    await tx.execute(sql`
      select id from ${persons}
      where id in (select person_id from ${transfers} where id = any(${set}))
      order by id for no key update`);
    await tx.execute(sql`
      insert into ${personStateChanges}
        (id, person_id, organization_id, from_state, to_state, effective_on, reason, actor_name, created_at)
      select uuidv7(), person.id, receiving.id, person.state, 'employed', ${today()}::date, '调入“' || receiving.name || '”',
        coalesce(decided.name, ''), clock_timestamp()
      from ${transfers} moved
      join ${persons} person on person.id = moved.person_id and person.state in ('left', 'retired')
      join ${organizations} receiving on receiving.id = moved.to_organization_id
      left join lateral (
        select decider.name from ${reviews} review
        join ${reviewSteps} step on step.review_id = review.id
        join ${accounts} decider on decider.id = step.decided_by
        where review.kind = 'transfer' and review.subject_id = moved.id
        order by review.round desc limit 1) decided on true
      where moved.id = any(${set})`);
    await tx.execute(sql`
      update ${persons} person set organization_id = moved.to_organization_id, department_id = null,
        state = case when person.state in ('left', 'retired') then 'employed' else person.state end
      from ${transfers} moved where moved.id = any(${set}) and person.id = moved.person_id`);
  }
  await tx.execute(sql`
    update ${transfers} set state = ${state}, ended_at = now() where id = any(${set})`);
}

function moverId({ viewer }: Ctx): string {
  if (!viewer.person) throw new AppError("forbidden", "只有专业技术人员本人可以申请调转");
  return viewer.person.id;
}

/** The viewer's person, locked. */
async function lockMover(tx: Tx, ctx: Ctx) {
  const [person] = await tx
    .select({
      id: persons.id,
      name: persons.name,
      idNumber: persons.idNumber,
      phone: persons.phone,
      state: persons.state,
      title: persons.title,
      position: persons.position,
      organizationId: persons.organizationId,
    })
    .from(persons)
    .where(eq(persons.id, moverId(ctx)))
    .for("no key update");
  if (!person) throw missing("该专业技术人员");
  return person;
}

/** Refuses while something of the person is under review, and names it. */
async function refuseObstacles(tx: Tx, personId: string): Promise<void> {
  const obstacles = await listObstacles(tx, personId);
  if (obstacles.length === 0) return;
  const names = obstacles.slice(0, named).map(obstacleName).join("、");
  const more = obstacles.length > named ? `等 ${obstacles.length} 项` : "";
  throw new AppError("blocked", `您有${names}${more}正在审核中，审核结束或撤回后才能申请调转`);
}

/** The unit to move to; it can't be disabled before this transaction has ended. */
async function lockReceivingUnit(
  tx: Tx,
  id: string,
  { idNumber, organizationId }: { idNumber: string; organizationId: string },
) {
  const refuse = (message: string) => new AppError("invalid", message, { unit: message });
  if (id === organizationId) throw refuse("您已在该单位，请选择其他单位");
  // The former unit is locked after this one, wherever in the tree the two are.
  await holdTree(tx);
  const [unit] = await tx
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      state: organizations.state,
      path: organizations.path,
    })
    .from(organizations)
    .where(eq(organizations.id, id))
    .for("share");
  if (unit?.kind !== "employer") throw refuse("只能调入用人单位，请重新选择");
  if (unit.state !== "active") throw refuse("该单位已停用，不能调入，请选择其他单位");
  // Nobody decides about themself, and here no superior can decide instead.
  const decider = await deciderOf(tx, {
    ...{ path: unit.path, idNumber, departmentId: null, permission: "transfers.review" },
  });
  if (decider?.id !== unit.id) {
    throw refuse("您是该单位唯一可审核人员调转的管理员，不能审核本人，请先由该单位增设一名管理员");
  }
  return unit;
}

type Values = Pick<
  typeof transfers.$inferInsert,
  "fromOrganizationId" | "toOrganizationId" | "state" | "reason"
>;

async function insert(tx: Tx, personId: string, values: Values): Promise<string> {
  const [row] = await tx
    .insert(transfers)
    .values({ ...values, personId })
    .returning({ id: transfers.id });
  return (row as { id: string }).id;
}

/** Only the latest can come back: an older one is the record of units that were left since. */
async function resubmit(tx: Tx, personId: string, id: string, values: Values): Promise<string> {
  const [latest] = await tx
    .select({ id: transfers.id, state: transfers.state })
    .from(transfers)
    .where(eq(transfers.personId, personId))
    .orderBy(desc(transfers.submittedAt), desc(transfers.id))
    .limit(1)
    .for("update");
  if (latest?.id !== id || (latest.state !== "rejected" && latest.state !== "withdrawn")) {
    throw new AppError("conflict", "该调转申请已不能重新提交，请刷新页面查看最新状态");
  }
  await tx.update(transfers).set(values).where(eq(transfers.id, id));
  return id;
}
