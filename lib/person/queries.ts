import "server-only";
import { and, asc, count, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor, Tx } from "@/db/client";
import type { AccountState } from "@/db/enums";
import { accounts, annualStandards, creditRecords, departments, organizations, persons } from "@/db/schema";
import { withAllBelow } from "@/lib/access/departments";
import { below, own, personColumns, type Scope } from "@/lib/access/scope";
import { currentYear } from "@/lib/date";
import { missing } from "@/lib/errors";
import { type CategoryHours, isFulfilled } from "@/lib/hours/rules";
import { maskIdNumber } from "@/lib/id-number";
import { countCap } from "@/lib/list";
import { fulfilment } from "./fulfilment";
import { readSearch } from "./rules";
import { type PersonFilters, unassigned } from "./schema";
import { exemptIn } from "./state/queries";

/** What `readSearch` makes of a search text, as a condition on `persons`. */
export function nameOrNumber(q: string): SQL | undefined {
  const search = readSearch(q);
  return "idNumber" in search
    ? eq(persons.idNumber, search.idNumber)
    : or(...search.patterns.map((pattern) => ilike(persons.name, pattern)));
}

function personWhere(
  scope: Scope,
  { q, department, state, titleLevel, year, fulfilled }: PersonFilters,
): SQL | undefined {
  return and(
    q ? nameOrNumber(q) : undefined,
    department ? inDepartment(scope, department) : undefined,
    state ? eq(persons.state, state) : undefined,
    titleLevel ? eq(persons.titleLevel, titleLevel) : undefined,
    fulfilled && fulfilment(fulfilled, year ?? currentYear()),
  );
}

/** In a department or one below it, found once a query; of the viewer's own unit, in none. */
const inDepartment = (scope: Scope, department: NonNullable<PersonFilters["department"]>) =>
  department === unassigned
    ? and(own(scope, personColumns), isNull(persons.departmentId))
    : sql`${persons.departmentId} = any(array(${withAllBelow(sql`select ${department}::uuid`)}))`;

/**
 * §10.2: one page of the people in the viewer's scope, unit by unit down the tree and by name, each with the
 * credited hours of `year` (this year unless the filters name another), and how many match, up to `countCap` (more
 * reads as one more). ID numbers are masked. `fulfilled` is null where the year has no standard; `exempt`: it doesn't
 * ask this person for hours.
 */
export async function searchPersons(
  db: Executor,
  scope: Scope,
  { filters, limit, offset }: { filters: PersonFilters; limit: number; offset: number },
) {
  const year = filters.year ?? currentYear();
  const where = and(below(scope, personColumns), personWhere(scope, filters));
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(where)
    .limit(countCap + 1);
  const [page, [total], [standard]] = await Promise.all([
    db
      .select({
        id: persons.id,
        name: persons.name,
        idNumber: persons.idNumber,
        organizationId: organizations.id,
        organizationName: organizations.name,
        departmentName: departments.name,
        title: persons.title,
        titleLevel: persons.titleLevel,
        state: persons.state,
        exempt: exemptIn(year),
      })
      .from(persons)
      .innerJoin(organizations, eq(organizations.id, persons.organizationId))
      .leftJoin(departments, eq(departments.id, persons.departmentId))
      .where(where)
      .orderBy(asc(organizations.path), asc(persons.name), asc(persons.id))
      .limit(limit)
      .offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
    db
      .select({
        total: annualStandards.total,
        public: annualStandards.publicHours,
        professional: annualStandards.professionalHours,
      })
      .from(annualStandards)
      .where(eq(annualStandards.year, year)),
  ]);
  const sums = await creditedOf(
    db,
    page.map((row) => row.id),
    year,
  );
  const rows = page.map(({ idNumber, ...row }) => {
    const credited = sums.get(row.id) ?? { public: 0, professional: 0 };
    const fulfilled = standard ? isFulfilled({ credited, standard }) : null;
    return { ...row, maskedIdNumber: maskIdNumber(idNumber), credited, fulfilled };
  });
  return { rows, total: total?.count ?? 0, year };
}
export type PersonRow = Awaited<ReturnType<typeof searchPersons>>["rows"][number];

/** Credited hours of a page of people in one year. */
async function creditedOf(db: Executor, ids: readonly string[], year: number) {
  const sums = new Map<string, CategoryHours>();
  if (ids.length === 0) return sums;
  const rows = await db
    .select({
      personId: creditRecords.personId,
      category: creditRecords.category,
      hours: sql<number>`sum(${creditRecords.hours})`.mapWith(Number),
    })
    .from(creditRecords)
    .where(and(inArray(creditRecords.personId, [...ids]), eq(creditRecords.year, year)))
    .groupBy(creditRecords.personId, creditRecords.category);
  for (const { personId, category, hours } of rows) {
    sums.set(personId, { public: 0, professional: 0, ...sums.get(personId), [category]: hours });
  }
  return sums;
}

/** One person in the viewer's scope, the ID number masked; null: no such id, or not theirs to see. */
export async function findPerson(db: Executor, scope: Scope, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const [row] = await db
    .select({
      id: persons.id,
      name: persons.name,
      idNumber: persons.idNumber,
      sex: persons.sex,
      birthDate: persons.birthDate,
      phone: persons.phone,
      email: persons.email,
      state: persons.state,
      position: persons.position,
      titleSeries: persons.titleSeries,
      titleLevel: persons.titleLevel,
      title: persons.title,
      education: persons.education,
      photoId: persons.photoId,
      organization: { id: organizations.id, name: organizations.name },
      departmentId: persons.departmentId,
      departmentName: departments.name,
      /** Null: no account. */
      accountState: sql<AccountState | null>`${accounts.state}`,
    })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .leftJoin(departments, eq(departments.id, persons.departmentId))
    .leftJoin(accounts, eq(accounts.personId, persons.id))
    .where(and(eq(persons.id, id), below(scope, personColumns)));
  if (!row) return null;
  const { idNumber, ...person } = row;
  return { ...person, maskedIdNumber: maskIdNumber(idNumber) };
}
export type PersonDetail = NonNullable<Awaited<ReturnType<typeof findPerson>>>;

/**
 * A person whom the viewer's scope holds, or with `own` whom the viewer's own unit does; throws `missing` for any
 * other id. With `lock`, those who ask so for the same person wait for each other until their transactions end.
 * The ID number is the whole one: showing it is audited (see `revealIdNumber`).
 */
export async function requirePerson(
  executor: Executor,
  scope: Scope,
  id: string,
  options: { own?: boolean; lock?: boolean } = {},
): Promise<{ idNumber: string }> {
  if (!z.uuid().safeParse(id).success) throw missing("该专业技术人员");
  const query = executor
    .select({ idNumber: persons.idNumber })
    .from(persons)
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(and(eq(persons.id, id), options.own ? own(scope, personColumns) : below(scope, personColumns)));
  const [person] = await (options.lock ? query.for("no key update", { of: persons }) : query);
  if (!person) throw missing("该专业技术人员");
  return person;
}

/** The viewer's own profile, all of it but the whole ID number; null for an administrator. */
export async function findOwnProfile(db: Executor, scope: Scope) {
  const found = await readOwnProfile(db, scope);
  if (!found) return null;
  const { idNumber: _, ...profile } = found;
  return profile;
}
export type OwnProfile = NonNullable<Awaited<ReturnType<typeof findOwnProfile>>>;

/**
 * The same with the whole ID number, for a submission: whatever else is submitted about the person waits until `tx`
 * ends. Throws `missing` for an administrator.
 */
export async function lockOwnProfile(tx: Tx, scope: Scope) {
  const profile = await readOwnProfile(tx, scope, { lock: true });
  if (!profile) throw missing("该专业技术人员");
  return profile;
}

async function readOwnProfile(db: Executor, scope: Scope, { lock = false } = {}) {
  if (scope.type !== "person") return null;
  const query = db.select(profileColumns).from(persons).where(eq(persons.id, scope.personId));
  const [row] = await (lock ? query.for("no key update") : query);
  if (!row) return null;
  // Asked after the row was locked: whoever waited while the person moved finds them in their new unit.
  const [unit] = await db
    .select({
      id: organizations.id,
      name: organizations.name,
      path: organizations.path,
      departmentName: departments.name,
    })
    .from(organizations)
    .leftJoin(departments, eq(departments.id, sql`${row.departmentId}::uuid`))
    .where(eq(organizations.id, row.organizationId));
  const { organizationId, ...profile } = row;
  const { departmentName = null, ...organization } = unit ?? { id: organizationId, name: "", path: "" };
  return { ...profile, maskedIdNumber: maskIdNumber(row.idNumber), organization, departmentName };
}

const profileColumns = {
  id: persons.id,
  organizationId: persons.organizationId,
  departmentId: persons.departmentId,
  name: persons.name,
  idType: persons.idType,
  idNumber: persons.idNumber,
  sex: persons.sex,
  birthDate: persons.birthDate,
  phone: persons.phone,
  email: persons.email,
  state: persons.state,
  position: persons.position,
  titleSeries: persons.titleSeries,
  titleLevel: persons.titleLevel,
  title: persons.title,
  titleObtainedOn: persons.titleObtainedOn,
  titleAppointedOn: persons.titleAppointedOn,
  titleCertificateNumber: persons.titleCertificateNumber,
  education: persons.education,
  degree: persons.degree,
  school: persons.school,
  major: persons.major,
  graduatedOn: persons.graduatedOn,
  ethnicity: persons.ethnicity,
  politicalStatus: persons.politicalStatus,
  workStartedOn: persons.workStartedOn,
  specialty: persons.specialty,
  photoId: persons.photoId,
};
