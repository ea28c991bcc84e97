import { z } from "zod";
import { longestPassword, shortestPassword } from "./rules";

const newPassword = z
  .string()
  .refine((text) => [...text].length >= shortestPassword, `新密码至少 ${shortestPassword} 个字符`)
  .refine((text) => [...text].length <= longestPassword, `新密码最多 ${longestPassword} 个字符`);

/** §2.1 修改密码. What else a password must not be, only the server can tell. */
export const changePasswordSchema = z
  .object({
    oldPassword: z.string().min(1, "请填写原密码").max(500, "原密码不正确"),
    newPassword,
    confirmation: z.string(),
  })
  .refine((values) => values.newPassword === values.confirmation, {
    path: ["confirmation"],
    message: "两次填写的新密码不一致",
  });
export type ChangePasswordInput = z.output<typeof changePasswordSchema>;

/** §10.2 重置密码 of one of the unit's professionals. */
export const resetPasswordSchema = z.object({ personId: z.uuid("人员不存在，或不在您的管理范围内") });
export type ResetPasswordInput = z.output<typeof resetPasswordSchema>;
