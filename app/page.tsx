// The platform's front page: the three portals of chapter 2, the verification of a 学时证明, and the manual as help.
import { Building2, ChevronRight, Landmark, UserRound } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { VerifyForm } from "@/components/certificate/verify-form";
import { EntranceShell } from "@/components/shell/entrance-shell";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { site } from "@/lib/site";

const portals = [
  {
    slug: "professional",
    label: "专业技术人员",
    purpose: "申报学时、查看审核进度、打印学时证明",
    icon: UserRound,
  },
  {
    slug: "employer",
    label: "用人单位",
    purpose: "替本单位人员申报学时，审批本单位的学时申报",
    icon: Building2,
  },
  {
    slug: "authority",
    label: "主管部门/人社",
    purpose: "审批下级单位报来的学时申报",
    icon: Landmark,
  },
] as const;

const registrations = [
  { href: "/register/unit", label: "用人单位注册" },
  { href: "/register/person", label: "专业技术人员注册" },
  { href: "/register/progress", label: "注册审核进度查询" },
] as const;

const loginErrors = [
  { message: "账户号或密码错误", solution: "请重新录入您的账户、密码登录即可。账户是您的身份证号。" },
  {
    message: "验证码错误",
    solution: "请重新录入正确的验证码。如果验证码看不清，可以点击验证码，验证码会自动更换。",
  },
  {
    message: "此账号还未被审核",
    solution: "请主动联系上级部门管理员（上级主管部门或同级人社部门）催其审核。",
  },
];

const chapters: { title: string; body: ReactNode }[] = [
  {
    title: "注册",
    body: "用人单位注册分两步：单位信息和单位管理员信息，带红色星号的为必填项。证件号码注册后不可修改，作为系统的登录账户使用。没有统一社会信用代码的，请人社部门出具临时编码。被驳回的，在“注册审核进度查询”看到原因，修改后重新提交。",
  },
  {
    title: "资料管理与人员调转",
    body: "单位的基本信息修改后立即生效，名称、代码等敏感信息须经上级部门审核。专业技术人员的联系方式可以随时修改，职称、学历等变更由所在单位审核；换了单位的，提交人员调转，由调入单位同意后转入，已通过的学时随人转移。",
  },
  {
    title: "学时申报",
    body: "专业技术人员可以自己申报，用人单位也可以替本单位人员申报。不同的学习形式，录入的内容也不一样，学时按规定折算。证明材料为 PDF、JPG 或 PNG，每个不超过 10 MB。没有填完可以先保存草稿，提交申报后进入审核。",
  },
  {
    title: "申报进度查询",
    body: "每一条申报都可以看到审核到了哪一级、由哪个单位审核、何时审核、结果和原因，以及该单位的联系电话。还没有单位审核时可以撤回；被驳回的，按原因修改后可以重新提交。",
  },
  {
    title: "学时审批",
    body: "用人单位、上级主管部门和人社局在“学时审批”中查看待审核和已审核的记录，可以进行通过、驳回、详细等操作，也可以批量通过、全部通过、批量驳回、全部驳回。驳回时须写明原因。",
  },
  {
    title: "专技人员信息查询与学时证明",
    body: "用人单位在“专技人员信息查询”中查看本单位人员的学时记录，打印学时证明；专业技术人员也可以自己打印。证明上有验证码和二维码，任何人都可以在本页或扫码验证真伪。",
  },
  {
    title: "修改密码",
    body: "登录后点击右上角的姓名，在下拉菜单中选择“修改密码”。需要先录入原密码，才能改为新密码。同一菜单中的“退出登录”用于退出。",
  },
];

export default function FrontPage() {
  return (
    <EntranceShell>
      <h1 className="text-[1.5rem] leading-snug font-semibold sm:text-[1.75rem]">{site.name}</h1>
      <p className="mt-1 text-muted-foreground">{site.authority}</p>

      <div className="mt-6 grid gap-5 lg:grid-cols-3">
        <section aria-labelledby="login" className="lg:col-span-2">
          <h2 id="login" className="mb-3 text-[1.125rem] font-semibold">
            登录
          </h2>
          <ul className="grid gap-3">
            {portals.map(({ slug, label, purpose, icon: Icon }) => (
              <li key={slug}>
                <Link
                  href={`/login?portal=${slug}`}
                  className="group flex items-center gap-4 rounded-lg border bg-card p-4 hover:border-primary"
                >
                  <span className="flex size-11 shrink-0 items-center justify-center rounded-md bg-primary-soft text-primary">
                    <Icon aria-hidden className="size-5" />
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className="block font-semibold group-hover:text-primary">{label}登录</span>
                    <span className="block text-[0.875rem] text-muted-foreground">{purpose}</span>
                  </span>
                  <ChevronRight aria-hidden className="size-5 text-muted-foreground" />
                </Link>
              </li>
            ))}
          </ul>
          <h2 id="register" className="mt-5 mb-3 text-[1.125rem] font-semibold">
            注册
          </h2>
          <ul className="grid gap-3 sm:grid-cols-3">
            {registrations.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  className="flex min-h-11 items-center justify-between rounded-lg border bg-card px-4 py-2 font-medium hover:border-primary hover:text-primary"
                >
                  {label}
                  <ChevronRight aria-hidden className="size-5 text-muted-foreground" />
                </Link>
              </li>
            ))}
          </ul>
        </section>

        <section aria-labelledby="verify">
          <h2 id="verify" className="mb-3 text-[1.125rem] font-semibold">
            学时证明验证
          </h2>
          <Card>
            <CardContent>
              <VerifyForm />
            </CardContent>
          </Card>
        </section>
      </div>

      <div className="mt-6 grid items-start gap-5 lg:grid-cols-3">
        <Card className="lg:col-span-2">
          <CardHeader title="通知" />
          <CardContent className="space-y-4">
            <Notice title="学时申报怎样审核">
              提交申报后，依次由用人单位、上级主管部门、人社局审批；全部通过后，本次学时申报成功。直属人社局的单位，由用人单位和人社局两级审批。
            </Notice>
            <Notice title="由单位导入的人员首次登录">
              无需注册，用导入的身份证号登录即可，初始密码为身份证后六位数。首次登录须先修改密码，才能使用其他功能；忘记密码的，请联系本单位管理员重置。
            </Notice>
            <Notice title="单位和个人怎样注册">
              用人单位选派一名人员作为单位管理员，按提示填写信息并提交注册，由主管部门或同级人社部门审核；专业技术人员选择所在单位注册，由单位审核。审核通过后即可登录，审核到了哪里可以在“注册审核进度查询”查看。没有机构代码，或找不到对应的主管部门，请拨打咨询电话
              {site.phone}。
            </Notice>
          </CardContent>
        </Card>

        <Card>
          <CardHeader title="常见登录错误信息" />
          <CardContent>
            <dl className="space-y-3">
              {loginErrors.map(({ message, solution }) => (
                <div key={message}>
                  <dt className="font-medium">{message}</dt>
                  <dd className="text-[0.9375rem] text-muted-foreground">{solution}</dd>
                </div>
              ))}
            </dl>
          </CardContent>
        </Card>
      </div>

      <section aria-labelledby="help" className="mt-6">
        <h2 id="help" className="mb-3 text-[1.125rem] font-semibold">
          使用帮助
        </h2>
        <div className="divide-y rounded-lg border bg-card">
          {chapters.map(({ title, body }) => (
            <details key={title} className="group px-4">
              <summary className="flex min-h-12 list-none items-center gap-2 font-medium [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="size-4 text-muted-foreground transition-transform group-open:rotate-90"
                />
                {title}
              </summary>
              <p className="max-w-prose pb-4 pl-6 text-muted-foreground">{body}</p>
            </details>
          ))}
        </div>
      </section>
    </EntranceShell>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <p className="text-muted-foreground">{children}</p>
    </div>
  );
}
