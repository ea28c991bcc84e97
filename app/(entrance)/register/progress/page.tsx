// §1 注册审核进度查询: what became of a registration, by ID number and password.
import type { Metadata } from "next";
import { connection } from "next/server";
import { ProgressActions } from "@/components/registration/progress-actions";
import { ProgressForm } from "@/components/registration/progress-form";
import { ProgressView } from "@/components/registration/progress-view";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { registrationKinds } from "@/db/enums";
import { firstCaptcha } from "@/lib/auth/captcha";
import { visitorContext } from "@/lib/context";
import { anyTicket } from "@/lib/registration/ticket";
import { findProgress } from "@/lib/review/registration-progress";
import { leave, lookUp, remind, withdraw } from "./actions";

export const metadata: Metadata = { title: "注册审核进度查询" };

export default async function ProgressPage({ searchParams }: PageProps<"/register/progress">) {
  await connection();
  const { kind } = await searchParams;
  const asked = registrationKinds.find((known) => known === kind);
  const ticket = await anyTicket();
  // Asked for one kind of registration, the other kind's ticket is no answer.
  const progress =
    ticket && (asked ?? ticket.kind) === ticket.kind
      ? await findProgress((await visitorContext()).db, ticket)
      : null;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title="注册审核进度查询"
        description="用注册时填写的证件号码和密码，查看由谁审核、审核结果，并可撤回或修改后重新提交。"
      />
      {progress ? (
        <ProgressView
          progress={progress}
          actions={
            <ProgressActions
              id={progress.id}
              kind={progress.kind}
              available={progress.actions}
              reminderRefusal={progress.open ? progress.reminderRefusal : undefined}
              {...{ withdraw, remind, leave }}
            />
          }
        />
      ) : (
        <Card>
          <CardContent>
            <ProgressForm kind={asked ?? "unit"} firstCaptcha={await firstCaptcha()} lookUp={lookUp} />
          </CardContent>
        </Card>
      )}
    </div>
  );
}
