import "server-only";
import { and, asc, count, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { departments, persons } from "@/db/schema";
import { own, personColumns, type Scope } from "@/lib/access/scope";
import { maskIdNumber } from "@/lib/id-number";
import { countCap } from "@/lib/list";
import { nameOrNumber } from "@/lib/person/queries";
import { countedWithBelow, maxDepartments, namedByPath, type PeopleCount, type Tree, treeOf } from "./rules";
import type { DepartmentPeopleFilters } from "./schema";

/** The order of departments beside each other. */
export const siblingOrder = [asc(departments.position), asc(departments.name), asc(departments.id)];

/**
 * 内设部门 of the viewer's own unit, for choices and filters: in the tree's order, each named by its way down
 * (教务处 / 教学科). Who is limited to departments gets these only.
 */
export async function listDepartments(db: Executor, scope: Scope): Promise<{ id: string; name: string }[]> {
  const unitId =
    scope.type === "organization"
      ? scope.organizationId
      : sql`(select ${persons.organizationId} from ${persons} where ${persons.id} = ${scope.personId})`;
  const rows = await db
    .select({ id: departments.id, parentId: departments.parentId, name: departments.name })
    .from(departments)
    .where(eq(departments.organizationId, unitId))
    .orderBy(...siblingOrder)
    .limit(maxDepartments);
  const limit = scope.type === "organization" ? scope.departments : null;
  return namedByPath(rows).filter(({ id }) => limit === null || limit.includes(id));
}

type Department = { id: string; parentId: string | null; name: string };
export type DepartmentNode = Tree<Department & PeopleCount & { below: number }>;

/**
 * 内设部门 of the viewer's own unit as trees, each with how many people are in it and in all below it (all, and 在岗;
 * `below`: how many of all are not in it itself), as 专技人员信息查询 finds them, and how many are in none. Nothing for a
 * professional.
 */
export async function departmentTree(
  db: Executor,
  scope: Scope,
): Promise<{ trees: DepartmentNode[]; unassigned: PeopleCount }> {
  const none = { people: 0, employed: 0 };
  if (scope.type !== "organization") return { trees: [], unassigned: none };
  type Row = PeopleCount & (Department | { id: null });
  const rows = await db.execute<Row>(sql`
    select department.id, department.parent_id as "parentId", department.name,
      coalesce(counted.people, 0) as people, coalesce(counted.employed, 0) as employed
    from (select id, parent_id, name, position from ${departments}
      where organization_id = ${scope.organizationId}) as department
    full join (select ${persons.departmentId} as department_id, count(*)::int as people,
        (count(*) filter (where ${persons.state} = 'employed'))::int as employed
      from ${persons} where ${own(scope, personColumns)} group by 1) as counted
      on counted.department_id = department.id
    order by department.position, department.name, department.id`);
  const unassigned = rows.find((row) => row.id === null) ?? none;
  return {
    trees: countedWithBelow(treeOf(rows.filter((row) => row.id !== null))),
    unassigned: { people: unassigned.people, employed: unassigned.employed },
  };
}

/**
 * One page of the people of one of the viewer's own departments (null: of none), by name, and how many match, up to
 * `countCap` (more reads as one more). ID numbers are masked.
 */
export async function listDepartmentPeople(
  db: Executor,
  scope: Scope,
  departmentId: string | null,
  { filters, limit, offset }: { filters: DepartmentPeopleFilters; limit: number; offset: number },
) {
  const { q, state } = filters;
  const where = and(
    own(scope, personColumns),
    inDepartment(departmentId),
    q ? nameOrNumber(q) : undefined,
    state ? eq(persons.state, state) : undefined,
  );
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(persons)
    .where(where)
    .limit(countCap + 1);
  const [page, [total]] = await Promise.all([
    db
      .select({
        id: persons.id,
        name: persons.name,
        idNumber: persons.idNumber,
        position: persons.position,
        title: persons.title,
        titleLevel: persons.titleLevel,
        state: persons.state,
      })
      .from(persons)
      .where(where)
      .orderBy(asc(persons.name), asc(persons.id))
      .limit(limit)
      .offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
  ]);
  const rows = page.map(({ idNumber, ...row }) => ({ ...row, maskedIdNumber: maskIdNumber(idNumber) }));
  return { rows, total: total?.count ?? 0 };
}
export type DepartmentPersonRow = Awaited<ReturnType<typeof listDepartmentPeople>>["rows"][number];

/** A condition on `persons`; null: in no department. */
export const inDepartment = (departmentId: string | null): SQL =>
  departmentId === null ? isNull(persons.departmentId) : eq(persons.departmentId, departmentId);
