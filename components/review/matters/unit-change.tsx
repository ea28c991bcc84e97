import { ChangesTable } from "@/components/review/changes-table";
import { Facts } from "@/components/ui/description-list";
import { changeLabels } from "@/lib/org/change";
import { licenseEvidence, unitFieldText, unitLabels } from "@/lib/org/schema";
import type { UnitChangeProposal, UnitChangeSubject } from "@/lib/review/unit-change";
import type { Drawing } from "./drawing";

/** 机构信息修改 (§5.5) as the superior sees it: which unit, and what changes. */
export const unitChangeDrawing: Drawing<UnitChangeSubject, UnitChangeProposal> = {
  nameOf: (subject) => subject.name,
  nameHeader: unitLabels.name,
  columns: [
    { key: "code", header: "统一社会信用代码" },
    { key: "title", header: "变更内容" },
  ],
  cells: (subject) => [
    <span key="code" className="tabular-nums wrap-anywhere">
      {subject.code}
    </span>,
    subject.title,
  ],
  evidenceLabels: { [licenseEvidence.key]: "证明材料" },
  Detail: ({ proposal }) => (
    <div className="space-y-4">
      <Facts
        items={[
          { label: "单位", value: proposal.unit.name },
          { label: "代码", value: proposal.unit.code },
          { label: "上级部门", value: proposal.unit.superior },
          { label: "联系人", value: proposal.unit.contactName },
          { label: "联系电话", value: proposal.unit.phone },
          ...(proposal.administrator ? [{ label: "管理员", value: proposal.administrator.name }] : []),
        ]}
      />
      <h3 className="font-semibold">变更明细</h3>
      <UnitChanges proposal={proposal} />
    </div>
  ),
};

/** 变更明细 of a unit's data, with the reason where one was asked for. */
export function UnitChanges({ proposal }: { proposal: Pick<UnitChangeProposal, "changes" | "reason"> }) {
  return (
    <>
      <ChangesTable changes={proposal.changes} labels={changeLabels} show={unitFieldText} />
      {proposal.reason && <p className="whitespace-pre-line wrap-anywhere">更换原因：{proposal.reason}</p>}
    </>
  );
}
