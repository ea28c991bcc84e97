import { z } from "zod";
import { factsOf, isIdNumber } from "@/lib/id-number";
import { type Profile, profileFields, refineDates, refineIdentity, refineTitle } from "@/lib/person/profile";
import { captchaFields, registrationPassword } from "../schema";

/** What a registering professional may prove, each with its label. */
export const personEvidence = { title: "职称证书", education: "学历、学位证书" } as const;
export type PersonEvidence = keyof typeof personEvidence;

/** All files of a registration: what proves something, and the photo. */
export const personFiles = { ...personEvidence, photo: "照片" } as const;
export type PersonFile = keyof typeof personFiles;
export const personFileKeys = Object.keys(personFiles) as PersonFile[];

const files = (max: number, tooMany: string) =>
  z
    .array(z.object({ id: z.uuid() }).loose())
    .max(max, tooMany)
    .optional()
    .default([]);
const proofs = files(5, "每类材料最多 5 个文件");

/**
 * 专业技术人员注册: drives the form and the server. With `resume` it is a rejected or withdrawn registration,
 * corrected; an empty password then keeps the one that was chosen before.
 */
export const personRegistrationSchema = z
  .object({
    ...profileFields,
    organization: z
      .object({ id: z.uuid(), name: z.string().max(200) })
      .nullish()
      .refine(Boolean, "请选择所在单位"),
    evidence: z.object({ title: proofs, education: proofs, photo: files(1, "照片只能有一张") }),
    resume: z.boolean(),
    password: z.string().max(500, "密码过长，请核对"),
    confirmation: z.string(),
    ...captchaFields,
  })
  .superRefine((values, refinement) => {
    refineIdentity(values, refinement);
    refineTitle(values, refinement);
    const { idType, idNumber } = values;
    const stated = idType === "resident" && isIdNumber(idNumber) ? factsOf(idNumber) : values;
    refineDates({ ...values, birthDate: stated.birthDate }, refinement);
    const refuse = (path: string, message: string) =>
      refinement.addIssue({ code: "custom", path: [path], message });
    const chosen = registrationPassword.safeParse(values.password);
    if (values.password === "") {
      if (!values.resume) refuse("password", "请填写密码");
    } else if (!chosen.success) {
      refuse("password", chosen.error.issues[0]?.message ?? "密码不符合要求");
    }
    if (values.password !== values.confirmation) refuse("confirmation", "两次填写的密码不一致");
  });

export type PersonRegistrationInput = z.input<typeof personRegistrationSchema>;
export type PersonRegistration = z.output<typeof personRegistrationSchema>;

/** Whose 内设部门 the form offers. */
export const unitDepartmentsSchema = z.object({ organizationId: z.uuid("请选择所在单位") });

/** What is kept of a registration until the last yes makes a person of it, in `registrations.values`. */
export type PersonRegistrationValues = Profile & {
  evidence: { evidence: PersonFile; attachmentId: string }[];
};
