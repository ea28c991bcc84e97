import { Badge } from "@/components/ui/badge";
import type { AccountState } from "@/db/enums";
import { administratorStateLabels } from "@/lib/administrator/schema";

export function AdministratorStateBadge({ state }: { state: AccountState }) {
  return <Badge tone={state === "active" ? "success" : "neutral"}>{administratorStateLabels[state]}</Badge>;
}

/** Beside a name: who may everything. */
export function FullBadge() {
  return (
    <Badge tone="info" className="ml-2">
      全权
    </Badge>
  );
}
