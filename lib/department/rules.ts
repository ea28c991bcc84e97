/** How many departments a unit has at most: its whole tree is read and shown at once. */
export const maxDepartments = 500;
/** How many departments stand one below the other at most. */
export const maxDepth = 8;

type Row = { id: string; parentId: string | null };

/** A row of a tree with all below it; `depth` counts from 1. */
export type Tree<T> = T & { depth: number; children: Tree<T>[] };

/** Rows as trees. Siblings keep the order that they come in; a row whose superior is missing is left out. */
export function treeOf<T extends Row>(rows: readonly T[]): Tree<T>[] {
  const below = new Map<string | null, T[]>();
  for (const row of rows) {
    const siblings = below.get(row.parentId);
    if (siblings) siblings.push(row);
    else below.set(row.parentId, [row]);
  }
  const grow = (parentId: string | null, depth: number): Tree<T>[] =>
    (below.get(parentId) ?? []).map((row) => ({ ...row, depth, children: grow(row.id, depth + 1) }));
  return grow(null, 1);
}

/** Every row of the trees, each before what is below it. */
export const flatten = <T>(trees: readonly Tree<T>[]): Tree<T>[] =>
  trees.flatMap((tree) => [tree, ...flatten(tree.children)]);

/** The rows in the tree's order, each named by its way down: 教务处 / 教学科. */
export function namedByPath<T extends Row & { name: string }>(
  rows: readonly T[],
): { id: string; name: string }[] {
  const names = (trees: readonly Tree<T>[], above: string): { id: string; name: string }[] =>
    trees.flatMap(({ id, name, children }) => [
      { id, name: above + name },
      ...names(children, `${above}${name} / `),
    ]);
  return names(treeOf(rows), "");
}

/** People of a department, all and 在岗. */
export type PeopleCount = { people: number; employed: number };

/** The trees, the people of each row counted with those of all below it; `below`: how many of them are below. */
export const countedWithBelow = <T extends PeopleCount>(
  trees: readonly Tree<T>[],
): Tree<T & { below: number }>[] =>
  trees.map((tree) => {
    const children = countedWithBelow(tree.children);
    const sum = (key: keyof PeopleCount) => children.reduce((total, child) => total + child[key], 0);
    const below = sum("people");
    return {
      ...tree,
      children,
      below,
      people: tree.people + below,
      employed: tree.employed + sum("employed"),
    };
  });

/** How many departments stand one below the other in the trees. */
const heightOf = <T>(trees: readonly Tree<T>[]): number =>
  trees.reduce((height, { children }) => Math.max(height, 1 + heightOf(children)), 0);

type Named = Row & { name: string };

/** Why nothing more can be put below the department `parentId` (null: the top); null: it can. */
export function placeRefusal(rows: readonly Named[], parentId: string | null): string | null {
  const parent = flatten(treeOf(rows)).find(({ id }) => id === parentId);
  if (parentId !== null && !parent) return "所选上级部门不存在或已被删除，请重新选择";
  return parent && parent.depth >= maxDepth ? tooDeep : null;
}

/** Why the department `id` can't be moved below `parentId` (null: to the top); null: it can. */
export function moveRefusal(rows: readonly Named[], id: string, parentId: string | null): string | null {
  if (id === parentId) return "不能移动到自身之下，请选择其他上级部门";
  const all = flatten(treeOf(rows));
  const moved = all.find((row) => row.id === id);
  const parent = all.find((row) => row.id === parentId);
  if (moved && parent && flatten(moved.children).includes(parent)) {
    return `“${parent.name}”是“${moved.name}”的下级部门，不能移动到其下，请选择其他上级部门`;
  }
  if (moved && (parent?.depth ?? 0) + 1 + heightOf(moved.children) > maxDepth) return tooDeep;
  return placeRefusal(rows, parentId);
}

const tooDeep = `内设部门最多 ${maxDepth} 级，请选择更高一级的上级部门`;

/** Siblings with `id` put directly before or after `beside`; null: they aren't siblings (any more). */
export function reordered(
  siblings: readonly string[],
  { id, place, beside }: { id: string; place: "before" | "after"; beside: string },
): string[] | null {
  if (id === beside || !siblings.includes(id)) return null;
  const others = siblings.filter((sibling) => sibling !== id);
  const index = others.indexOf(beside);
  return index < 0 ? null : others.toSpliced(place === "before" ? index : index + 1, 0, id);
}

/** What stands in the way of deleting a department. */
export type DepartmentContents = { people: number; departments: number; administrators: number };

/** Why a department can't be deleted, with how many of what; null: nothing is in it. */
export function deletionRefusal(
  name: string,
  { people, departments, administrators }: DepartmentContents,
): string | null {
  const number = (count: number) => count.toLocaleString("zh-CN");
  const contents = [
    people > 0 && `${number(people)} 名人员`,
    departments > 0 && `${number(departments)} 个下级部门`,
  ].filter(Boolean);
  const reasons = [
    contents.length > 0 && `还有 ${contents.join("、")}`,
    administrators > 0 && `在 ${number(administrators)} 名管理员的数据范围内`,
  ].filter(Boolean);
  if (reasons.length === 0) return null;
  const remedies = [
    contents.length > 0 && "将其调整到其他部门",
    administrators > 0 && "修改这些管理员的数据范围",
  ].filter(Boolean);
  return `“${name}”${reasons.join("，并且")}，不能删除。请先${remedies.join("，并")}`;
}
