import { type Column, DataTable } from "@/components/list/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditRow } from "@/lib/record/queries";
import { entryWords, operatorWords } from "@/lib/record/words";

const columns: Column[] = [
  { key: "time", header: "时间" },
  { key: "operator", header: "操作人" },
  { key: "action", header: "操作" },
  { key: "subject", header: "对象" },
  { key: "note", header: "说明" },
  { key: "address", header: "IP 地址", className: "min-w-32" },
];

/** A page of 操作日志. */
export function AuditTable({ rows, hint }: { rows: readonly AuditRow[]; hint: string }) {
  return (
    <DataTable
      caption="操作日志"
      columns={columns}
      rows={rows.map((row) => {
        const { action, subjectKind, subject, note } = entryWords(row);
        return {
          id: row.id,
          label: `${row.time} ${action}`,
          cells: [
            <span key="time" className="whitespace-nowrap tabular-nums">
              {row.time}
            </span>,
            operatorWords(row),
            action,
            <span key="subject" className="wrap-anywhere">
              {subject || subjectKind || "—"}
              {subject && <span className="block text-muted-foreground">{subjectKind}</span>}
            </span>,
            <span key="note" className="wrap-anywhere whitespace-pre-line">
              {note || "—"}
            </span>,
            <span key="address" className="wrap-anywhere">
              {row.address || "—"}
            </span>,
          ],
        };
      })}
      empty={<EmptyState title="没有符合条件的操作记录" hint={hint} />}
    />
  );
}
