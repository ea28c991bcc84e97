"use client";

import { PasswordField } from "@/components/form/choice-fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { type ChangePasswordInput, changePasswordSchema } from "@/lib/account/schema";
import type { ActionResult } from "@/lib/result";

/** §2.1 修改密码. */
export function PasswordForm({
  idNumberHint,
  home,
  change,
}: {
  /** What the old password is, when it is the initial one. */
  idNumberHint?: string;
  /** Where to go afterwards. */
  home: string;
  change: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
}) {
  const form = useActionForm({
    schema: changePasswordSchema,
    defaultValues: { oldPassword: "", newPassword: "", confirmation: "" },
    action: change,
    onSuccess: () => window.location.assign(home),
  });
  return (
    <Form form={form}>
      <PasswordField<ChangePasswordInput>
        name="oldPassword"
        label="原密码"
        hint={idNumberHint}
        autoComplete="current-password"
        required
      />
      <PasswordField<ChangePasswordInput>
        name="newPassword"
        label="新密码"
        hint="至少 8 个字符；不能包含证件号码后六位或出生日期，也不要用常见的密码"
        autoComplete="new-password"
        required
      />
      <PasswordField<ChangePasswordInput>
        name="confirmation"
        label="确认新密码"
        autoComplete="new-password"
        required
      />
      <SubmitButton>确认修改</SubmitButton>
    </Form>
  );
}
