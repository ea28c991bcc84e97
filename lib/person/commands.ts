import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { accounts, departments, persons, reviews } from "@/db/schema";
import { actorOf, recordAudit, uuidArray } from "@/lib/audit";
import { type Ctx, transact } from "@/lib/context";
import { invalidFields } from "@/lib/errors";
import { type ChangeField, type Contact, changedContact, objectionsToContact } from "./change";
import { lockOwnProfile, requirePerson } from "./queries";

/** §10.2 查看完整证件号: the whole ID number of a person in the viewer's scope, told once and audited. */
export function revealIdNumber(ctx: Ctx, { personId }: { personId: string }): Promise<{ idNumber: string }> {
  return transact(ctx, async (tx) => {
    const { idNumber } = await requirePerson(tx, ctx.scope, personId);
    await recordAudit(tx, actorOf(ctx), {
      action: "person.id-number",
      subjectKind: "person",
      subjectId: personId,
    });
    return { idNumber };
  });
}

/**
 * 联系方式 of the professional themself, true at once; answers the names of the fields that differed. The audit names
 * them too, never their values. Nothing is written and nothing audited where none differs.
 */
export function editContact(ctx: Ctx, contact: Contact): Promise<{ fields: string[] }> {
  return transact(ctx, async (tx) => {
    const profile = await lockOwnProfile(tx, ctx.scope);
    const objections = objectionsToContact(contact, profile);
    if (objections) throw invalidFields(objections);
    const changed = changedContact(contact, profile);
    const fields = Object.keys(changed);
    if (fields.length === 0) return { fields };
    await tx.update(persons).set(changed).where(eq(persons.id, profile.id));
    if ("phone" in changed || "email" in changed) {
      const { phone, email } = contact;
      await tx.update(accounts).set({ phone, email }).where(eq(accounts.personId, profile.id));
    }
    await recordAudit(tx, actorOf(ctx), {
      action: "person.edit",
      subjectKind: "person",
      subjectId: profile.id,
      detail: { fields },
    });
    return { fields };
  });
}

/** Where a change of each field is written, and its type there. */
const changeColumns = {
  name: [persons.name, "text"],
  sex: [persons.sex, "text"],
  birthDate: [persons.birthDate, "date"],
  departmentId: [persons.departmentId, "uuid"],
  position: [persons.position, "text"],
  education: [persons.education, "text"],
  degree: [persons.degree, "text"],
  school: [persons.school, "text"],
  major: [persons.major, "text"],
  graduatedOn: [persons.graduatedOn, "date"],
  titleSeries: [persons.titleSeries, "text"],
  titleLevel: [persons.titleLevel, "text"],
  title: [persons.title, "text"],
  titleObtainedOn: [persons.titleObtainedOn, "date"],
  titleAppointedOn: [persons.titleAppointedOn, "date"],
  titleCertificateNumber: [persons.titleCertificateNumber, "text"],
} as const satisfies Record<ChangeField, readonly [PgColumn, "text" | "date" | "uuid"]>;

/** The new value of a column by the proposal of `review`; the present one where it proposes none. */
function assignment([field, [column, type]]: [string, readonly [PgColumn, string]]): SQL {
  const proposed = sql`(review.proposal #>> array['changes', ${field}, 'new'])${sql.raw(`::${type}`)}`;
  // A department of a unit that the person has left, or that is no more, stays unwritten.
  const applies =
    type === "uuid"
      ? sql`exists (select 1 from ${departments} where ${departments.id} = ${proposed} and ${departments.organizationId} = person.organization_id) or ${proposed} is null`
      : sql`true`;
  return sql`${sql.identifier(column.name)} = case
    when (review.proposal -> 'changes') ? ${field} and (${applies}) then ${proposed}
    else person.${sql.identifier(column.name)} end`;
}

/**
 * Holds departments that people are about to be put into, by a query of their ids: until `tx` ends none is deleted, and
 * those deleted before are seen to be gone. To be called before the persons are locked.
 */
export async function holdDepartments(tx: Tx, ids: SQL): Promise<void> {
  await tx.execute(sql`select id from ${departments} where id in (${ids}) order by id for key share`);
}

/**
 * Writes what approved changes of persons propose, and nothing else: whatever else has changed meanwhile stays. One
 * review a person, so the order doesn't matter. A fixed number of statements.
 */
export async function applyPersonChanges(tx: Tx, reviewIds: readonly string[]): Promise<void> {
  const set = uuidArray(reviewIds);
  const proposed = sql`select (proposal #>> '{changes,departmentId,new}')::uuid from ${reviews} where id = any(${set})`;
  await holdDepartments(tx, proposed);
  // In order, as everything that locks several persons does: no deadlock.
  await tx.execute(sql`
    select id from ${persons} where id in (select person_id from ${reviews} where id = any(${set}))
    order by id for no key update`);
  await tx.execute(sql`
    update ${persons} person set ${sql.join(Object.entries(changeColumns).map(assignment), sql`, `)}
    from ${reviews} review where review.id = any(${set}) and person.id = review.person_id`);
  await tx.execute(sql`
    update ${accounts} account set name = review.proposal #>> '{changes,name,new}'
    from ${reviews} review
    where review.id = any(${set}) and account.person_id = review.person_id
      and review.proposal #> '{changes,name}' is not null`);
}
