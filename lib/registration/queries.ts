import "server-only";
import { and, asc, eq, gt, ilike, inArray, isNull, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { OrganizationKind } from "@/db/enums";
import { organizations, unitInvitations } from "@/db/schema";
import { takeToken } from "@/lib/auth/throttle";
import type { VisitorCtx } from "@/lib/context";
import { likeText } from "@/lib/list";
import { pathsDownTo } from "@/lib/org/tree";
import { type OrganizationSearch, type Purpose, searchLimit } from "./schema";

/** A search runs as somebody types; an office behind one address searches within the same minutes. */
const searchesPerWindow = { limit: 600, seconds: 300 };

const kindsFor: Record<Purpose, readonly OrganizationKind[]> = {
  superior: ["bureau", "authority", "employer"],
  unit: ["employer"],
};

/** An organization to choose; `superiors` are the names above it, the highest first. */
export type FoundOrganization = {
  id: string;
  name: string;
  kind: OrganizationKind;
  superiors: string[];
  phone: string;
};

/**
 * Active organizations that one can ask to join, by name and division: at most `searchLimit`, 主管部门 and 人社局
 * before units. Names and office telephones of public bodies and units are public. Throws `throttled` by address.
 */
export async function searchOrganizations(
  ctx: VisitorCtx,
  { purpose, q, divisionCode }: OrganizationSearch,
): Promise<FoundOrganization[]> {
  await takeToken(ctx.db, `organization-search:${ctx.address}`, searchesPerWindow);
  const found = await ctx.db
    .select({
      id: organizations.id,
      name: organizations.name,
      kind: organizations.kind,
      path: organizations.path,
      phone: organizations.phone,
    })
    .from(organizations)
    .where(
      and(
        eq(organizations.state, "active"),
        inArray(organizations.kind, [...kindsFor[purpose]]),
        q ? ilike(organizations.name, likeText(q)) : undefined,
        divisionCode ? eq(organizations.divisionCode, divisionCode) : undefined,
      ),
    )
    .orderBy(asc(organizations.kind), asc(organizations.name), asc(organizations.id))
    .limit(searchLimit);
  const names = await namesOf(
    ctx.db,
    found.flatMap(({ path }) => superiorPaths(path)),
  );
  return found.map(({ path, ...organization }) => ({
    ...organization,
    superiors: superiorPaths(path).flatMap((above) => names.get(above) ?? []),
  }));
}

/** `1/4/27/` → `1/`, `1/4/`. */
const superiorPaths = (path: string): string[] => pathsDownTo(path).slice(0, -1);

async function namesOf(db: Executor, paths: readonly string[]): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const rows = await db
    .select({ path: organizations.path, name: organizations.name })
    .from(organizations)
    .where(inArray(organizations.path, [...new Set(paths)]));
  return new Map(rows.map(({ path, name }) => [path, name]));
}

/** Whom to ask when no superior fits: the bureau at the top of the tree. */
export async function rootBureau(db: Executor): Promise<{ name: string; phone: string } | null> {
  const [bureau] = await db
    .select({ name: organizations.name, phone: organizations.phone })
    .from(organizations)
    .where(
      and(
        isNull(organizations.parentId),
        eq(organizations.kind, "bureau"),
        eq(organizations.state, "active"),
      ),
    )
    .orderBy(asc(organizations.number))
    .limit(1);
  return bureau ?? null;
}

/** The unit that handed out this link, while the link is good. */
export async function findInvitingUnit(
  db: Executor,
  token: string,
): Promise<{ id: string; name: string } | null> {
  const [unit] = await db
    .select({ id: organizations.id, name: organizations.name })
    .from(unitInvitations)
    .innerJoin(organizations, eq(organizations.id, unitInvitations.organizationId))
    .where(
      and(
        eq(unitInvitations.token, token),
        isNull(unitInvitations.endedAt),
        gt(unitInvitations.expiresAt, sql`now()`),
        eq(organizations.state, "active"),
      ),
    );
  return unit ?? null;
}
