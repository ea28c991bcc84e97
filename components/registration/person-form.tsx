"use client";

import { useRouter } from "next/navigation";
import type { DefaultValues } from "react-hook-form";
import { toast } from "sonner";
import { CaptchaField } from "@/components/account/captcha-field";
import { NewPasswordFields } from "@/components/account/new-password-fields";
import { captchaValues, type ShownCaptcha, useCaptcha } from "@/components/account/use-captcha";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import type { SearchOrganizations } from "@/components/org/organization-picker";
import {
  ContactFields,
  EducationFields,
  IdentityFields,
  TitleFields,
} from "@/components/person/profile-fields";
import { type ProfileField, profileInput, profileLabels } from "@/lib/person/profile";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import type { ActionResult } from "@/lib/result";
import { PersonEvidenceFields } from "./person-evidence-fields";
import { PersonPhotoField } from "./person-photo-field";
import { type FindDepartments, PersonUnitFields } from "./person-unit-fields";

/** 专业技术人员注册, new or corrected: on one page, in the order in which people have their papers at hand. */
export function PersonRegistrationForm({
  resumed,
  firstCaptcha,
  submit,
  search,
  findDepartments,
}: {
  /** The values of the rejected or withdrawn registration that is corrected, and its id. */
  resumed?: { id: string; values: DefaultValues<PersonRegistrationInput> };
  firstCaptcha: ShownCaptcha;
  submit: (input: PersonRegistrationInput) => Promise<ActionResult<{ id: string }>>;
  search: SearchOrganizations;
  findDepartments: FindDepartments;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: personRegistrationSchema,
    defaultValues: {
      ...blank,
      ...resumed?.values,
      resume: resumed !== undefined,
      ...captchaValues(firstCaptcha),
    },
    action: (values) => captcha.spend(() => submit(values)),
    keep: resumed ? `register-person:${resumed.id}` : "register-person",
    omit: ["password", "confirmation", "captchaAnswer", "captchaId", "resume"],
    onSuccess: () => {
      toast.success("注册信息已提交审核，请耐心等待");
      router.push("/register/progress");
    },
  });
  const captcha = useCaptcha(form, firstCaptcha);

  return (
    <Form form={form}>
      <FormSection title="身份信息">
        <IdentityFields />
        <PersonPhotoField corrected={resumed !== undefined} />
      </FormSection>
      <FormSection title="所在单位">
        <PersonUnitFields search={search} findDepartments={findDepartments} />
      </FormSection>
      <FormSection title="职称">
        <TitleFields />
      </FormSection>
      <FormSection title="学历">
        <EducationFields />
      </FormSection>
      <FormSection title="联系方式及其他">
        <ContactFields />
      </FormSection>
      <FormSection title="证明材料" hint="选填，便于单位核对">
        <PersonEvidenceFields corrected={resumed !== undefined} />
      </FormSection>
      <FormSection title="登录密码" hint={resumed && "不修改密码的，两项都不用填"}>
        <NewPasswordFields names={["password", "confirmation"]} required={!resumed} />
      </FormSection>
      <FormSection title="提交注册" hint="提交后由所在单位审核，通过后即可登录">
        <CaptchaField captcha={captcha} />
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">提交注册</SubmitButton>
    </Form>
  );
}

const blank: PersonRegistrationInput = {
  ...profileInput(Object.keys(profileLabels) as ProfileField[], { idType: "resident" }),
  organization: null,
  evidence: { title: [], education: [], photo: [] },
  resume: false,
  password: "",
  confirmation: "",
  ...captchaValues(""),
};
