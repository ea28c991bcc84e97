import { z } from "zod";
import { longestPassword, objectionToPassword, shortestPassword } from "@/lib/account/rules";
import { isStorable } from "@/lib/text";

export const purposes = ["superior", "unit"] as const;
/** What an organization is looked for: as the superior of a unit, or as the unit of a professional. */
export type Purpose = (typeof purposes)[number];

/** As many organizations as one search answers at most. */
export const searchLimit = 20;

export const organizationSearchSchema = z.object({
  purpose: z.enum(purposes),
  q: z.string().trim().max(50, "搜索内容不超过 50 字").refine(isStorable).default(""),
  divisionCode: z
    .string()
    .regex(/^(\d{6})?$/)
    .default(""),
});
export type OrganizationSearch = z.output<typeof organizationSearchSchema>;

/** The captcha of a registration's last page. */
export const captchaFields = {
  captchaAnswer: z.string().max(50, "验证码过长，请核对").trim().min(1, "请填写验证码"),
  captchaId: z.string(),
};

/** The password that a registrant chooses. What else it must not be `objectionToRegistrationPassword` tells. */
export const registrationPassword = z
  .string("请填写密码")
  .refine((text) => [...text].length >= shortestPassword, `密码至少 ${shortestPassword} 个字符`)
  .refine((text) => [...text].length <= longestPassword, `密码最多 ${longestPassword} 个字符`);

/** What is wrong with a registrant's password, as a sentence, or null; only for the server (the list of common ones). */
export const objectionToRegistrationPassword = (password: string, idNumber: string): string | null =>
  objectionToPassword(password, { idNumber, oldPassword: "" })?.replace("新密码", "密码") ?? null;
