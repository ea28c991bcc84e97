"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { AccountState } from "@/db/enums";
import type { ActionResult } from "@/lib/result";
import { administratorsPath } from "./path";

type IdAction = (input: { id: string }) => Promise<ActionResult<{ name: string }>>;

/** 重置密码, 禁用 / 启用 and 删除 of an administrator within the viewer's rights. */
export function AdministratorActions({
  administrator: { id, name, state },
  resetPassword,
  disable,
  enable,
  remove,
}: {
  administrator: { id: string; name: string; state: AccountState };
  resetPassword: IdAction;
  disable: IdAction;
  enable: IdAction;
  remove: IdAction;
}) {
  const router = useRouter();
  return (
    <>
      <ConfirmButton
        label="重置密码"
        question={`重置${name}的密码？`}
        hint={`${name}的登录密码将重置为证件号码后六位，30 天内有效；现有登录会立即退出，下次登录须修改密码。`}
        destructive
        run={() => resetPassword({ id })}
        done={() => toast.success(`${name}的密码已重置为证件号码后六位，下次登录须修改`)}
      />
      {state === "active" ? (
        <ConfirmButton
          label="禁用"
          question={`禁用${name}的账号？`}
          hint={`禁用后，${name}立即退出，不能再登录；角色和数据范围保留，可随时重新启用。`}
          destructive
          run={() => disable({ id })}
          done={() => toast.success(`${name}的账号已禁用`)}
        />
      ) : (
        <ConfirmButton
          label="启用"
          question={`启用${name}的账号？`}
          hint={`启用后，${name}可以用原来的密码登录，角色和数据范围不变。`}
          run={() => enable({ id })}
          done={() => toast.success(`${name}的账号已启用`)}
        />
      )}
      <ConfirmButton
        label="删除"
        question={`删除管理员${name}？`}
        hint={`删除后，${name}立即退出，不能再登录，也不能恢复；其办理过的业务和操作日志保留。证件号码可以重新用于新增管理员。`}
        destructive
        run={() => remove({ id })}
        done={() => {
          toast.success(`管理员${name}已删除`);
          router.push(administratorsPath as Route);
        }}
      />
    </>
  );
}
