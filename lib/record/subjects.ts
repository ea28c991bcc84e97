import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  accounts,
  attachments,
  certificates,
  declarations,
  departments,
  organizations,
  persons,
  registrations,
  roles,
  sessions,
  temporaryCodes,
  transfers,
} from "@/db/schema";
import { below, type Scope } from "@/lib/access/scope";

type Entry = { subjectKind: SQLWrapper; subjectId: SQLWrapper; detail: SQLWrapper };

/**
 * 对象: the name of what an entry of the log is about, as it is called now; of what is gone, as it was called then.
 * Null where it has none. The drafts of others are named by their person alone. Accounts, roles and departments
 * outside the scope have no name: an attempt at any id is an entry too.
 */
export function subjectName(scope: Scope, { subjectKind, subjectId, detail }: Entry): SQL<string | null> {
  const inScope = below(scope, { personId: persons.id, departmentId: null });
  const person = (id: SQLWrapper) =>
    sql`(select ${persons.name} from ${persons} where ${persons.id} = ${id})`;
  const unit = (id: SQLWrapper) =>
    sql`(select ${organizations.name} from ${organizations} where ${organizations.id} = ${id})`;
  const registered = sql`case when ${registrations.kind} = 'unit'
    then coalesce(${registrations.values} -> 'unit' ->> 'name', ${registrations.name}) else ${registrations.name} end`;
  const registration = (id: SQLWrapper) =>
    sql`(select ${registered} from ${registrations} where ${registrations.id} = ${id})`;
  const name = sql`case ${subjectKind}
    when 'person' then ${person(subjectId)}
    when 'person-change' then ${person(subjectId)}
    when 'organization' then ${unit(subjectId)}
    when 'unit-change' then ${unit(subjectId)}
    when 'person-registration' then ${registration(subjectId)}
    when 'unit-registration' then ${registration(subjectId)}
    when 'declaration' then (
      select ${person(declarations.personId)} || case when ${declarations.state} = 'draft' then '' else '：' || ${declarations.title} end
      from ${declarations} where ${declarations.id} = ${subjectId})
    when 'certificate' then (
      select ${person(certificates.personId)} from ${certificates} where ${certificates.id} = ${subjectId})
    when 'transfer' then (
      select ${person(transfers.personId)} || '：' || ${unit(transfers.fromOrganizationId)} || ' → ' || ${unit(transfers.toOrganizationId)}
      from ${transfers} where ${transfers.id} = ${subjectId})
    when 'attachment' then (
      select coalesce(${person(attachments.personId)}, ${unit(attachments.organizationId)}, ${registration(attachments.registrationId)})
      from ${attachments} where ${attachments.id} = ${subjectId})
    when 'session' then (
      select ${accounts.name} from ${sessions} join ${accounts} on ${accounts.id} = ${sessions.accountId}
      where ${sessions.id} = ${subjectId})
    when 'account' then (
      select ${accounts.name} from ${accounts} left join ${persons} on ${persons.id} = ${accounts.personId}
      join ${organizations} on ${organizations.id} = coalesce(${accounts.organizationId}, ${persons.organizationId})
      where ${accounts.id} = ${subjectId} and ${inScope})
    when 'role' then (
      select ${roles.name} from ${roles} left join ${organizations} on ${organizations.id} = ${roles.organizationId}
      where ${roles.id} = ${subjectId} and (${roles.organizationId} is null or ${inScope}))
    when 'department' then (
      select ${departments.name} from ${departments} join ${organizations} on ${organizations.id} = ${departments.organizationId}
      where ${departments.id} = ${subjectId} and ${inScope})
    when 'temporary-code' then (
      select ${temporaryCodes.unitName} from ${temporaryCodes} where ${temporaryCodes.id} = ${subjectId})
    end`;
  // As a part of its own: from the outermost columns of a select of one table drizzle drops the table's name.
  return sql<string | null>`coalesce(${name}, ${detail} ->> 'name', ${detail} ->> 'unitName')`;
}
