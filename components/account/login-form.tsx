"use client";

import { useState } from "react";
import { PasswordField, RadioField } from "@/components/form/choice-fields";
import { TextField } from "@/components/form/fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Alert } from "@/components/ui/alert";
import { type Portal, portals } from "@/db/enums";
import type { Captcha } from "@/lib/auth/captcha";
import { type Contact, type LoginValues, loginSchema, portalLabels } from "@/lib/auth/schema";
import type { ActionResult } from "@/lib/result";
import { CaptchaField, fetchCaptcha } from "./captcha-field";
import { logIn } from "./log-in";

const portalOptions = portals.map((value) => ({ value, label: portalLabels[value] }));

/** §2 登录. After a refusal everything typed stays but the password and the captcha, which is a new one. */
export function LoginForm({
  portal,
  firstCaptcha,
}: {
  portal: Portal;
  /** Or the sentence that says why there is none. */
  firstCaptcha: Captcha | string;
}) {
  const [captcha, setCaptcha] = useState(firstCaptcha);
  const [contact, setContact] = useState<Contact>();
  const form = useActionForm({
    schema: loginSchema,
    defaultValues: { portal, idNumber: "", password: "", captchaAnswer: "", captchaId: idOf(firstCaptcha) },
    action: send,
    // The page itself knows where a logged-in user goes; a full load leaves nothing of the stranger's behind.
    onSuccess: () => window.location.reload(),
  });

  async function send(values: LoginValues): Promise<ActionResult<null>> {
    setContact(undefined);
    const outcome = await logIn(values);
    if (outcome.ok) return { ok: true, data: null };
    form.setValue("password", "");
    setContact(outcome.contact);
    await renew(typeof captcha === "string" ? "image" : captcha.kind);
    return { ok: false, message: outcome.message };
  }

  async function renew(kind: Captcha["kind"]) {
    const next = await fetchCaptcha(kind);
    setCaptcha(next);
    form.setValue("captchaId", idOf(next));
    form.setValue("captchaAnswer", "");
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
      <CaptchaField<LoginValues> name="captchaAnswer" captcha={captcha} renew={renew} />
      <SubmitButton pendingText="正在登录…" className="w-full">
        登录
      </SubmitButton>
    </Form>
  );
}

const idOf = (captcha: Captcha | string) => (typeof captcha === "string" ? "" : captcha.id);
