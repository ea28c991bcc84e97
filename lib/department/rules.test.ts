import { describe, expect, test } from "vitest";
import {
  deletionRefusal,
  flatten,
  maxDepth,
  moveRefusal,
  namedByPath,
  placeRefusal,
  reordered,
  treeOf,
} from "./rules";

const row = (id: string, parentId: string | null = null) => ({ id, parentId, name: `${id}组` });
const rows = [row("B"), row("B2", "B"), row("A"), row("B1", "B"), row("B21", "B2")];

describe("the tree", () => {
  test("keeps the order of siblings and knows the depth", () => {
    expect(flatten(treeOf(rows)).map(({ id, depth }) => `${depth}${id}`)).toEqual([
      "1B",
      "2B2",
      "3B21",
      "2B1",
      "1A",
    ]);
    expect(treeOf([row("lost", "nowhere")])).toEqual([]);
  });

  test("names each by its way down", () => {
    expect(namedByPath(rows).map(({ name }) => name)).toEqual([
      "B组",
      "B组 / B2组",
      "B组 / B2组 / B21组",
      "B组 / B1组",
      "A组",
    ]);
  });
});

describe("a move", () => {
  test("is refused below itself, below its own, and to where nothing is", () => {
    expect(moveRefusal(rows, "B", "B")).toContain("自身");
    expect(moveRefusal(rows, "B", "B21")).toBe(
      "“B21组”是“B组”的下级部门，不能移动到其下，请选择其他上级部门",
    );
    expect(moveRefusal(rows, "B", "gone")).toContain("已被删除");
    for (const parentId of ["A", "B1", "B", null]) expect(moveRefusal(rows, "B21", parentId)).toBeNull();
  });

  test("and an addition end at the deepest level, counted with all that comes along", () => {
    const chain = Array.from({ length: maxDepth }, (_, index) =>
      row(`${index}`, index ? `${index - 1}` : null),
    );
    const last = `${maxDepth - 1}`;
    expect(placeRefusal(chain, last)).toContain(`最多 ${maxDepth} 级`);
    expect(placeRefusal(chain, `${maxDepth - 2}`)).toBeNull();
    expect(placeRefusal(chain, null)).toBeNull();
    const all = [...chain, ...rows];
    expect(moveRefusal(all, "B", `${maxDepth - 4}`)).toBeNull();
    expect(moveRefusal(all, "B", `${maxDepth - 3}`)).toContain(`最多 ${maxDepth} 级`);
  });
});

test("sorting puts one before or after another, and the same again changes nothing", () => {
  const siblings = ["a", "b", "c"];
  const up = reordered(siblings, { id: "c", place: "before", beside: "b" });
  expect(up).toEqual(["a", "c", "b"]);
  expect(reordered(up ?? [], { id: "c", place: "before", beside: "b" })).toEqual(up);
  expect(reordered(siblings, { id: "a", place: "after", beside: "b" })).toEqual(["b", "a", "c"]);
  for (const beside of ["a", "gone"]) {
    expect(reordered(siblings, { id: "a", place: "after", beside })).toBeNull();
  }
  expect(reordered(siblings, { id: "gone", place: "after", beside: "a" })).toBeNull();
});

test("a deletion is refused with how many of what, and what to do", () => {
  const nothing = { people: 0, departments: 0, administrators: 0 };
  expect(deletionRefusal("教务处", nothing)).toBeNull();
  expect(deletionRefusal("教务处", { ...nothing, people: 1234 })).toBe(
    "“教务处”还有 1,234 名人员，不能删除。请先将其调整到其他部门",
  );
  expect(deletionRefusal("教务处", { ...nothing, administrators: 1 })).toBe(
    "“教务处”在 1 名管理员的数据范围内，不能删除。请先修改这些管理员的数据范围",
  );
  expect(deletionRefusal("教务处", { people: 3, departments: 2, administrators: 1 })).toBe(
    "“教务处”还有 3 名人员、2 个下级部门，并且在 1 名管理员的数据范围内，不能删除。请先将其调整到其他部门，并修改这些管理员的数据范围",
  );
});
