import "server-only";
import { and, eq, gte, lt, type SQL } from "drizzle-orm";
import { organizations } from "@/db/schema";
import type { Viewer } from "./viewer";

declare const minted: unique symbol;

/** Whose data a viewer may see. Only `scopeOf` makes one, so an unscoped query does not compile. */
export type Scope = (
  | { type: "organization"; organizationId: string; path: string }
  | { type: "person"; personId: string }
) & { readonly [minted]: true };

/** The scope of a viewer: an organization and all below it, or one professional. */
export function scopeOf(viewer: Viewer): Scope {
  const scope = viewer.person
    ? { type: "person", personId: viewer.person.id }
    : { type: "organization", organizationId: viewer.organization.id, path: viewer.organization.path };
  return scope as Scope;
}

/** The tables that the scope speaks of must be in the query: the columns are handed in. */
type PersonColumn = Parameters<typeof eq>[0];

/** Rows that are the viewer's very own: of the organization itself, or of the professional. */
export function own(scope: Scope, columns: { organizationId: PersonColumn; personId: PersonColumn }): SQL {
  return scope.type === "organization"
    ? eq(columns.organizationId, scope.organizationId)
    : eq(columns.personId, scope.personId);
}

/**
 * Rows of the viewer's organization and of all below it, or of the professional. The query joins
 * `organizations` as the row's organization: the subtree is one range of its path index.
 */
export function below(scope: Scope, columns: { personId: PersonColumn }): SQL {
  return scope.type === "organization" ? within(scope.path) : eq(columns.personId, scope.personId);
}

/** `1/4/` to just before `1/40`, because `0` follows `/` in the "C" collation. */
const within = (path: string): SQL =>
  and(gte(organizations.path, path), lt(organizations.path, `${path.slice(0, -1)}0`)) as SQL;
