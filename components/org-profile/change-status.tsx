import type { ReactNode } from "react";
import { FileLinks } from "@/components/attachment/file-links";
import { UnitChanges } from "@/components/review/matters/unit-change";
import { RemindButton } from "@/components/review/remind-button";
import { Alert } from "@/components/ui/alert";
import type { UploadedFile } from "@/lib/attachment/schema";
import { formatDateTime } from "@/lib/date";
import type { ActionResult } from "@/lib/result";
import type { UnitRound } from "@/lib/review/unit-profile";
import { availableActions } from "@/lib/workflow/rules";
import { WithdrawChange } from "./withdraw-change";

/** Of the unit's last change: while it waits who decides and since when, with 撤回 and 催办; turned down: why. */
export function ChangeStatus({
  id,
  round: { state, proposal, steps, submittedAt },
  next,
  withdraw,
  remind,
}: {
  /** The unit's. */
  id: string;
  round: UnitRound;
  /** What to do after it was turned down or taken back. */
  next: ReactNode;
  withdraw: (input: { id: string }) => Promise<ActionResult<unknown>>;
  remind: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  const [step] = steps;
  if (!step || state === "approved") return null;
  if (state === "withdrawn")
    return <Alert title={`对${proposal.title}的修改已撤回，尚未重新提交`}>{next}</Alert>;
  if (state === "rejected") {
    return (
      <Alert tone="danger" title={`${step.organizationName}驳回了对${proposal.title}的修改`}>
        <p className="wrap-anywhere">驳回原因：{step.opinion}</p>
        {next}
      </Alert>
    );
  }
  const decided = steps.filter((one) => one.decidedAt !== null).length;
  return (
    <Alert tone="warning" title={`等待${step.organizationName}审核`}>
      <p>
        对{proposal.title}的修改自 {formatDateTime(submittedAt)} 起等待，咨询电话 {step.organizationPhone}
        。审核通过前，本单位信息仍为原内容，不能再提交其他修改。
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {availableActions(state, { decided }).includes("withdraw") && (
          <WithdrawChange id={id} title={proposal.title} withdraw={withdraw} />
        )}
        {step.state === "open" && <RemindButton id={id} step={step} remind={remind} />}
      </div>
    </Alert>
  );
}

/** What a round proposed: old beside new, and the files that it cites. */
export function ChangeContent({
  proposal,
  files,
}: {
  proposal: UnitRound["proposal"];
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
