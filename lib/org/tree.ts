import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { organizations } from "@/db/schema";
import { uuidArray } from "@/lib/audit";
import { AppError } from "@/lib/errors";

/** The advisory lock under which paths change. */
const treeLock = sql`hashtextextended('organization-tree', 0)`;

/**
 * For who writes an organization below another: until the transaction ends nothing moves, so a superior's path that
 * is read after this call still holds when it is written. Many may hold it at once. Call it before any row of
 * `organizations` is locked.
 */
export async function holdTree(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${treeLock})`);
}

/** The same for who moves: one at a time. `moveSubtree` takes it; call it yourself before locking rows to be moved. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${treeLock})`);
}

/** An organization and its new superior. */
type Move = { organizationId: string; parentId: string };

/**
 * Moves organizations with all below them under new superiors: `parentId` of the moved, `path` of every row of
 * their subtrees. Of two that are inside each other, each goes to its own. Moves happen one after the other in the
 * whole tree, so two that cross can't end in a ring. The number of statements depends neither on how many move nor
 * on what is below them. Throws `blocked`, naming the unit, when a new superior lies inside a moved subtree or is
 * disabled.
 */
export async function moveSubtree(tx: Tx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  await lockTree(tx);
  const moved = movedOrganizations(moves);
  await refuseRings(tx, moved);
  // The lowest first, as whoever submits something names its unit before the superiors: nobody waits in a circle.
  await tx.execute(sql`
    select org.id from ${organizations} org
    where org.id in (select org.id from ${moved} join ${organizations} org on ${inside})
    order by length(org.path) desc, org.id for update`);
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
