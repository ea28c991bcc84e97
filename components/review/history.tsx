import type { ReactNode } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import type { ReviewState, StepState } from "@/db/enums";
import { formatDateTime } from "@/lib/date";
import type { RoundStep } from "@/lib/workflow/queries";
import { stageLabels, stateLabels, stepLabels } from "@/lib/workflow/rules";

const tones: Record<StepState, Tone> = {
  waiting: "neutral",
  open: "waiting",
  approved: "success",
  rejected: "danger",
  cancelled: "neutral",
};

type HistoryRound = {
  reviewId: string;
  round: number;
  state: ReviewState;
  submittedAt: Date;
  submittedBy: string | null;
  endedAt: Date | null;
  steps: readonly RoundStep[];
};

/**
 * Every round of a matter as a timeline: which stage, who with which phone number, when, what and why.
 * `contentOf` draws what an earlier round proposed; the latest stands on the page itself.
 */
export function ReviewHistory<Round extends HistoryRound>({
  rounds,
  noun = "",
  contentOf,
}: {
  rounds: readonly Round[];
  /** What was submitted, where the page does not say it: 申报. */
  noun?: string;
  contentOf: (round: Round) => ReactNode;
}) {
  return (
    <div className="space-y-6">
      {rounds.map((round, index) => (
        <section key={round.reviewId} aria-label={`第 ${round.round} 次提交`}>
          {rounds.length > 1 && (
            <h3 className="mb-2 font-semibold">
              第 {round.round} 次提交 <span className="font-normal">· {stateLabels[round.state]}</span>
            </h3>
          )}
          <Timeline label={`第 ${round.round} 次提交的审核进度`}>
            <TimelineItem
              tone="info"
              title={`${round.submittedBy ?? "申请人"} 提交${noun}`}
              time={formatDateTime(round.submittedAt)}
            />
            {round.steps.map((step) => (
              <StepItem key={step.position} step={step} />
            ))}
            {round.state === "withdrawn" && round.endedAt && (
              <TimelineItem title="申请人撤回" time={formatDateTime(round.endedAt)} />
            )}
          </Timeline>
          {index > 0 && (
            <details className="mt-2">
              <summary className="cursor-pointer text-primary">第 {round.round} 次提交的内容</summary>
              <div className="mt-2">{contentOf(round)}</div>
            </details>
          )}
        </section>
      ))}
    </div>
  );
}

function StepItem({ step }: { step: RoundStep }) {
  const moment = step.decidedAt ?? step.openedAt;
  return (
    <TimelineItem
      tone={tones[step.state]}
      title={
        <>
          {stageLabels[step.stage]}审核 <Badge tone={tones[step.state]}>{stepLabels[step.state]}</Badge>
        </>
      }
      time={moment && `${step.decidedAt ? "" : "收到 "}${formatDateTime(moment)}`}
    >
      <p>
        {step.organizationName}（电话 {step.organizationPhone}）
        {step.decidedBy && ` · 审核人 ${step.decidedBy}`}
      </p>
      {step.remindedAt && <p>最近催办 {formatDateTime(step.remindedAt)}</p>}
      {step.opinion && (
        <p className={step.state === "rejected" ? "text-destructive" : undefined}>
          {step.state === "rejected" ? "驳回原因" : "审核意见"}：{step.opinion}
        </p>
      )}
    </TimelineItem>
  );
}
