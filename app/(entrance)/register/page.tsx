// §1 注册: who registers, or wants to know how far it is.
import { Building2, ChevronRight, ClipboardList, UserRound } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "注册" };

const ways = [
  {
    path: "/register/unit",
    label: "用人单位注册",
    purpose: "由单位选派一名管理员填写单位和管理员信息，提交主管部门或同级人社部门审核",
    icon: Building2,
  },
  {
    path: "/register/person",
    label: "专业技术人员注册",
    purpose: "选择所在单位，填写本人信息，提交单位审核；由单位导入的人员无需注册，直接登录",
    icon: UserRound,
  },
  {
    path: "/register/progress",
    label: "注册审核进度查询",
    purpose: "用证件号码和密码查看由谁审核、何时提交；可以撤回，被驳回的可以修改后重新提交",
    icon: ClipboardList,
  },
] as const;

export default function RegisterPage() {
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="注册" description="证件号码注册后不可修改，作为登录账户使用。" />
      <ul className="grid gap-3">
        {ways.map(({ path, label, purpose, icon: Icon }) => (
          <li key={path}>
            <Link
              href={path as Route}
              className="group flex items-center gap-4 rounded-lg border bg-card p-4 hover:border-primary"
            >
              <span className="flex size-11 shrink-0 items-center justify-center rounded-md bg-primary-soft text-primary">
                <Icon aria-hidden className="size-5" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block font-semibold group-hover:text-primary">{label}</span>
                <span className="block text-[0.875rem] text-muted-foreground">{purpose}</span>
              </span>
              <ChevronRight aria-hidden className="size-5 shrink-0 text-muted-foreground" />
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-muted-foreground">
        已有账户，直接{" "}
        <Link href="/login" className="text-primary underline underline-offset-4">
          登录
        </Link>
        。
      </p>
    </div>
  );
}
