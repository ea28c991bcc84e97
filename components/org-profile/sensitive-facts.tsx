import { unitItems } from "@/components/org/unit-items";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import {
  administratorLabels,
  changeLabels,
  isAsked,
  sensitiveAdministratorFields,
  sensitiveFields,
} from "@/lib/org/change";
import { unitFieldText } from "@/lib/org/schema";
import type { UnitProfile, UnitRound } from "@/lib/review/unit-profile";

/** The sensitive data while a change waits: field by field what is true, and beside it what is proposed. */
export function SensitiveFacts({
  profile: { unit, administrator },
  proposal,
}: {
  profile: UnitProfile;
  proposal: UnitRound["proposal"];
}) {
  const { changes, administrator: holder } = proposal;
  const shown = sensitiveFields.filter(
    (field) => changes[field] || (field !== "streetCode" && (isAsked(unit.kind, field) || unit[field])),
  );
  const own = holder?.accountId === administrator.id;
  const unitFacts = unitItems(unit, shown).map((item, index) => ({
    ...item,
    value: proposedValue(shown[index] ?? "", item.value, changes),
  }));
  const ownFacts = sensitiveAdministratorFields.map((field) => ({
    label: administratorLabels[field],
    value: own ? proposedValue(field, administrator[field], changes) : administrator[field],
  }));
  const othersFacts =
    holder && !own
      ? sensitiveAdministratorFields
          .filter((field) => changes[field])
          .map((field) => ({
            label: `${holder.name}：${administratorLabels[field]}`,
            value: proposedValue(field, changes[field]?.old, changes),
            wide: true,
          }))
      : [];
  return (
    <Card>
      <CardContent>
        <Facts items={[...unitFacts, ...ownFacts, ...othersFacts]} />
      </CardContent>
    </Card>
  );
}

/** What is true now, and what is proposed instead where the change under review has it. */
export function proposedValue(
  field: string,
  now: string | null | undefined,
  changes: UnitRound["proposal"]["changes"],
) {
  const change = changes[field];
  if (!change) return now;
  return (
    <>
      <span className="text-muted-foreground">{now || "（空）"}</span> <span aria-hidden>→ </span>
      <span className="sr-only">{changeLabels[field]}拟改为</span>
      <span className="font-medium">{change.new ? unitFieldText(field, change.new) : "（空）"}</span>{" "}
      <Badge tone="waiting">审核中</Badge>
    </>
  );
}
