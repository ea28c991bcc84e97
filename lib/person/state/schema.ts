import { z } from "zod";
import { personStates } from "@/db/enums";
import { today } from "@/lib/date";
import { requiredLine } from "@/lib/org/schema";

const earliestEffectiveOn = "1950-01-01";

/** Why, as the unit says it, for a change of state or of an account. */
export const reasonLine = requiredLine("原因", 200);

const stateFields = {
  state: z.enum(personStates, "请选择人员状态"),
  effectiveOn: z
    .string("请选择生效日期")
    .min(1, { error: "请选择生效日期", abort: true })
    .pipe(z.iso.date({ error: "生效日期不是有效日期", abort: true }))
    .refine((date) => date <= today(), "生效日期不能晚于今天")
    .refine((date) => date >= earliestEffectiveOn, "生效日期过早，请核对年份"),
  reason: reasonLine,
};

/** What the dialog asks; whom it is about stands beside it. */
export const stateFormSchema = z.object(stateFields);
export type StateFormInput = z.input<typeof stateFormSchema>;

/** 变更状态 of one person, and 批量设置状态 of several. */
export const setStateSchema = z.object({
  ids: z
    .array(z.uuid("该专业技术人员不存在，或不在您的管理范围内"))
    .min(1, "请先勾选人员")
    .max(200, "一次最多设置 200 人"),
  ...stateFields,
});
export type SetStateInput = z.output<typeof setStateSchema>;
