"use client";

import { CaptchaField } from "@/components/account/captcha-field";
import { captchaValues, type ShownCaptcha, useCaptcha } from "@/components/account/use-captcha";
import { PasswordField, RadioField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { type RegistrationKind, registrationKinds } from "@/db/enums";
import {
  type ProgressInput,
  progressSchema,
  registrationKindLabels,
} from "@/lib/registration/progress/schema";
import type { ActionResult } from "@/lib/result";

/** 注册审核进度查询. After a refusal everything typed stays but the password and the captcha, which is a new one. */
export function ProgressForm({
  kind,
  firstCaptcha,
  lookUp,
}: {
  kind: RegistrationKind;
  firstCaptcha: ShownCaptcha;
  lookUp: (input: ProgressInput) => Promise<ActionResult<null>>;
}) {
  const form = useActionForm({
    schema: progressSchema,
    defaultValues: { kind, idNumber: "", password: "", ...captchaValues(firstCaptcha) },
    action: (values) => captcha.spend(() => send(values)),
  });
  const captcha = useCaptcha(form, firstCaptcha);

  async function send(values: ProgressInput): Promise<ActionResult<null>> {
    const result = await lookUp(values);
    if (!result.ok) form.setValue("password", "");
    return result;
  }

  return (
    <Form form={form}>
      <RadioField<ProgressInput>
        name="kind"
        label="注册类型"
        required
        options={registrationKinds.map((value) => ({ value, label: registrationKindLabels[value] }))}
      />
      <TextField<ProgressInput>
        name="idNumber"
        label="证件号码"
        hint="注册时填写的证件号码；用人单位填写单位管理员的"
        autoComplete="username"
        maxLength={100}
        required
      />
      <PasswordField<ProgressInput>
        name="password"
        label="密码"
        hint="注册时设置的密码"
        autoComplete="current-password"
        required
      />
      <CaptchaField captcha={captcha} />
      <SubmitButton pendingText="正在查询…" className="w-full">
        查询
      </SubmitButton>
    </Form>
  );
}
