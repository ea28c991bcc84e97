import type { Route } from "next";
import Link from "next/link";
import { FileLinks } from "@/components/attachment/file-links";
import { PersonChanges } from "@/components/review/matters/person-change";
import { RemindButton } from "@/components/review/remind-button";
import { StateBadge } from "@/components/review/state-badge";
import { waitingItems } from "@/components/review/waiting-items";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { formatDateTime, formatRelative } from "@/lib/date";
import { changeEvidence, changeGroupNames } from "@/lib/person/change";
import { titleFields } from "@/lib/person/profile";
import type { OwnChange } from "@/lib/review/person-change";
import { availableActions } from "@/lib/workflow/rules";
import { type OwnChangeAction, WithdrawChange } from "./withdraw-change";

/**
 * The professional's latest change as long as something is to be done or waited for: what it asks for field by field,
 * who has to decide since when, or why it was turned down.
 */
export function OwnChangeCard({
  personId,
  change,
  changeable,
  withdraw,
  remind,
}: {
  personId: string;
  change: OwnChange;
  /** Whether it can be submitted again now. */
  changeable: boolean;
  withdraw: OwnChangeAction;
  remind: OwnChangeAction;
}) {
  const { state, steps, proposal, submittedAt } = change;
  const open = steps.find((step) => step.state === "open");
  const rejected = steps.find((step) => step.state === "rejected");
  const decided = steps.filter((step) => step.decidedAt !== null).length;
  const available = availableActions(state, { decided });
  return (
    <Card className="mb-4">
      <CardHeader
        title={
          <>
            资料变更：{proposal.title} <StateBadge state={state} stage={open?.stage} />
          </>
        }
        actions={
          <>
            {open && <RemindButton id={personId} step={open} remind={remind} />}
            {available.includes("withdraw") && (
              <WithdrawChange id={personId} title={proposal.title} withdraw={withdraw} />
            )}
            {changeable && available.includes("edit") && (
              <Button asChild>
                <Link href={againHref(change)}>修改后重新提交</Link>
              </Button>
            )}
          </>
        }
      />
      <CardContent className="space-y-4">
        {rejected && (
          <Alert tone="danger" title={`${rejected.organizationName}驳回了本次变更`}>
            <p>驳回原因：{rejected.opinion}</p>
          </Alert>
        )}
        {open && (
          <Facts
            items={[
              ...waitingItems(open),
              {
                label: "提交时间",
                value: `${formatDateTime(submittedAt)}（${formatRelative(submittedAt)}）`,
              },
              ...(open.remindedAt ? [{ label: "上次催办", value: formatDateTime(open.remindedAt) }] : []),
            ]}
          />
        )}
        <PersonChanges proposal={proposal} />
        <ChangeFiles files={change.files} />
      </CardContent>
    </Card>
  );
}

/** The short form where only the title was to change. */
const againHref = ({ proposal }: OwnChange): Route =>
  (Object.keys(proposal.changes).every((field) => (titleFields as readonly string[]).includes(field))
    ? "/me/profile/title?again=1"
    : "/me/profile/change?again=1") as Route;

/** What a change cited, as links. */
export const ChangeFiles = ({ files }: { files: OwnChange["files"] }) => (
  <FileLinks
    files={files.map((file) => {
      const group = changeGroupNames.find((name) => name === file.evidence) ?? "identity";
      return { ...file, evidenceLabel: changeEvidence[group].label };
    })}
  />
);
