import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { departments, persons, registrations, reviews } from "@/db/schema";
import { uuidArray } from "@/lib/audit";

/* 数据范围 by department: what it means of departments, of persons and of what is reviewed. */

/** The departments that a query answers, and all below them: their ids, as a query. */
export const withAllBelow = (top: SQL): SQL => sql`
  with recursive within (id) as (
    ${top} union select lower.id from ${departments} lower join within on lower.parent_id = within.id)
  select id from within`;

/** A department (an id, or a column; null has none) and all above it up to the top: their ids, as a query. */
export const withAllAbove = (id: string | SQL): SQL => sql`
  with recursive above (id) as (
    select ${id}::uuid union select lower.parent_id from ${departments} lower join above on lower.id = above.id
    where lower.parent_id is not null)
  select id from above`;

/** On `reviews`: about somebody who is in one of these departments now. */
export const aboutPeopleIn = (ids: readonly string[]): SQL =>
  sql`exists (select 1 from ${persons} about
    where about.id = ${reviews.personId} and about.department_id = any(${uuidArray(ids)}))`;

/** On `reviews`: about somebody who asks to join one of these departments, or once they are in as `aboutPeopleIn`. */
export const aboutApplicantsIn = (ids: readonly string[]): SQL =>
  sql`case when ${reviews.personId} is null then exists (select 1 from ${registrations} asking
      where asking.id = ${reviews.subjectId} and ${askedDepartment(sql`asking`)} = any(${uuidArray(ids)}))
    else ${aboutPeopleIn(ids)} end`;

/** The department that a registration of a professional, `registration`, asks for. */
export const askedDepartment = (registration: SQLWrapper): SQL =>
  sql`(${registration}.values ->> 'departmentId')::uuid`;
