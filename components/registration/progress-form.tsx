"use client";

import { useState } from "react";
import { CaptchaField, fetchCaptcha } from "@/components/account/captcha-field";
import { PasswordField, RadioField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { type RegistrationKind, registrationKinds } from "@/db/enums";
import type { Captcha } from "@/lib/auth/captcha";
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
  /** Or the sentence that says why there is none. */
  firstCaptcha: Captcha | string;
  lookUp: (input: ProgressInput) => Promise<ActionResult<null>>;
}) {
  const [captcha, setCaptcha] = useState(firstCaptcha);
  const form = useActionForm({
    schema: progressSchema,
    defaultValues: { kind, idNumber: "", password: "", captchaAnswer: "", captchaId: idOf(firstCaptcha) },
    action: send,
  });

  async function send(values: ProgressInput): Promise<ActionResult<null>> {
    try {
      const result = await lookUp(values);
      if (!result.ok) {
        form.setValue("password", "");
        await renew(typeof captcha === "string" ? "image" : captcha.kind);
      }
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
      <CaptchaField<ProgressInput> name="captchaAnswer" captcha={captcha} renew={renew} />
      <SubmitButton pendingText="正在查询…" className="w-full">
        查询
      </SubmitButton>
    </Form>
  );
}

const idOf = (captcha: Captcha | string) => (typeof captcha === "string" ? "" : captcha.id);
