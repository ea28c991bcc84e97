import { type Column, DataTable } from "@/components/list/data-table";
import { StateBadge } from "@/components/review/state-badge";
import { formatDateTime } from "@/lib/date";
import type { TransferRow } from "@/lib/transfer/queries";

/** Transfers as a record: who, from where to where, why, how it ended and who decided. */
export function TransfersTable({
  rows,
  caption,
  withPerson,
  empty,
}: {
  rows: readonly TransferRow[];
  caption: string;
  /** The unit's record: with whose transfer it is, and without the unit that all of them left. */
  withPerson: boolean;
  empty: React.ReactNode;
}) {
  const columns: Column[] = [
    ...(withPerson ? [{ key: "person", header: "姓名" }] : []),
    ...(withPerson ? [] : [{ key: "from", header: "调出单位" }]),
    { key: "to", header: "调入单位" },
    { key: "reason", header: "调转原因" },
    { key: "state", header: "状态" },
    { key: "submitted", header: "提交时间" },
    { key: "decision", header: "审核结果" },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows.map((row) => ({
        id: row.id,
        label: `${row.personName}调入${row.to.name}`,
        cells: [
          ...(withPerson ? [<Person key="person" row={row} />] : []),
          ...(withPerson ? [] : [row.fromName]),
          row.to.name,
          <span key="reason" className="block max-w-80 min-w-32 break-words whitespace-pre-line">
            {row.reason}
          </span>,
          <StateBadge key="state" state={row.state} />,
          formatDateTime(row.submittedAt),
          <Decision key="decision" row={row} />,
        ],
      }))}
      empty={empty}
    />
  );
}

const Person = ({ row }: { row: TransferRow }) => (
  <span className="block">
    {row.personName}
    <span className="block whitespace-nowrap text-muted-foreground">{row.maskedIdNumber}</span>
  </span>
);

function Decision({ row }: { row: TransferRow }) {
  if (!row.decidedAt) return row.endedAt ? `${formatDateTime(row.endedAt)} 撤回` : "等待调入单位审核";
  return (
    <span className="block min-w-36">
      {formatDateTime(row.decidedAt)} {row.decidedBy}
      {row.opinion && <span className="block break-words text-muted-foreground">{row.opinion}</span>}
    </span>
  );
}
