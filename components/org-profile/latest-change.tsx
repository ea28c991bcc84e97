import type { Route } from "next";
import Link from "next/link";
import { FileLinks } from "@/components/attachment/file-links";
import { UnitChanges } from "@/components/review/matters/unit-change";
import { RemindButton } from "@/components/review/remind-button";
import { StateBadge } from "@/components/review/state-badge";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import type { UploadedFile } from "@/lib/attachment/schema";
import { formatDateTime } from "@/lib/date";
import type { ActionResult } from "@/lib/result";
import type { UnitChangeProposal, UnitProfile } from "@/lib/review/unit-change";
import { availableActions } from "@/lib/workflow/rules";
import { WithdrawChange } from "./withdraw-change";

/** The unit's last change: while it waits who decides and since when, afterwards how it ended and what to do. */
export function LatestChange({
  id,
  round,
  files,
  withdraw,
  remind,
}: {
  /** The unit's. */
  id: string;
  round: UnitProfile["rounds"][number];
  files: readonly UploadedFile[];
  withdraw: (input: { id: string }) => Promise<ActionResult<unknown>>;
  remind: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  const { state, proposal, steps } = round;
  const [step] = steps;
  const decided = steps.filter((one) => one.decidedAt !== null).length;
  const actions = availableActions(state, { decided });
  return (
    <Card>
      <CardHeader
        title={
          <>
            {state === "pending" ? "正在审核的修改" : "最近一次修改"} <StateBadge state={state} />
          </>
        }
        description={proposal.title}
        actions={
          <>
            {actions.includes("withdraw") && (
              <WithdrawChange id={id} title={proposal.title} withdraw={withdraw} />
            )}
            {step?.state === "open" && <RemindButton id={id} step={step} remind={remind} />}
            {actions.includes("edit") && (
              <Button asChild>
                <Link href={(proposal.parent ? "/profile/superior" : "/profile/change") as Route}>
                  修改后重新提交
                </Link>
              </Button>
            )}
          </>
        }
      />
      <CardContent className="space-y-4">
        {step?.state === "open" && (
          <Alert tone="warning" title={`等待${step.organizationName}审核`}>
            <p>
              自 {formatDateTime(round.submittedAt)} 起等待，咨询电话 {step.organizationPhone}
              。审核通过前，本单位信息仍为原内容。
            </p>
          </Alert>
        )}
        {step?.state === "rejected" && (
          <Alert tone="danger" title={`${step.organizationName}驳回了本次修改`}>
            <p className="wrap-anywhere">驳回原因：{step.opinion}</p>
          </Alert>
        )}
        <ChangeContent proposal={proposal} files={files} />
      </CardContent>
    </Card>
  );
}

/** What a round proposed: old beside new, and the files that it cites. */
export function ChangeContent({
  proposal,
  files,
}: {
  proposal: UnitChangeProposal;
  files: readonly UploadedFile[];
}) {
  const cited = proposal.evidence.flatMap(({ attachmentId }) =>
    files.filter(({ id }) => id === attachmentId).map((file) => ({ ...file, evidenceLabel: "证明材料" })),
  );
  return (
    <div className="space-y-3">
      <UnitChanges proposal={proposal} />
      <FileLinks files={cited} />
    </div>
  );
}
