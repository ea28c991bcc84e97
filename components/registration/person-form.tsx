"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import type { DefaultValues } from "react-hook-form";
import { toast } from "sonner";
import { CaptchaField, fetchCaptcha } from "@/components/account/captcha-field";
import { PasswordField } from "@/components/form/choice-fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import type { SearchOrganizations } from "@/components/org/organization-picker";
import {
  ContactFields,
  EducationFields,
  IdentityFields,
  TitleFields,
} from "@/components/person/profile-fields";
import type { Captcha } from "@/lib/auth/captcha";
import { type ProfileField, profileInput, profileLabels } from "@/lib/person/profile";
import { type PersonRegistrationInput, personRegistrationSchema } from "@/lib/registration/person/schema";
import type { ActionResult } from "@/lib/result";
import { PersonEvidenceFields } from "./person-evidence-fields";
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
  /** Or the sentence that says why there is none. */
  firstCaptcha: Captcha | string;
  submit: (input: PersonRegistrationInput) => Promise<ActionResult<{ id: string }>>;
  search: SearchOrganizations;
  findDepartments: FindDepartments;
}) {
  const router = useRouter();
  const [captcha, setCaptcha] = useState(firstCaptcha);
  const uploading = useRef(new Set<string>());
  const onBusy = useCallback((key: string, busy: boolean) => {
    if (busy) uploading.current.add(key);
    else uploading.current.delete(key);
  }, []);
  const form = useActionForm({
    schema: personRegistrationSchema,
    defaultValues: {
      ...blank,
      ...resumed?.values,
      resume: resumed !== undefined,
      captchaId: idOf(firstCaptcha),
    },
    action: send,
    keep: resumed ? `register-person:${resumed.id}` : "register-person",
    omit: ["password", "confirmation", "captchaAnswer", "captchaId", "resume"],
    onSuccess: () => {
      toast.success("注册信息已提交审核，请耐心等待");
      router.push("/register/progress");
    },
  });

  async function send(values: PersonRegistrationInput): Promise<ActionResult<{ id: string }>> {
    if (uploading.current.size > 0) {
      return { ok: false, message: "材料仍在上传，请等上传完成后再提交" };
    }
    try {
      const result = await submit(values);
      if (!result.ok) await renew(typeof captcha === "string" ? "image" : captcha.kind);
      return result;
    } catch (error) {
      // Whether the server has seen it nobody knows: the captcha may be used up.
      await renew("image");
      throw error;
    }
  }

  async function renew(kind: Captcha["kind"]) {
    const next = await fetchCaptcha(kind);
    setCaptcha(next);
    form.setValue("captchaId", idOf(next));
    form.setValue("captchaAnswer", "");
  }

  return (
    <Form form={form}>
      <FormSection title="身份信息">
        <IdentityFields />
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
        <PersonEvidenceFields onBusy={onBusy} />
      </FormSection>
      <FormSection title="登录密码" hint={resumed && "不修改密码的，两项都不用填"}>
        <PasswordField<PersonRegistrationInput>
          name="password"
          label="密码"
          hint="至少 8 个字符；不能包含证件号码后六位或出生日期，也不要用常见的密码"
          autoComplete="new-password"
          required={!resumed}
        />
        <PasswordField<PersonRegistrationInput>
          name="confirmation"
          label="确认密码"
          autoComplete="new-password"
          required={!resumed}
        />
      </FormSection>
      <FormSection title="提交注册" hint="提交后由所在单位审核，通过后即可登录">
        <CaptchaField<PersonRegistrationInput> name="captchaAnswer" captcha={captcha} renew={renew} />
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">提交注册</SubmitButton>
    </Form>
  );
}

const idOf = (captcha: Captcha | string) => (typeof captcha === "string" ? "" : captcha.id);

const blank: PersonRegistrationInput = {
  ...profileInput(Object.keys(profileLabels) as ProfileField[], { idType: "resident" }),
  organization: null,
  evidence: { title: [], education: [] },
  resume: false,
  password: "",
  confirmation: "",
  captchaAnswer: "",
  captchaId: "",
};
