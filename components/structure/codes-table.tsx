import type { Column, Row } from "@/components/list/data-table";
import { Badge, type Tone } from "@/components/ui/badge";
import { formatDate } from "@/lib/date";
import type { ActionResult } from "@/lib/result";
import type { TemporaryCodeRow } from "@/lib/structure/queries";
import type { CodeState } from "@/lib/structure/rules";
import { codeStateLabels } from "@/lib/structure/schema";
import { CancelCode } from "./cancel-code";

const tones: Record<CodeState, Tone> = {
  unused: "info",
  pending: "waiting",
  used: "success",
  cancelled: "neutral",
};

/** Columns of 临时编码. */
export const codeColumns: Column[] = [
  { key: "code", header: "临时编码" },
  { key: "unit", header: "出具给" },
  { key: "issued", header: "出具时间" },
  { key: "state", header: "状态" },
  { key: "actions", header: "操作" },
];

/** One page of codes as the table's rows; only an unused one can be cancelled. */
export function codeRows(
  rows: readonly TemporaryCodeRow[],
  cancel: (input: { id: string }) => Promise<ActionResult<unknown>>,
): Row[] {
  return rows.map(({ id, code, unitName, issuedAt, issuedBy, state, usedBy }) => ({
    id,
    label: code,
    cells: [
      <span key="code" className="font-mono select-all">
        {code}
      </span>,
      unitName,
      <span key="issued" className="tabular-nums">
        {formatDate(issuedAt)}
        <span className="block text-muted-foreground">{issuedBy}</span>
      </span>,
      <span key="state">
        <Badge tone={tones[state]}>{codeStateLabels[state]}</Badge>
        {usedBy && <span className="block text-muted-foreground">{usedBy}</span>}
      </span>,
      state === "unused" ? <CancelCode key="cancel" {...{ id, code, unitName, cancel }} /> : "—",
    ],
  }));
}
