// §1, §5.1 专业技术人员注册
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { connection } from "next/server";
import { PersonRegistrationForm } from "@/components/registration/person-form";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { firstCaptcha } from "@/lib/auth/captcha";
import { visitorContext } from "@/lib/context";
import { findResumable } from "@/lib/registration/person/queries";
import { readTicket } from "@/lib/registration/ticket";
import { findProgress } from "@/lib/review/registration-progress";
import { searchOrganizations } from "../actions";
import { findDepartments, submit } from "./actions";

export const metadata: Metadata = { title: "专业技术人员注册" };

export default async function RegisterPersonPage({ searchParams }: PageProps<"/register/person">) {
  await connection();
  const { resume } = await searchParams;
  const resumed = resume === "1" ? await findResumed() : undefined;
  // Under review again, approved, or the ticket's time is over: the progress page says which.
  if (resumed === null) redirect("/register/progress?kind=person" as Route);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="专业技术人员注册"
        description={
          <>
            由所在单位审核，通过后用证件号码和密码登录。已提交过的请到{" "}
            <Link
              href={"/register/progress?kind=person" as Route}
              className="text-primary underline underline-offset-4"
            >
              注册审核进度查询
            </Link>
            。
          </>
        }
      />
      {resumed?.reason && (
        <Alert tone="danger" title={`${resumed.reviewer}驳回了您的注册申请`} className="mb-4">
          <p className="whitespace-pre-line">驳回原因：{resumed.reason}</p>
        </Alert>
      )}
      <PersonRegistrationForm
        resumed={resumed}
        firstCaptcha={await firstCaptcha()}
        submit={submit}
        search={searchOrganizations}
        findDepartments={findDepartments}
      />
    </div>
  );
}

/** The rejected or withdrawn registration that this browser's ticket names, with the reason. */
async function findResumed() {
  const id = await readTicket("person");
  if (!id) return null;
  const { db } = await visitorContext();
  const [values, progress] = await Promise.all([
    findResumable(db, id),
    findProgress(db, { id, kind: "person" }),
  ]);
  if (!values) return null;
  return {
    id,
    values,
    reviewer: progress?.rejected?.organizationName,
    reason: progress?.rejected?.opinion,
  };
}
