import { z } from "zod";
import { requiredLine } from "@/lib/org/schema";
import { personFilters } from "@/lib/person/schema";
import { isReadable } from "@/lib/text";

/** A department's name: a line of 1–50 characters, full-width letters and digits stored half-width. */
const departmentName = requiredLine("部门名称", 50).pipe(
  z.string().refine(isReadable, "部门名称不能含有表情符号或不可见字符，请修改"),
);

const noSuchDepartment = "该部门不存在，或不在您的管理范围内";
const departmentId = z.uuid(noSuchDepartment);
/** 上级部门 in a form: nothing chosen is the top. */
const parentId = z
  .union([z.literal(""), departmentId], "请选择上级部门")
  .nullable()
  .transform((id) => id || null);

export const addDepartmentSchema = z.object({ name: departmentName, parentId });
export type AddDepartmentInput = z.output<typeof addDepartmentSchema>;

export const renameDepartmentSchema = z.object({ id: departmentId, name: departmentName });
export type RenameDepartmentInput = z.output<typeof renameDepartmentSchema>;

export const moveDepartmentSchema = z.object({ id: departmentId, parentId });
export type MoveDepartmentInput = z.output<typeof moveDepartmentSchema>;

/** Says where, not how far: sent twice, it is done once. */
export const sortDepartmentSchema = z.object({
  id: departmentId,
  place: z.enum(["before", "after"]),
  /** The department beside it that it goes past. */
  beside: departmentId,
});
export type SortDepartmentInput = z.output<typeof sortDepartmentSchema>;

export const departmentIdSchema = z.object({ id: departmentId });
export type DepartmentIdInput = z.output<typeof departmentIdSchema>;

/** 批量调整部门: people of one department (null: 未分部门), all to another. */
export const assignDepartmentSchema = z
  .object({
    ids: z.array(z.uuid()).min(1, "请先勾选人员").max(200, "一次最多调整 200 人"),
    from: departmentId.nullable(),
    to: departmentId.nullable(),
  })
  .refine(({ from, to }) => from !== to, { message: "人员已在该部门，请选择其他部门", path: ["to"] });
export type AssignDepartmentInput = z.output<typeof assignDepartmentSchema>;

/** Filters of a department's people, as the URL carries them. */
export const departmentPeopleFilters = personFilters.pick({ q: true, state: true });
export type DepartmentPeopleFilters = Partial<z.output<typeof departmentPeopleFilters>>;
