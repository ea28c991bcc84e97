import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { Timeline, TimelineItem } from "@/components/ui/timeline";
import type { AccountState, PersonState } from "@/db/enums";
import { formatDateTime } from "@/lib/date";
import type { Closing } from "@/lib/person/account/queries";
import { personStateLabels } from "@/lib/person/schema";
import type { StateChange } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";
import { PersonStateBadge, stateTones } from "./state-badge";

const accountLabels: Record<AccountState, string> = { active: "正常", disabled: "停用", closed: "已注销" };

/** 人员状态 of a person with all its changes, the latest first, and of the account. */
export function StateCard({
  person: { name, state, accountState },
  changes,
  closing,
  actions,
}: {
  person: { name: string; state: PersonState; accountState: AccountState | null };
  changes: readonly StateChange[];
  /** Of an account that is closed. */
  closing: Closing | null;
  actions?: ReactNode;
}) {
  const [latest] = changes;
  return (
    <Card>
      <CardHeader title="人员状态" actions={actions} />
      <CardContent className="space-y-5">
        <Facts
          items={[
            {
              label: "人员状态",
              value: (
                <>
                  <PersonStateBadge state={state} />
                  {latest && ` 自 ${latest.effectiveOn} 起`}
                </>
              ),
            },
            { label: "登录账户", value: <Account state={accountState} /> },
            { label: "说明", value: stateRules[state].meaning, wide: true },
            ...(closing
              ? [
                  {
                    label: "账户注销",
                    value: `${formatDateTime(closing.at)} 由${closing.actorName}注销，原因：${closing.reason}`,
                    wide: true,
                  },
                ]
              : []),
          ]}
        />
        {changes.length > 0 && (
          <Timeline label={`${name}的人员状态变更记录`}>
            {changes.map((change) => (
              <TimelineItem
                key={change.id}
                tone={stateTones[change.toState]}
                title={titleOf(change)}
                time={`${change.effectiveOn} 生效`}
              >
                <p>原因：{change.reason}</p>
                <p>
                  {change.organizationName} {change.actorName} · {formatDateTime(change.createdAt)}
                </p>
              </TimelineItem>
            ))}
          </Timeline>
        )}
      </CardContent>
    </Card>
  );
}

function titleOf({ fromState, toState }: StateChange): string {
  if (fromState === toState) return `${personStateLabels[toState]}，更正生效日期`;
  return `${personStateLabels[fromState]} → ${personStateLabels[toState]}`;
}

function Account({ state }: { state: AccountState | null }) {
  if (state === null) return "没有账户";
  return <Badge tone={state === "active" ? "success" : "neutral"}>{accountLabels[state]}</Badge>;
}
