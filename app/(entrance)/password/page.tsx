// §2.1 修改密码
import type { Metadata } from "next";
import { PasswordForm } from "@/components/account/password-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent } from "@/components/ui/card";
import { homeOf, requirePage } from "@/lib/access/require";
import { changePassword } from "./actions";

export const metadata: Metadata = { title: "修改密码" };

export default async function PasswordPage() {
  const { viewer } = await requirePage("account");
  const forced = viewer.mustChangePassword;
  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-4 text-[1.5rem] font-semibold">修改密码</h1>
      {forced && (
        <Alert tone="warning" className="mb-4">
          您正在使用初始密码，请先修改密码，再使用其他功能。
        </Alert>
      )}
      <Card>
        <CardContent>
          <PasswordForm forced={forced} home={homeOf(viewer)} change={changePassword} />
        </CardContent>
      </Card>
    </div>
  );
}
