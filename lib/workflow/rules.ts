import type { MatterState, OrganizationKind, StepState } from "@/db/enums";
import { formatDate } from "@/lib/date";

/** What can be done with a matter. */
export type MatterAction = "edit" | "delete" | "submit" | "withdraw";

/** The state machine: every state, and what who proposed the matter may do in it. Deciding needs an open step. */
const actionsByState = {
  draft: ["edit", "submit", "delete"],
  pending: ["withdraw"],
  approved: [],
  rejected: ["edit", "submit"],
  withdrawn: ["edit", "submit"],
} as const satisfies Record<MatterState, readonly MatterAction[]>;

/**
 * What who proposed a matter may do now. The buttons and the server ask this same function.
 * `decided`: how many steps of the present round are decided; a matter can be withdrawn only before the first.
 */
export function availableActions(
  state: MatterState,
  { decided }: { decided: number },
): readonly MatterAction[] {
  const actions: readonly MatterAction[] = actionsByState[state];
  return decided > 0 ? actions.filter((action) => action !== "withdraw") : actions;
}

/** A reviewer can be asked to hurry (催办) after so many days. */
const reminderDays = 3;

/** Why 催办 is not possible now, as a sentence; null: it is. Once a calendar day, after `reminderDays` of waiting. */
export function reminderRefusal(
  { openedAt, remindedAt }: { openedAt: Date | null; remindedAt: Date | null },
  now: Date,
): string | null {
  if (!openedAt || now.getTime() - openedAt.getTime() < reminderDays * 86_400_000) {
    return `等待满 ${reminderDays} 天后可以催办`;
  }
  return remindedAt && formatDate(remindedAt) === formatDate(now) ? "今天已催办，明天可以再次催办" : null;
}

/** Names of the states, as every badge shows them. */
export const stateLabels: Record<MatterState, string> = {
  draft: "草稿",
  pending: "待审核",
  approved: "已通过",
  rejected: "已驳回",
  withdrawn: "已撤回",
};

/** Names of the stages (§6: 用人单位—上级主管部门—人社局). */
export const stageLabels: Record<OrganizationKind, string> = {
  employer: "用人单位",
  authority: "上级主管部门",
  bureau: "人社局",
};

export const stepLabels: Record<StepState, string> = {
  waiting: "未到",
  open: "待审核",
  approved: "通过",
  rejected: "驳回",
  cancelled: "未审核",
};

/** What a decision makes of the step it decides. */
export const decisions = ["approve", "reject"] as const;
export type Decision = (typeof decisions)[number];
export const decidedState = { approve: "approved", reject: "rejected" } as const satisfies Record<
  Decision,
  StepState
>;

/**
 * 已通过 12 条，1 条已被他人处理: what a batch did, as its toast says it. `called`: what the kind
 * calls this decision.
 */
export function outcomeSentence(
  decision: Decision,
  { done, skipped }: { done: number; skipped: number },
  called = decision === "approve" ? "通过" : "驳回",
) {
  const verb = `已${called}`;
  return skipped > 0
    ? `${verb} ${done.toLocaleString("zh-CN")} 条，${skipped.toLocaleString("zh-CN")} 条已被他人处理或撤回`
    : `${verb} ${done.toLocaleString("zh-CN")} 条`;
}
