import type { ReactNode } from "react";
import { StateBadge } from "@/components/review/state-badge";
import { waitingItems } from "@/components/review/waiting-items";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { formatDateTime, formatRelative } from "@/lib/date";
import type { TransferRow } from "@/lib/transfer/queries";
import type { RoundStep } from "@/lib/workflow/queries";

/** A transfer that waits: to whom, since when, who decides and how to reach them, and what can be done meanwhile. */
export function OpenTransfer({
  transfer,
  step,
  actions,
}: {
  transfer: TransferRow;
  /** The step that is open. */
  step: Pick<RoundStep, "organizationName" | "organizationPhone" | "openedAt" | "remindedAt"> | undefined;
  /** 撤回, 催办. */
  actions: ReactNode;
}) {
  return (
    <Card>
      <CardHeader
        title={`调入 ${transfer.to.name}`}
        actions={<StateBadge state={transfer.state} stage="employer" />}
      />
      <CardContent className="space-y-5">
        <Facts
          items={[
            { label: "调出单位", value: transfer.fromName },
            { label: "调入单位", value: transfer.to.name },
            {
              label: "提交时间",
              value: `${formatDateTime(transfer.submittedAt)}（${formatRelative(transfer.submittedAt)}）`,
            },
            ...(step ? waitingItems(step) : []),
            { label: "上次催办", value: step?.remindedAt && formatDateTime(step.remindedAt) },
            {
              label: "调转原因",
              value: <span className="whitespace-pre-line">{transfer.reason}</span>,
              wide: true,
            },
          ]}
        />
        <p className="text-muted-foreground">审核期间不能提交学时申报和人员信息修改。</p>
        <div className="flex flex-wrap gap-2">{actions}</div>
      </CardContent>
    </Card>
  );
}
