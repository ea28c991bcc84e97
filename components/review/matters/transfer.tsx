import { Facts } from "@/components/ui/description-list";
import type { TransferProposal, transferKind } from "@/lib/review/transfer";
import type { Drawing } from "./drawing";

type Subject = Awaited<ReturnType<typeof transferKind.rows>>[number]["subject"];

/** 人员调转 (§5.4) as the receiving unit sees it: who comes from where, and why. */
export const transferDrawing: Drawing<Subject, TransferProposal> = {
  nameOf: (subject) => subject.personName,
  columns: [
    { key: "title", header: "职称" },
    { key: "units", header: "调出单位 → 调入单位" },
    { key: "reason", header: "调转原因" },
  ],
  cells: (subject) => [
    subject.personTitle || "—",
    <span key="units" className="block min-w-40">
      {subject.fromName} → {subject.toName}
      <span className="block text-muted-foreground">{subject.maskedIdNumber}</span>
    </span>,
    <span key="reason" className="line-clamp-2 max-w-72 min-w-32 break-words">
      {subject.reason}
    </span>,
  ],
  Detail: ({ proposal }) => (
    <Facts
      items={[
        { label: "姓名", value: proposal.personName },
        { label: "证件号码", value: proposal.maskedIdNumber },
        { label: "职称", value: proposal.personTitle },
        { label: "岗位/职务", value: proposal.position },
        { label: "手机号", value: proposal.phone },
        { label: "调出单位", value: proposal.fromName },
        { label: "调入单位", value: proposal.toName },
        {
          label: "调转原因",
          value: <span className="whitespace-pre-line">{proposal.reason}</span>,
          wide: true,
        },
      ]}
    />
  ),
};
