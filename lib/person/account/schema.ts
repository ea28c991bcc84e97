import { z } from "zod";
import { reasonLine } from "../state/schema";

/** What the dialog of 注销账户 / 恢复账户 asks. */
export const accountFormSchema = z.object({ reason: reasonLine });

/** 注销账户 / 恢复账户 of one of the unit's people. */
export const setAccountSchema = accountFormSchema.extend({
  personId: z.uuid("人员不存在，或不在您的管理范围内"),
});
export type SetAccountInput = z.output<typeof setAccountSchema>;
