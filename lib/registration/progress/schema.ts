import { z } from "zod";
import { type Portal, type RegistrationKind, registrationKinds } from "@/db/enums";
import { loginSchema } from "@/lib/auth/schema";

/** Who registered, as 登录入口 names them. */
export const registrationKindLabels: Record<RegistrationKind, string> = {
  unit: "用人单位",
  person: "专业技术人员",
};

/** Where the account that a registration asks for logs in. */
export const portalOfRegistration: Record<RegistrationKind, Portal> = {
  unit: "employer",
  person: "professional",
};

/** What 注册审核进度查询 sends. */
export const progressSchema = z.object({
  kind: z.enum(registrationKinds, "请选择注册类型"),
  idNumber: loginSchema.shape.idNumber,
  password: loginSchema.shape.password,
  captchaAnswer: loginSchema.shape.captchaAnswer,
  captchaId: loginSchema.shape.captchaId,
});
export type ProgressInput = z.input<typeof progressSchema>;
export type ProgressQuery = z.output<typeof progressSchema>;
