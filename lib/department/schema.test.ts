import { expect, test } from "vitest";
import { addDepartmentSchema, assignDepartmentSchema } from "./schema";

const parse = (name: unknown) => addDepartmentSchema.safeParse({ name, parentId: "" });
const messageOf = (name: unknown) => parse(name).error?.issues[0]?.message;

test("a name is tidied: spaces, full-width letters and digits; brackets and markup are text", () => {
  expect(parse("　Ｂ２ \t教研组　").data).toEqual({ name: "B2 教研组", parentId: null });
  expect(parse("语文组（初中）").data?.name).toBe("语文组（初中）");
  expect(parse("<b>𠅤组</b> 100% ' --").data?.name).toBe("<b>𠅤组</b> 100% ' --");
});

test("what is no name is refused with a sentence", () => {
  for (const empty of ["", "　 ", undefined, null]) expect(messageOf(empty)).toBe("请填写部门名称");
  expect(parse("长".repeat(50)).success).toBe(true);
  for (const long of ["长".repeat(51), "长".repeat(200)])
    expect(messageOf(long)).toBe("部门名称不超过 50 字");
  for (const odd of [
    "🎉教务处",
    "教务处❤",
    "👨‍👩‍👧",
    "🇨🇳处",
    "1️⃣组",
    "教务\u200b处",
    "教\u202e务处",
    "教\u0007务处",
  ]) {
    expect(messageOf(odd)).toBe("部门名称不能含有表情符号或不可见字符，请修改");
  }
});

test("people are put from one department into another, at most 200 at once", () => {
  const id = "00000000-0000-7000-8000-000000000001";
  const assign = (input: object) =>
    assignDepartmentSchema.safeParse({ ids: [id], from: null, to: id, ...input }).error?.issues[0]?.message;
  expect(assign({})).toBeUndefined();
  expect(assign({ ids: [] })).toBe("请先勾选人员");
  expect(assign({ ids: Array(201).fill(id) })).toBe("一次最多调整 200 人");
  expect(assign({ from: id })).toBe("人员已在该部门，请选择其他部门");
});
