"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";
import type { ResetAdministratorInput } from "@/lib/structure/schema";

/** 重置密码 of a 全权管理员 of an organization directly below. */
export function ResetAdministrator({
  organizationId,
  administrator: { id, name },
  reset,
}: {
  organizationId: string;
  administrator: { id: string; name: string };
  reset: (input: ResetAdministratorInput) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="重置密码"
      question={`重置${name}的密码？`}
      hint={`${name}的登录密码将重置为证件号码后六位，30 天内有效；现有登录会立即退出，下次登录须修改密码。该单位的管理员会收到消息，本次操作记入操作日志。`}
      destructive
      run={() => reset({ id: organizationId, administratorId: id })}
      done={() => toast.success(`${name}的密码已重置为证件号码后六位，下次登录须修改`)}
    />
  );
}
