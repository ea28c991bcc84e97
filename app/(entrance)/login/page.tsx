// §2 登录
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/account/login-form";
import { Card, CardContent } from "@/components/ui/card";
import { portals } from "@/db/enums";
import { homeOf } from "@/lib/access/require";
import { getViewer } from "@/lib/access/viewer";
import { firstCaptcha } from "@/lib/auth/captcha";
import { localPath } from "@/lib/auth/rules";

export const metadata: Metadata = { title: "登录" };

const registrationLinks = [
  { href: "/register", label: "注册" },
  { href: "/register/progress", label: "注册审核进度查询" },
] as const;

export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  const { portal, next } = await searchParams;
  const viewer = await getViewer();
  if (viewer?.mustChangePassword) redirect("/password");
  if (viewer) redirect((localPath(String(next ?? "")) as Route | null) ?? homeOf(viewer));

  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-4 text-[1.5rem] font-semibold">登录</h1>
      <Card>
        <CardContent>
          <LoginForm
            portal={portals.find((known) => known === portal) ?? "employer"}
            firstCaptcha={await firstCaptcha()}
          />
        </CardContent>
      </Card>
      <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1">
        还没有账号？
        {registrationLinks.map(({ href, label }) => (
          <Link key={href} href={href} className="text-primary underline-offset-4 hover:underline">
            {label}
          </Link>
        ))}
      </p>
      <ul className="mt-4 list-disc space-y-1 pl-5 text-[0.875rem] text-muted-foreground">
        <li>
          导入或重置的账户，初始密码为证件号码后六位（X 大写或小写均可），30 天内有效，首次登录后须修改。
        </li>
        <li>忘记密码：专业技术人员请联系本单位管理员重置；单位管理员请联系上级部门管理员。</li>
      </ul>
    </div>
  );
}
