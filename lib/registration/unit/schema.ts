import { z } from "zod";
import { idNumberSchema } from "@/lib/id-number";
import {
  licenseEvidence,
  mobile,
  optionalEmail,
  optionalLine,
  organizationChoice,
  personName,
  unitSchema,
} from "@/lib/org/schema";
import { captchaFields, registrationPassword } from "../schema";

/** 单位管理员 as registered: the ID number is the login and never changes. */
export const administratorFields = {
  name: personName,
  idNumber: idNumberSchema,
  phone: mobile,
  email: optionalEmail,
  position: optionalLine("职务", 50),
};

export const administratorLabels = {
  name: "姓名",
  idNumber: "证件号码",
  phone: "手机号",
  email: "电子邮箱",
  position: "职务",
} as const satisfies Record<keyof typeof administratorFields, string>;

const license = z
  .array(
    z.object({
      id: z.uuid(),
      fileName: z.string().max(300),
      mediaType: z.string().max(100),
      size: z.number(),
    }),
  )
  .min(1, `请上传${licenseEvidence.label}`)
  .max(5, `${licenseEvidence.label}最多 5 个文件`);

/** The login's password. Its checks don't wait for the rest of the form: each step shows its own. */
const login = z
  .object({ resume: z.boolean(), password: z.string().max(500), confirmation: z.string().max(500) })
  .superRefine(({ resume, password, confirmation }, refinement) => {
    const refuse = (path: string, message: string) =>
      refinement.addIssue({ code: "custom", path: [path], message });
    const parsed = registrationPassword.safeParse(password);
    if (password === "") {
      if (!resume) refuse("password", "请填写密码");
    } else if (!parsed.success) refuse("password", parsed.error.issues[0]?.message ?? "请填写密码");
    if (password !== confirmation) refuse("confirmation", "两次填写的密码不一致");
  });

/**
 * 用人单位注册: drives the form and the server. With `login.resume` it is a rejected or withdrawn registration,
 * corrected; an empty password then keeps the one that was chosen before.
 */
export const unitRegistrationSchema = z.object({
  unit: unitSchema,
  superior: organizationChoice("上级部门"),
  license,
  administrator: z.object(administratorFields),
  login,
  ...captchaFields,
});
export type UnitRegistrationInput = z.input<typeof unitRegistrationSchema>;
export type UnitRegistration = z.output<typeof unitRegistrationSchema>;

/** What is kept of it in `registrations.values`, for the last yes and for another try. */
export const unitRegistrationValues = z.object({
  unit: z.object({
    name: z.string(),
    code: z.string(),
    nature: z.string(),
    level: z.string(),
    industry: z.string(),
    divisionCode: z.string(),
    streetCode: z.string(),
    address: z.string(),
    postcode: z.string(),
    legalRepresentative: z.string(),
    contactName: z.string(),
    phone: z.string(),
    fax: z.string(),
    email: z.string(),
    introduction: z.string(),
  }),
  superior: z.object({ id: z.uuid(), name: z.string() }),
  license,
  administrator: z.object({
    name: z.string(),
    idNumber: z.string(),
    phone: z.string(),
    email: z.string(),
    position: z.string(),
  }),
});
export type UnitRegistrationValues = z.output<typeof unitRegistrationValues>;
