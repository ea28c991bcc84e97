"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

/** §10.2 重置密码 of one of the unit's people, after a question that names the person. */
export function ResetPassword({
  personId,
  name,
  action,
}: {
  personId: string;
  name: string;
  action: (input: { personId: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="重置密码"
      question={`重置${name}的密码？`}
      hint={`${name}的登录密码将重置为身份证后六位，30 天内有效；现有登录会立即退出，下次登录须修改密码。`}
      destructive
      run={() => action({ personId })}
      done={() => toast.success(`${name}的密码已重置为身份证后六位，下次登录须修改`)}
    />
  );
}
