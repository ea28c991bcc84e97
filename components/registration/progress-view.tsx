import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import type { z } from "zod";
import { ReviewHistory } from "@/components/review/history";
import { personRegistrationDrawing } from "@/components/review/matters/person-registration";
import { unitRegistrationDrawing } from "@/components/review/matters/unit-registration";
import { StateBadge } from "@/components/review/state-badge";
import { waitingItems } from "@/components/review/waiting-items";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { formatDateTime, formatRelative } from "@/lib/date";
import { portalOfRegistration, registrationKindLabels } from "@/lib/registration/progress/schema";
import type { PersonRegistrationProposal } from "@/lib/review/person-registration";
import type { RegistrationProgress } from "@/lib/review/registration-progress";
import type { unitRegistrationKind } from "@/lib/review/unit-registration";

/** How a registration stands, as its applicant reads it: who has to decide, since when, and what was said. */
export function ProgressView({ progress, actions }: { progress: RegistrationProgress; actions: ReactNode }) {
  const { kind, state, open, rejected, rounds } = progress;
  const [latest] = rounds;
  return (
    <div className="space-y-4">
      {state === "pending" && (
        <Alert tone="success" role="status" title="注册信息已提交审核，请耐心等待">
          <p>审核通过后即可登录。</p>
        </Alert>
      )}
      {rejected && (
        <Alert tone="danger" title={`${rejected.organizationName}驳回了您的注册申请`}>
          <p className="whitespace-pre-line">驳回原因：{rejected.opinion}</p>
        </Alert>
      )}
      {state === "withdrawn" && (
        <Alert tone="info" title="您已撤回注册申请">
          <p>可以修改后重新提交。</p>
        </Alert>
      )}
      {state === "approved" && (
        <Alert tone="success" title="注册已审核通过">
          <p className="mb-2">请使用注册时填写的证件号码和密码登录。</p>
          <Button asChild>
            <Link href={`/login?portal=${portalOfRegistration[kind]}` as Route}>去登录</Link>
          </Button>
        </Alert>
      )}
      <Card>
        <CardHeader title="审核状态" />
        <CardContent className="space-y-4">
          <Facts
            items={[
              { label: "注册类型", value: registrationKindLabels[kind] },
              { label: "申请人", value: progress.name },
              { label: "当前状态", value: <StateBadge state={state} /> },
              {
                label: "提交时间",
                value: progress.submittedAt && formatDateTime(progress.submittedAt),
              },
              ...(open
                ? [
                    ...waitingItems(open),
                    {
                      label: "等待审核",
                      value:
                        open.openedAt &&
                        `自 ${formatDateTime(open.openedAt)} 起（${formatRelative(open.openedAt)}）`,
                      wide: true,
                    },
                  ]
                : []),
            ]}
          />
          {actions}
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="审核进度" />
        <CardContent>
          <ReviewHistory
            rounds={rounds}
            contentOf={(round) => <Content kind={kind} proposal={round.proposal} />}
          />
        </CardContent>
      </Card>
      {latest && (
        <Card>
          <CardHeader title="提交的内容" />
          <CardContent>
            <Content kind={kind} proposal={latest.proposal} />
          </CardContent>
        </Card>
      )}
    </div>
  );
}

type UnitProposal = z.output<(typeof unitRegistrationKind)["proposal"]>;

/** What a round proposed, drawn as its reviewer sees it, without the files. */
function Content({
  kind,
  proposal,
}: {
  kind: RegistrationProgress["kind"];
  proposal: Record<string, unknown>;
}) {
  // Both were written by the kind's own submission, whose schema they fit.
  return kind === "unit" ? (
    <unitRegistrationDrawing.Detail proposal={proposal as UnitProposal} />
  ) : (
    <personRegistrationDrawing.Detail proposal={proposal as PersonRegistrationProposal} />
  );
}
