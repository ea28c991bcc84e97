import "server-only";
import { and, asc, count, desc, eq, getTableColumns, inArray, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import {
  accounts,
  attachments,
  declarationEvidence,
  declarations,
  departments,
  organizations,
  persons,
  reviewSteps,
  reviews,
} from "@/db/schema";
import { below, own, personColumns, type Scope } from "@/lib/access/scope";
import { countCap, likeText } from "@/lib/list";
import { nameOrNumber } from "@/lib/person/queries";
import { readSearch } from "@/lib/person/rules";
import { statesThat } from "@/lib/person/state/rules";
import type { DeclarationFilters, ProgressFilters } from "./schema";

/**
 * Declarations that the viewer's own side proposed: the professional, or any administrator of the unit.
 * Only that side sees a draft and may edit, submit or withdraw.
 */
export const proposedBySide = (scope: Scope): SQL =>
  sql`${declarations.createdBy} in (select ${accounts.id} from ${accounts} where ${
    scope.type === "organization"
      ? eq(accounts.organizationId, scope.organizationId)
      : eq(accounts.personId, scope.personId)
  })`;

/** Declarations that the viewer may look at: in their scope, and no draft of somebody else's. */
const visible = (scope: Scope): SQL =>
  and(below(scope, personColumns), or(ne(declarations.state, "draft"), proposedBySide(scope))) as SQL;

/** The filters of a list on `declarations`, with the person's name and ID number by a subquery. */
export function declarationWhere({ q, year, form, category }: DeclarationFilters): SQL | undefined {
  return and(
    year ? eq(declarations.year, year) : undefined,
    form ? eq(declarations.form, form) : undefined,
    category ? eq(declarations.category, category) : undefined,
    q ? sql`${declarations.id} in (${found(q)})` : undefined,
  );
}

/**
 * Ids of the declarations that a search text finds: by the person, as people are searched, or by any part of the
 * title from two characters on. A union, so that each way has its index (titles from three characters on).
 */
function found(q: string): SQL {
  const byPerson = sql`select found.id from ${declarations} found join ${persons} on ${persons.id} = found.person_id
    where ${nameOrNumber(q)}`;
  const searched = readSearch(q);
  return "idNumber" in searched || [...q].length < 2
    ? byPerson
    : sql`${byPerson} union select found.id from ${declarations} found where found.title ilike ${likeText(q)}`;
}

/** What a list shows of a declaration; the query joins its person and organization. */
export const summaryColumns = {
  id: declarations.id,
  number: declarations.number,
  state: declarations.state,
  year: declarations.year,
  category: declarations.category,
  form: declarations.form,
  title: declarations.title,
  hours: declarations.hours,
  submittedAt: declarations.submittedAt,
  updatedAt: declarations.updatedAt,
  personName: persons.name,
  idNumber: persons.idNumber,
  organizationName: organizations.name,
};

/** One page of the declarations in the viewer's scope (§7), the latest first, with who has the open step. */
export async function listDeclarations(
  db: Executor,
  scope: Scope,
  { filters, limit, offset }: { filters: ProgressFilters; limit: number; offset: number },
) {
  const where = and(
    visible(scope),
    declarationWhere(filters),
    filters.state ? eq(declarations.state, filters.state) : undefined,
  );
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(declarations)
    .innerJoin(persons, eq(persons.id, declarations.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .where(where)
    .limit(countCap + 1);
  const [rows, [total]] = await Promise.all([
    db
      .select({
        ...summaryColumns,
        openStage: sql<OrganizationKind | null>`(
          select ${reviewSteps.stage} from ${reviews} join ${reviewSteps} on ${reviewSteps.reviewId} = ${reviews.id}
          where ${reviews.kind} = 'declaration' and ${reviews.subjectId} = ${declarations.id}
            and ${reviews.state} = 'pending' and ${reviewSteps.state} = 'open')`,
      })
      .from(declarations)
      .innerJoin(persons, eq(persons.id, declarations.personId))
      .innerJoin(organizations, eq(organizations.id, persons.organizationId))
      .where(where)
      .orderBy(desc(declarations.updatedAt), desc(declarations.id))
      .limit(limit)
      .offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
  ]);
  return { rows, total: total?.count ?? 0 };
}

/** One declaration in the viewer's scope, with its person and evidence; null: unknown or not theirs to see. */
export async function findDeclaration(db: Executor, scope: Scope, id: string) {
  return loadDeclaration(db, and(eq(declarations.id, id), visible(scope)) as SQL, scope);
}

/**
 * One declaration for an organization that has, or had, a step of its review: who must decide can always
 * open what they decide about. Null to whoever is limited to departments: they decide about their scope alone.
 */
export async function findReviewedDeclaration(db: Executor, scope: Scope, id: string) {
  if (scope.type !== "organization" || scope.departments) return null;
  const where = and(
    eq(declarations.id, id),
    sql`exists (
      select 1 from ${reviews} join ${reviewSteps} on ${reviewSteps.reviewId} = ${reviews.id}
      where ${reviews.kind} = 'declaration' and ${reviews.subjectId} = ${declarations.id}
        and ${reviewSteps.organizationId} = ${scope.organizationId} and ${reviewSteps.openedAt} is not null)`,
  ) as SQL;
  return loadDeclaration(db, where, scope);
}

async function loadDeclaration(db: Executor, where: SQL, scope: Scope) {
  const [row] = await db
    .select({
      ...getTableColumns(declarations),
      /** Names this state of the row: a save that knows an older one is refused. */
      version: sql<string>`${declarations.updatedAt}::text`,
      proposed: sql<boolean>`${proposedBySide(scope)}`,
      createdByName: accounts.name,
      person: {
        id: persons.id,
        name: persons.name,
        idNumber: persons.idNumber,
        sex: persons.sex,
        phone: persons.phone,
        title: persons.title,
        titleLevel: persons.titleLevel,
        state: persons.state,
      },
      organization: { id: organizations.id, name: organizations.name },
    })
    .from(declarations)
    .innerJoin(persons, eq(persons.id, declarations.personId))
    .innerJoin(organizations, eq(organizations.id, persons.organizationId))
    .innerJoin(accounts, eq(accounts.id, declarations.createdBy))
    .where(where);
  if (!row) return null;
  const evidence = await db
    .select({
      evidence: declarationEvidence.evidence,
      id: attachments.id,
      fileName: attachments.fileName,
      mediaType: attachments.mediaType,
      size: attachments.size,
    })
    .from(declarationEvidence)
    .innerJoin(attachments, eq(attachments.id, declarationEvidence.attachmentId))
    .where(eq(declarationEvidence.declarationId, row.id))
    .orderBy(asc(attachments.id));
  return { ...row, evidence };
}
export type DeclarationDetail = NonNullable<Awaited<ReturnType<typeof findDeclaration>>>;

/** The viewer's own people for whom hours can be declared: 在岗, by name. */
const declarable = (scope: Scope) =>
  and(inArray(persons.state, statesThat("declares")), own(scope, personColumns));

/** One page of the unit's people, to choose for whom to declare. */
export async function listDeclarablePersons(
  db: Executor,
  scope: Scope,
  { filters: { q }, limit, offset }: { filters: { q?: string }; limit: number; offset: number },
) {
  const where = and(declarable(scope), q ? nameOrNumber(q) : undefined);
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(persons)
    .where(where)
    .limit(countCap + 1);
  const [rows, [total]] = await Promise.all([
    db
      .select({
        id: persons.id,
        name: persons.name,
        idNumber: persons.idNumber,
        title: persons.title,
        departmentName: departments.name,
      })
      .from(persons)
      .leftJoin(departments, eq(departments.id, persons.departmentId))
      .where(where)
      .orderBy(asc(persons.name), asc(persons.id))
      .limit(limit)
      .offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
  ]);
  return { rows, total: total?.count ?? 0 };
}

/** One of the unit's own people by id; null: unknown, not theirs, or not 在岗. */
export async function findDeclarablePerson(db: Executor, scope: Scope, id: string) {
  if (!z.uuid().safeParse(id).success) return null;
  const [person] = await db
    .select({ id: persons.id, name: persons.name })
    .from(persons)
    .where(and(eq(persons.id, id), declarable(scope)));
  return person ?? null;
}

/** Other declarations of the person in the same year that a reviewer compares with; at most 20. */
export function listSimilarDeclarations(
  db: Executor,
  declaration: { id: string; personId: string; year: number },
) {
  return db
    .select({
      id: declarations.id,
      number: declarations.number,
      state: declarations.state,
      year: declarations.year,
      form: declarations.form,
      title: declarations.title,
      hours: declarations.hours,
    })
    .from(declarations)
    .where(
      and(
        eq(declarations.personId, declaration.personId),
        eq(declarations.year, declaration.year),
        ne(declarations.id, declaration.id),
        inArray(declarations.state, ["pending", "approved"]),
      ),
    )
    .orderBy(desc(declarations.submittedAt))
    .limit(20);
}
