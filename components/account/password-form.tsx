"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { PasswordField } from "@/components/form/choice-fields";
import { Form, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { type ChangePasswordInput, changePasswordSchema } from "@/lib/account/schema";
import type { ActionResult } from "@/lib/result";
import { logOut } from "./log-out";
import { NewPasswordFields } from "./new-password-fields";

/** §2.1 修改密码. */
export function PasswordForm({
  forced,
  home,
  change,
}: {
  /** The old password is the initial one: there is no way on but to change it. */
  forced: boolean;
  /** Where to go afterwards. */
  home: Route;
  change: (input: ChangePasswordInput) => Promise<ActionResult<void>>;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: changePasswordSchema,
    defaultValues: { oldPassword: "", newPassword: "", confirmation: "" },
    action: change,
    onSuccess: () => {
      toast.success("密码已修改，其他设备上的登录已退出");
      router.push(home);
    },
  });
  return (
    <Form form={form}>
      <PasswordField<ChangePasswordInput>
        name="oldPassword"
        label="原密码"
        hint={forced && "即登录时使用的初始密码：证件号码后六位"}
        autoComplete="current-password"
        required
      />
      <NewPasswordFields names={["newPassword", "confirmation"]} label="新密码" required />
      <div className="flex flex-wrap gap-3">
        <SubmitButton>确认修改</SubmitButton>
        {forced ? (
          <Button variant="outline" onClick={logOut}>
            退出登录
          </Button>
        ) : (
          <Button asChild variant="outline">
            <Link href={home}>返回</Link>
          </Button>
        )}
      </div>
    </Form>
  );
}
