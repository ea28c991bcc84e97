import "server-only";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "@/db/client";
import type { OrganizationState } from "@/db/enums";
import { organizations } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import { AppError } from "@/lib/errors";

/* Who locks what before whom: docs/architecture.md, "One order of locks". */

/** The advisory lock under which paths change. */
const treeLock = sql`hashtextextended('organization-tree', 0)`;

/**
 * For who writes below an organization, or locks several that are not one above the other: until the transaction ends
 * nothing moves, so a path that is read after this call still holds when it is written. Many may hold it at once. Call
 * it before any row of `organizations` is locked.
 */
export async function holdTree(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${treeLock})`);
}

/** The same for who moves: one at a time. `lockSubtrees` takes it; call it yourself to read what is to be locked. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${treeLock})`);
}

/**
 * For who writes down a route by the path of the applicant's organization: it stays where it is, and active, until the
 * transaction ends. Whoever moves it either sees what is submitted, or was first: then this throws `conflict`.
 */
export async function holdPlace(db: Executor, path: string): Promise<void> {
  const [place] = await db.execute<{ name: string; state: OrganizationState }>(sql`
    select name, state from ${organizations} where path = ${path} for key share`);
  if (!place) throw new AppError("conflict", "所在单位的上级部门刚刚变更，请重新提交");
  if (place.state !== "active") throw new AppError("blocked", `${place.name}已停用，不能提交`);
}

/** The path of an organization and those of all its superiors, the highest first: `1/4/` → `1/`, `1/4/`. */
export function pathsDownTo(path: string): string[] {
  const numbers = path.split("/").slice(0, -1);
  return numbers.map((_, index) => `${numbers.slice(0, index + 1).join("/")}/`);
}

/**
 * Locks whole subtrees by their tops, and single organizations, in one statement: from now on nothing is submitted
 * there, so what is asked about them after this call still holds when they are changed. Takes the lock of the tree.
 */
export async function lockSubtrees(
  tx: Tx,
  tops: readonly string[],
  alone: readonly string[] = [],
): Promise<void> {
  await lockTree(tx);
  // The lowest first, as whoever submits something names its unit before the superiors: nobody waits in a circle.
  await tx.execute(sql`
    select org.id from ${organizations} org
    where org.id in (
      select unnest(${uuidArray(alone)})
      union all
      select org.id from ${organizations} moved join ${organizations} org on ${inside}
      where moved.id = any(${uuidArray(tops)}))
    order by length(org.path) desc, org.id for update`);
}

/** An organization and its new superior. */
type Move = { organizationId: string; parentId: string };

/**
 * Moves organizations with all below them under new superiors: `parentId` of the moved, `path` of every row of
 * their subtrees. Of two that are inside each other, each goes to its own. The caller has called `lockSubtrees`, so moves
 * happen one after the other in the whole tree and two that cross can't end in a ring. The number of statements depends
 * neither on how many move nor on what is below them. Throws `blocked`, naming the unit, when a new superior lies inside a moved subtree or is
 * disabled.
 */
export async function moveSubtree(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const moved = movedOrganizations(moves);
  await refuseRings(tx, moved);
  await tx.execute(sql`
    update ${organizations} set parent_id = place.parent_id, path = place.path
    from (
      select distinct on (org.id) org.id, place.path,
        case when org.id = moved.id then moved.new_parent_id else org.parent_id end as parent_id
      from ${moved}
      join ${organizations} org on ${inside}
      cross join lateral (
        select moved.new_path || substr(org.path, 1 + length(regexp_replace(moved.path, '[0-9]+/$', ''))) as path) place
      order by org.id, length(moved.path) desc) place
    where ${organizations.id} = place.id`);
}

/** The rows to move with where they go. The cast keeps the set one parameter, however many. */
const movedOrganizations = (moves: readonly Move[]) => sql`(
  select org.id, org.name, org.path, parent.id as new_parent_id, parent.name as new_name, parent.state as new_state,
    parent.path as new_path
  from unnest(${uuidArray(moves.map((move) => move.organizationId))}, ${uuidArray(
    moves.map((move) => move.parentId),
  )}) as move (id, parent_id)
  join ${organizations} org on org.id = move.id
  join ${organizations} parent on parent.id = move.parent_id) moved`;

/** `org` is `moved` or below it: one range of the path's index, as in lib/access/scope. */
const inside = sql.raw("org.path >= moved.path and org.path < left(moved.path, -1) || '0'");

async function refuseRings(tx: Tx, moved: ReturnType<typeof movedOrganizations>) {
  const [refused] = await tx.execute<{
    superior: string;
    state: string;
    unit: string;
    above: string | null;
  }>(sql`
    select moved.new_name as superior, moved.new_state as state, moved.name as unit, top.name as above
    from ${moved} left join lateral (
      select other.name from ${movedAgain(moved)} where starts_with(moved.new_path, other.path) limit 1) top on true
    where moved.new_state <> 'active' or top.name is not null
    order by moved.path limit 1`);
  if (!refused) return;
  const { superior, unit, above } = refused;
  throw new AppError(
    "blocked",
    above === null
      ? `${superior}已停用，${unit}不能改由其管理`
      : `${superior}现在属于${above}，${unit}不能改由其管理，否则上下级会循环`,
  );
}

/** The same set under a second name. */
const movedAgain = (moved: ReturnType<typeof movedOrganizations>) => sql`(select * from ${moved}) other`;
