import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { PersonState } from "@/db/enums";
import { accounts, personStateChanges, persons, sessions, transfers } from "@/db/schema";
import { own, personColumns } from "@/lib/access/scope";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { formatDate } from "@/lib/date";
import { AppError, missing } from "@/lib/errors";
import { notifyPeople } from "@/lib/notice/commands";
import { personStateLabels } from "../schema";
import { stateRules } from "./rules";
import type { SetStateInput } from "./schema";

/** How many were set, and how many were left as they are, by why (`Hindrance`; `missing`: not the viewer's). */
export type StateResult = { done: number; missing: number } & Record<Hindrance, number>;

/** `oneself`: the viewer; `same`: in that state already, from that day or before; `early`: not here yet on that day. */
type Hindrance = "oneself" | "same" | "early";

/**
 * 变更状态, 批量设置状态: people of the viewer's own unit, in a fixed number of statements. What was said last counts: from
 * its day on the person is in that state, whatever was said of later days before, so a wrong day is corrected by saying
 * the state again with an earlier one. Who may not log in any more is out at once; all are told. What of theirs is under
 * review goes on. Nobody sets their own state. Those who can't be set are left as they are and counted; where that is
 * everybody it throws: `missing`, `forbidden` (oneself), `conflict` (already in that state), or `invalid` at
 * `effectiveOn` for a day before they came to this unit.
 */
export function setPersonState(ctx: Ctx, input: SetStateInput): Promise<StateResult> {
  const { state, effectiveOn, reason } = input;
  return transact(ctx, async (tx) => {
    const people = await lockPeople(tx, ctx, input.ids);
    if (people.length === 0) throw missing(input.ids.length > 1 ? "所选人员" : "该专业技术人员");
    const hindered = people.flatMap((person) => {
      const why = hindranceOf(person, input);
      return why ? [{ ...person, why }] : [];
    });
    const ids = people.map(({ id }) => id).filter((id) => !hindered.some((person) => person.id === id));
    if (ids.length === 0) throw refusal(hindered, state);
    const set = uuidArray(ids);
    await tx.execute(sql`
      insert into ${personStateChanges}
        (id, person_id, organization_id, from_state, to_state, effective_on, reason, actor_name, created_at)
      select uuidv7(), id, organization_id, state, ${state}, ${effectiveOn}::date, ${reason}, ${ctx.viewer.name},
        clock_timestamp()
      from ${persons} where id = any(${set})`);
    await tx.execute(sql`update ${persons} set state = ${state} where id = any(${set})`);
    if (!stateRules[state].logsIn) await endSessions(tx, ids);
    await notifyPeople(tx, ids, {
      title: `您的人员状态已变更为“${personStateLabels[state]}”`,
      body: `由${ctx.viewer.organization.name}设置，自 ${effectiveOn} 起生效，原因：${reason}。如有疑问请联系单位。`,
    });
    await recordAudit(tx, actorOf(ctx), {
      action: "person.state",
      subjectKind: "person",
      subjectIds: ids,
      detail: { state, effectiveOn, reason },
    });
    const count = (why: Hindrance) => hindered.filter((person) => person.why === why).length;
    return {
      done: ids.length,
      ...{ oneself: count("oneself"), same: count("same"), early: count("early") },
      missing: new Set(input.ids).size - people.length,
    };
  });
}

type Candidate = {
  id: string;
  name: string;
  state: PersonState;
  oneself: boolean;
  /** The day of the latest change. */
  since: string | null;
  /** The day on which they were taken over by this unit. */
  arrivedOn: string | null;
};

/** Those of these people who are the viewer's own; nobody changes their state or unit now. */
async function lockPeople(tx: Tx, { scope, viewer }: Ctx, ids: readonly string[]): Promise<Candidate[]> {
  // In order, as everything that locks several persons does: no deadlock.
  const people = await tx
    .select({
      id: persons.id,
      name: persons.name,
      state: persons.state,
      oneself: sql<boolean>`${persons.idNumber} = (
        select ${accounts.idNumber} from ${accounts} where ${accounts.id} = ${viewer.accountId})`,
    })
    .from(persons)
    .where(and(inArray(persons.id, [...ids]), own(scope, personColumns)))
    .orderBy(persons.id)
    .for("no key update");
  // Asked after the rows were locked: whoever waited here for another change of theirs sees it.
  const rows = await tx.execute<{ id: string; since: string | null; arrived_at: string | null }>(sql`
    select locked.id,
      (select change.effective_on::text from ${personStateChanges} change
        where change.person_id = locked.id order by change.created_at desc, change.id desc limit 1) as since,
      (select max(moved.ended_at) from ${transfers} moved
        where moved.person_id = locked.id and moved.state = 'approved') as arrived_at
    from unnest(${uuidArray(people.map(({ id }) => id))}) as locked(id)`);
  const history = new Map(rows.map((row) => [row.id, row]));
  return people.map((person) => {
    const { since = null, arrived_at: at = null } = history.get(person.id) ?? {};
    return { ...person, since, arrivedOn: at && formatDate(new Date(at)) };
  });
}

/** What keeps this person's state from being set so; null: nothing. */
function hindranceOf(
  person: Candidate,
  { state, effectiveOn }: Pick<SetStateInput, "state" | "effectiveOn">,
): Hindrance | null {
  if (person.oneself) return "oneself";
  const corrects = person.since !== null && effectiveOn < person.since;
  if (person.state === state && !corrects) return "same";
  return person.arrivedOn !== null && effectiveOn < person.arrivedOn ? "early" : null;
}

const endSessions = (tx: Tx, personIds: readonly string[]) =>
  tx.execute(sql`
    update ${sessions} set ended_at = now()
    where ended_at is null
      and account_id in (select id from ${accounts} where person_id = any(${uuidArray(personIds)}))`);

/** Why none of these can be set to `state`. */
function refusal(people: readonly (Candidate & { why: Hindrance })[], state: PersonState): AppError {
  const who = people.length === 1 ? people[0]?.name : "所选人员";
  const late = people.filter(({ why }) => why === "early").flatMap(({ arrivedOn }) => arrivedOn ?? []);
  const [latest] = late.sort().reverse();
  if (latest) {
    const message = `生效日期不能早于${who}调入本单位的日期（${latest}）`;
    return new AppError("invalid", message, { effectiveOn: message });
  }
  if (people.every(({ why }) => why === "oneself")) {
    return new AppError("forbidden", "不能设置本人的人员状态，请由本单位其他管理员设置");
  }
  const since = people.length === 1 ? people[0]?.since : null;
  return new AppError(
    "conflict",
    `${who}已是${personStateLabels[state]}状态${since ? `（自 ${since} 起），只能更正为更早的生效日期` : ""}，请核对`,
  );
}
