import "server-only";
import { and, count, countDistinct, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type PersonState, personStates } from "@/db/enums";
import { accounts, creditRecords, declarations, departments, organizations, persons } from "@/db/schema";
import { may, type Permission } from "@/lib/access/permissions";
import { below, own, personColumns } from "@/lib/access/scope";
import { ownAdministrators } from "@/lib/administrator/queries";
import type { Ctx } from "@/lib/context";
import { currentYear } from "@/lib/date";
import { countCap } from "@/lib/list";
import { personStateLabels, unassigned } from "@/lib/person/schema";
import { countStates } from "@/lib/person/state/queries";
import { directlyBelow } from "@/lib/structure/queries";

/** A number of the home page, and the list that it counts. */
export type Figure = {
  label: string;
  href: string;
  /** Counted to one over `countCap`, but for hours. */
  value: number;
  unit: "人" | "条" | "个" | "学时";
};

/** Beyond so many people in its scope a unit's hours are not summed up: each home page would read them all. */
const peopleRead = 20_000;

type Counted = Omit<Figure, "value"> & { permission: Permission; from: SQL };

/**
 * 单位概况 of the home page: what the viewer may open and look through, each figure with the list that shows the same
 * number. Who is limited to departments has the figures of their people. In at most three statements (one more in a unit
 * whose people are too many to be told apart by state), whose cost does not grow with the tree.
 */
export async function unitFigures(ctx: Ctx): Promise<Figure[]> {
  const [people, hours, counts] = await Promise.all([peopleByState(ctx), creditedHours(ctx), countsOf(ctx)]);
  return [...people, ...hours, ...counts];
}

/** Who is 在岗 in the scope; of a unit also how many are in each other state, while they can be counted. */
async function peopleByState(ctx: Ctx): Promise<Figure[]> {
  const { db, scope, viewer } = ctx;
  if (!may(viewer, "persons.read")) return [];
  const states = viewer.organization.kind === "employer" ? await countStates(db, scope) : null;
  const figure = (state: PersonState, label: string, value: number): Figure => ({
    label,
    href: `/statistics/persons?state=${state}`,
    value,
    unit: "人",
  });
  const employed = states ? (states.employed ?? 0) : await countEmployed(ctx);
  return [
    figure("employed", "管理范围内在岗专业技术人员", employed),
    ...personStates
      .filter((state) => states && state !== "employed")
      .map((state) => figure(state, `${personStateLabels[state]}人员`, states?.[state] ?? 0)),
  ];
}

/** Up to one over `countCap`, read as the list reads them. */
async function countEmployed({ db, scope }: Ctx): Promise<number> {
  const employed = db
    .select({ one: sql`1`.as("one") })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(below(scope, personColumns), eq(persons.state, "employed")))
    .limit(countCap + 1);
  const [row] = await db.select({ count: count() }).from(employed.as("employed"));
  return row?.count ?? 0;
}

/**
 * What the people in a unit's scope were credited this year; nothing beyond `peopleRead` of them. The subtree of a
 * bureau's would be every record of the year.
 */
async function creditedHours({ db, scope, viewer }: Ctx): Promise<Figure[]> {
  if (viewer.organization.kind !== "employer" || !may(viewer, "hours.progress")) return [];
  const year = currentYear();
  const people = db
    .select({ id: persons.id })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(below(scope, personColumns))
    .limit(peopleRead + 1)
    .as("people");
  const [credited] = await db
    .select({
      people: countDistinct(people.id),
      hours: sql<number>`coalesce(sum(${creditRecords.hours}), 0)`.mapWith(Number),
    })
    .from(people)
    .leftJoin(creditRecords, and(eq(creditRecords.personId, people.id), eq(creditRecords.year, year)));
  if (!credited || credited.people > peopleRead) return [];
  return [
    {
      label: `管理范围内 ${year} 年已通过学时`,
      href: `/hours/progress?state=approved&year=${year}`,
      value: credited.hours,
      unit: "学时",
    },
  ];
}

async function countsOf(ctx: Ctx): Promise<Figure[]> {
  const { db, viewer } = ctx;
  const figures = (viewer.organization.kind === "employer" ? ofUnit(ctx) : ofAuthority(ctx)).filter(
    ({ permission }) => may(viewer, permission),
  );
  if (figures.length === 0) return [];
  const counts = figures.map(
    ({ from }) => sql`(select count(*)::int from (select 1 from ${from} limit ${countCap + 1}::int) counted)`,
  );
  const [row] = await db.execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
  );
  return figures.map(({ label, href, unit }, index) => ({
    label,
    href,
    unit,
    value: row?.counts[index] ?? 0,
  }));
}

const ofUnit = (ctx: Ctx): Counted[] => [
  {
    permission: "hours.progress",
    label: "审核中的申报",
    href: "/hours/progress?state=pending",
    unit: "条",
    from: sql`${declarations} join ${persons} on ${persons.id} = ${declarations.personId}
      join ${organizations} on ${organizations.id} = ${persons.organizationId}
      where ${and(below(ctx.scope, personColumns), eq(declarations.state, "pending"))}`,
  },
  {
    permission: "departments.manage",
    label: "内设部门",
    href: "/structure/departments",
    unit: "个",
    from: sql`${departments} where ${own(ctx.scope, { ...notOfPeople, organizationId: departments.organizationId })}`,
  },
  {
    permission: "persons.read",
    label: "未分部门人员",
    href: `/statistics/persons?department=${unassigned}`,
    unit: "人",
    from: sql`${persons} where ${and(own(ctx.scope, personColumns), isNull(persons.departmentId))}`,
  },
  administrators(ctx),
  subUnits(ctx),
];

const ofAuthority = (ctx: Ctx): Counted[] => [
  subUnits(ctx),
  {
    permission: "authorities.manage",
    label: "主管部门和下级人社局",
    href: "/structure/authorities",
    unit: "个",
    from: sql`${organizations} where ${directlyBelow(ctx.scope, "authorities")}`,
  },
  administrators(ctx),
];

/** Rows that are no person's. */
const notOfPeople = { personId: sql`null::uuid`, departmentId: null };

const administrators = (ctx: Ctx): Counted => ({
  permission: "administrators.manage",
  label: "单位管理员",
  href: "/structure/administrators",
  unit: "人",
  from: sql`${accounts} where ${ownAdministrators(ctx)}`,
});

const subUnits = (ctx: Ctx): Counted => ({
  permission: "units.manage",
  label: "下级单位",
  href: "/structure/units",
  unit: "个",
  from: sql`${organizations} where ${directlyBelow(ctx.scope, "units")}`,
});
