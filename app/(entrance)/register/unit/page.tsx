// §1 用人单位注册
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { UnitRegistrationForm } from "@/components/registration/unit-form";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { visitorContext } from "@/lib/context";
import { findInvitingUnit, rootBureau } from "@/lib/registration/queries";
import { readTicket } from "@/lib/registration/ticket";
import { findReturnedUnit } from "@/lib/review/unit-registration";
import { site } from "@/lib/site";
import { searchOrganizations } from "../actions";
import { submitUnit } from "./actions";

export const metadata: Metadata = { title: "用人单位注册" };

export default async function RegisterUnitPage({ searchParams }: PageProps<"/register/unit">) {
  const { under, resume } = await searchParams;
  const { db } = await visitorContext();
  const token = typeof under === "string" ? under : "";
  const [returned, inviting, bureau] = await Promise.all([
    resume === "1" ? readTicket("unit").then((id) => (id ? findReturnedUnit(db, id) : null)) : null,
    token ? findInvitingUnit(db, token) : null,
    rootBureau(db),
  ]);
  // Under review again, approved, or the ticket's time is over: the progress page says which.
  if (resume === "1" && !returned) redirect("/register/progress?kind=unit" as Route);

  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="用人单位注册"
        description={
          <>
            由主管部门或同级人社部门审核，通过后单位管理员用证件号码和密码登录。已提交过的请到{" "}
            <Link
              href={"/register/progress?kind=unit" as Route}
              className="text-primary underline underline-offset-4"
            >
              注册审核进度查询
            </Link>
            。
          </>
        }
      />
      {returned?.rejection && (
        <Alert tone="danger" title={`${returned.rejection.organization}驳回了注册申请`} className="mb-4">
          <p className="whitespace-pre-line">驳回原因：{returned.rejection.opinion}</p>
          <p>请修改后重新提交。如有疑问，请联系该单位，电话：{returned.rejection.phone}</p>
        </Alert>
      )}
      {token && !inviting && (
        <Alert tone="warning" title="注册链接已停用或已过期" className="mb-4">
          <p>请核对链接是否完整，或向上级单位索取新的链接；也可以在下面自行选择上级部门注册。</p>
        </Alert>
      )}
      <UnitRegistrationForm
        returned={returned && { id: returned.id, values: returned.values }}
        inviting={inviting}
        bureau={bureau ?? { name: site.authority, phone: site.phone }}
        submit={submitUnit}
        search={searchOrganizations}
      />
    </div>
  );
}
