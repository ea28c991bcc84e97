import "server-only";
import { and, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { organizations, persons } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import type { Viewer } from "./viewer";

declare const minted: unique symbol;

/** Whose data a viewer may see. Only `scopeOf` makes one, so an unscoped query does not compile. */
export type Scope = (
  | {
      type: "organization";
      organizationId: string;
      path: string;
      /** Ids of the departments, those below them too, to whose people the viewer is limited; null: no limit. */
      departments: readonly string[] | null;
    }
  | { type: "person"; personId: string }
) & { readonly [minted]: true };

export type OrganizationScope = Extract<Scope, { type: "organization" }>;

/** The scope of a viewer: an organization and all below it, or one professional. */
export function scopeOf(viewer: Viewer): Scope {
  const scope = viewer.person
    ? { type: "person", personId: viewer.person.id }
    : {
        type: "organization",
        organizationId: viewer.organization.id,
        path: viewer.organization.path,
        departments: viewer.departments,
      };
  return scope as Scope;
}

/** The tables that the scope speaks of must be in the query: the columns are handed in. */
type Column = Parameters<typeof eq>[0];
/** `departmentId` null: rows that are no person's, e.g. the organization's own. */
type PersonColumns = { personId: Column; departmentId: Column | null };

/** Rows that are the viewer's very own: of the organization itself, or of the professional. */
export function own(scope: Scope, columns: PersonColumns & { organizationId: Column }): SQL {
  if (scope.type === "person") return eq(columns.personId, scope.personId);
  return and(eq(columns.organizationId, scope.organizationId), inDepartments(scope, columns)) as SQL;
}

/**
 * Rows of the viewer's organization and of all below it, or of the professional. The query joins
 * `organizations` as the row's organization: the subtree is one range of its path index. Who is limited to
 * departments sees their people and nobody below.
 */
export function below(scope: Scope, columns: PersonColumns): SQL {
  if (scope.type === "person") return eq(columns.personId, scope.personId);
  return scope.departments
    ? own(scope, { ...columns, organizationId: organizations.id })
    : within(scope.path);
}

/** The columns of a query that has `persons` in it. */
export const personColumns = {
  organizationId: persons.organizationId,
  personId: persons.id,
  departmentId: persons.departmentId,
};

/** The viewer's organization itself, limited to departments or not; no professional's. */
export const ownOrganization = (scope: Scope): SQL =>
  scope.type === "organization" ? eq(organizations.id, scope.organizationId) : sql`false`;

function inDepartments(
  { departments }: { departments: readonly string[] | null },
  { departmentId }: PersonColumns,
): SQL | undefined {
  if (!departments) return undefined;
  return departmentId === null ? sql`false` : sql`${departmentId} = any(${uuidArray(departments)})`;
}

/** `1/4/` to just before `1/40`, because `0` follows `/` in the "C" collation. */
const within = (path: string): SQL =>
  and(gte(organizations.path, path), lt(organizations.path, `${path.slice(0, -1)}0`)) as SQL;
