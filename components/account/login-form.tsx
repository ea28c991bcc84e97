"use client";

import { useState } from "react";
import { PasswordField, RadioField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { type Portal, portals } from "@/db/enums";
import { type Contact, type LoginValues, loginSchema, portalLabels } from "@/lib/auth/schema";
import type { ActionResult } from "@/lib/result";
import { CaptchaField } from "./captcha-field";
import { logIn } from "./log-in";
import { captchaValues, type ShownCaptcha, useCaptcha } from "./use-captcha";

const portalOptions = portals.map((value) => ({ value, label: portalLabels[value] }));

/** §2 登录. After a refusal everything typed stays but the password and the captcha, which is a new one. */
export function LoginForm({ portal, firstCaptcha }: { portal: Portal; firstCaptcha: ShownCaptcha }) {
  const [contact, setContact] = useState<Contact>();
  const form = useActionForm({
    schema: loginSchema,
    defaultValues: { portal, idNumber: "", password: "", ...captchaValues(firstCaptcha) },
    action: (values) => captcha.spend(() => send(values)),
    // The page itself knows where a logged-in user goes; a full load leaves nothing of the stranger's behind.
    onSuccess: () => window.location.reload(),
  });
  const captcha = useCaptcha(form, firstCaptcha);

  async function send(values: LoginValues): Promise<ActionResult<null>> {
    setContact(undefined);
    const outcome = await logIn(values);
    if (outcome.ok) return { ok: true, data: null };
    form.setValue("password", "");
    setContact(outcome.contact);
    return { ok: false, message: outcome.message };
  }

  return (
    <Form form={form}>
      {contact && (
        <Alert tone="info" title="请联系以下单位的管理员催其审核">
          <p>
            {contact.name}，电话：<span className="tabular-nums">{contact.phone}</span>
          </p>
        </Alert>
      )}
      <RadioField<LoginValues> name="portal" label="登录入口" options={portalOptions} required />
      <TextField<LoginValues>
        name="idNumber"
        label="账户号（身份证号）"
        autoComplete="username"
        maxLength={100}
        required
      />
      <PasswordField<LoginValues> name="password" label="密码" autoComplete="current-password" required />
      <CaptchaField captcha={captcha} />
      <SubmitButton pendingText="正在登录…" className="w-full">
        登录
      </SubmitButton>
    </Form>
  );
}
