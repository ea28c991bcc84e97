import { z } from "zod";
import { type Portal, portals } from "@/db/enums";
import { isIdNumber, normalizeIdNumber } from "@/lib/id-number";

/** 登录入口, in the manual's words. */
export const portalLabels: Record<Portal, string> = {
  employer: "用人单位",
  authority: "主管部门/人社",
  professional: "专业技术人员",
};

/** Eighteen characters are meant as a citizen's ID number; other papers have no check digit. */
const isPossible = (idNumber: string) => !/^\d{17}[\dX]$/.test(idNumber) || isIdNumber(idNumber);

/** What the login form sends. A mistyped ID number is told at the field: that says nothing of who has an account. */
export const loginSchema = z.object({
  portal: z.enum(portals, "请选择登录入口"),
  idNumber: z
    .string()
    .max(100, "账户号过长，请核对")
    .transform(normalizeIdNumber)
    .refine(Boolean, "请填写账户号（身份证号）")
    .refine(isPossible, "身份证号校验位不正确，请核对后重新填写"),
  password: z.string().min(1, "请填写密码").max(500, "密码过长，请核对"),
  captchaAnswer: z.string().max(50, "验证码过长，请核对").trim().min(1, "请填写验证码"),
  captchaId: z.string(),
});

export type LoginValues = z.input<typeof loginSchema>;

/** Whom to ask while an account waits for its review. */
export type Contact = { name: string; phone: string };

/** A refused login as it travels in next-auth's `error`. */
export const refusalSchema = z.object({
  message: z.string(),
  contact: z.object({ name: z.string(), phone: z.string() }).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;
