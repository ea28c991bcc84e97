"use client";

import { type FormEvent, useState } from "react";
import { CaptchaField } from "@/components/account/captcha-field";
import { useCaptcha } from "@/components/account/use-captcha";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { StepHeading, Steps } from "@/components/form/steps";
import { useActionForm } from "@/components/form/use-action-form";
import type { SearchOrganizations } from "@/components/org/organization-picker";
import { Button } from "@/components/ui/button";
import {
  type UnitRegistrationInput,
  type UnitRegistrationValues,
  unitRegistrationSchema,
} from "@/lib/registration/unit/schema";
import type { ActionResult } from "@/lib/result";
import { blankUnitRegistration } from "./unit-blank";
import { AdministratorStep, type Bureau, UnitStep } from "./unit-steps";
import { Submitted, UnitSummary } from "./unit-summary";

type Superior = { name: string; phone: string };

/** The two steps and the summary, with the fields that each must have right before the next one. */
const steps = [
  { title: "单位信息", fields: ["unit", "superior", "license"] },
  { title: "单位管理员信息", fields: ["administrator", "login"] },
  { title: "核对并提交", fields: [] },
] as const satisfies readonly { title: string; fields: readonly (keyof UnitRegistrationInput)[] }[];
const lastStep = steps.length - 1;

/** 用人单位注册 in two steps with a summary, new or corrected. */
export function UnitRegistrationForm({
  returned,
  inviting,
  bureau,
  submit,
  search,
}: {
  /** The rejected or withdrawn registration that is corrected. */
  returned: { id: string; values: UnitRegistrationValues } | null;
  /** The unit whose link was followed: it is the superior. */
  inviting: { id: string; name: string } | null;
  bureau: Bureau;
  submit: (input: UnitRegistrationInput) => Promise<ActionResult<{ superior: Superior }>>;
  search: SearchOrganizations;
}) {
  const [step, setStep] = useState(0);
  const [refused, setRefused] = useState(0);
  const [submitted, setSubmitted] = useState<Superior>();
  const [moved, setMoved] = useState(false);

  const form = useActionForm({
    schema: unitRegistrationSchema,
    defaultValues: {
      ...blankUnitRegistration,
      ...returned?.values,
      ...(inviting && { superior: inviting }),
      login: { ...blankUnitRegistration.login, resume: returned !== null },
    },
    action: (values) => captcha.spend(() => send(values)),
    keep: `register-unit:${returned?.id ?? inviting?.id ?? "new"}`,
    omit: ["login", "captchaAnswer", "captchaId"],
    onSuccess: ({ superior }) => {
      setSubmitted(superior);
      window.scrollTo({ top: 0 });
    },
  });
  const captcha = useCaptcha(form, "正在获取验证码…");

  const goTo = (next: number) => {
    setMoved(true);
    setStep(next);
  };

  /** To the next step, when this one's fields are right. */
  async function proceed(event?: FormEvent) {
    event?.preventDefault();
    form.clearErrors();
    const refusal = form.uploading.refusal("继续");
    if (refusal) {
      form.setError("root", { type: "busy", message: refusal });
    } else if (await form.trigger(steps[step]?.fields ?? [])) {
      // It is good for five minutes only: long enough for the summary, not for the form.
      if (step + 1 === lastStep) await captcha.renew("image");
      goTo(step + 1);
      return;
    }
    setRefused((count) => count + 1);
  }

  async function send(values: UnitRegistrationInput): Promise<ActionResult<{ superior: Superior }>> {
    const result = await submit(values);
    const named = result.ok ? [] : Object.keys(result.fields ?? {});
    const first = steps.findIndex(({ fields }) =>
      named.some((name) => fields.some((field) => name.split(".")[0] === field)),
    );
    if (first >= 0) {
      setMoved(false);
      setStep(first);
    }
    return result;
  }

  if (submitted) return <Submitted superior={submitted} />;
  return (
    <>
      <Steps label="注册步骤" titles={steps.map(({ title }) => title)} step={step} />
      <Form
        form={{
          ...form,
          submit: step < lastStep ? proceed : form.submit,
          failures: form.failures + refused,
        }}
      >
        <StepHeading key={step} focus={moved}>
          第 {step + 1} 步：{steps[step]?.title}
        </StepHeading>
        {step === 0 && (
          <UnitStep
            search={search}
            fixedSuperior={inviting?.name}
            bureau={bureau}
            corrected={returned !== null}
          />
        )}
        {step === 1 && <AdministratorStep corrected={returned !== null} />}
        {step === lastStep && (
          <>
            <UnitSummary values={form.getValues()} onEdit={goTo} />
            <FormSection title="提交注册" hint="请核对以上信息；提交后由上级部门审核，通过后即可登录">
              <CaptchaField captcha={captcha} />
            </FormSection>
          </>
        )}
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{step < lastStep ? "下一步" : "提交注册"}</SubmitButton>
          {step > 0 && (
            <Button variant="outline" onClick={() => goTo(step - 1)}>
              上一步
            </Button>
          )}
        </div>
      </Form>
    </>
  );
}
