"use client";

import { useSelection } from "@/components/list/selection";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/count";
import type { Decision } from "@/lib/workflow/rules";
import { useDecision } from "./decision";

/**
 * The four batch actions of an inbox, each with what it will touch: 批量 the ticked rows, 全部 all that the
 * list showed under its filters. `capped`: the list stopped counting at `total`.
 */
export function BatchBar({
  filters,
  asOf,
  total,
  capped,
}: {
  filters: Record<string, unknown>;
  asOf: string;
  total: number;
  capped: boolean;
}) {
  const { selected } = useSelection();
  const { decide, verbs } = useDecision();
  const count = `${formatCount(total)}${capped ? "+" : ""}`;

  const ticked = (decision: Decision) =>
    decide({ decision, scope: "ticked", target: { ids: [...selected] }, count: selected.size });
  const all = (decision: Decision) =>
    decide({ decision, scope: "all", target: { all: filters, asOf }, count: capped ? null : total });

  return (
    <fieldset className="mb-3 flex flex-wrap gap-2 print:hidden" aria-label="批量审核">
      <Button size="sm" variant="success" disabled={selected.size === 0} onClick={() => ticked("approve")}>
        批量{verbs.approve} ({selected.size})
      </Button>
      <Button size="sm" variant="outline" onClick={() => all("approve")}>
        全部{verbs.approve} ({count})
      </Button>
      <Button size="sm" variant="destructive" disabled={selected.size === 0} onClick={() => ticked("reject")}>
        批量{verbs.reject} ({selected.size})
      </Button>
      <Button size="sm" variant="outline" onClick={() => all("reject")}>
        全部{verbs.reject} ({count})
      </Button>
    </fieldset>
  );
}
