import { type Column, DataTable, type Row } from "@/components/list/data-table";
import { Badge, type Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDateTime } from "@/lib/date";
import type { LoginRow } from "@/lib/record/queries";
import { deviceWords, failureWords, type LoginState, loginStateLabels } from "@/lib/record/rules";
import type { ActionResult } from "@/lib/result";
import { EndSession } from "./end-session";

const columns: Column[] = [
  { key: "time", header: "登录时间" },
  { key: "device", header: "设备与浏览器" },
  { key: "address", header: "IP 地址" },
  { key: "seen", header: "最近使用" },
  { key: "state", header: "状态" },
  { key: "actions", header: "操作" },
];

const tones: Record<LoginState, Tone> = {
  current: "info",
  open: "success",
  ended: "neutral",
  expired: "neutral",
  failed: "danger",
};

/** A page of one's logins; each that is open, but the current one, can be ended. */
export function LoginTable({
  rows,
  endSession,
}: {
  rows: readonly LoginRow[];
  endSession: (input: { sessionId: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <DataTable
      caption="登录记录"
      columns={columns}
      rows={rows.map((row) => loginRow(row, endSession))}
      empty={<EmptyState title="还没有登录记录" hint="每次登录后，时间、设备和地址会记在这里" />}
    />
  );
}

function loginRow(
  { id, at, userAgent, address, seenAt, state, reason }: LoginRow,
  endSession: (input: { sessionId: string }) => Promise<ActionResult<unknown>>,
): Row {
  const time = formatDateTime(at);
  const device = userAgent === null ? "—" : deviceWords(userAgent);
  const failure = failureWords(reason);
  return {
    id,
    label: `${time} ${device}`,
    cells: [
      <span key="time" className="whitespace-nowrap tabular-nums">
        {time}
      </span>,
      device,
      <span key="address" className="wrap-anywhere">
        {address}
      </span>,
      <span key="seen" className="whitespace-nowrap tabular-nums">
        {seenAt ? formatDateTime(seenAt) : "—"}
      </span>,
      <span key="state" className="inline-flex flex-wrap items-center gap-x-2">
        <Badge tone={tones[state]}>{loginStateLabels[state]}</Badge>
        {failure && <span className="text-destructive">{failure}</span>}
      </span>,
      state === "open" ? (
        <EndSession key="end" sessionId={id} device={device} time={time} action={endSession} />
      ) : (
        "—"
      ),
    ],
  };
}
