import { z } from "zod";
import { type PersonState, personStates, type Sex } from "@/db/enums";
import { searchText } from "@/lib/list";

export const personStateLabels: Record<PersonState, string> = {
  employed: "在岗",
  left: "离职",
  retired: "退休",
  suspended: "停用",
};

export const sexLabels: Record<Sex, string> = { male: "男", female: "女" };

/** 职称级别 of the catalogue of titles (职称系列), the highest first; 初级 is 助理级 and 员级. */
export const titleLevels = ["正高级", "副高级", "中级", "助理级", "员级", "其他", "无"] as const;

/** 未分部门 among the departments of a filter: the viewer's own unit's people that are in none. */
export const unassigned = "unassigned";

/**
 * Filters of 专技人员信息查询, as the URL carries them. A department means those below it too; `fulfilled` asks about
 * `year`, or this year without one.
 */
export const personFilters = z.object({
  q: searchText,
  department: z.union([z.literal(unassigned), z.uuid()]).optional(),
  state: z.enum(personStates).optional(),
  titleLevel: z.enum(titleLevels).optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  fulfilled: z.enum(["yes", "no", "exempt"]).optional(),
});
export type PersonFilters = Partial<z.output<typeof personFilters>>;

export const personIdSchema = z.object({ personId: z.uuid("该专业技术人员不存在，或不在您的管理范围内") });
