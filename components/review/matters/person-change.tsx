import { ChangesTable } from "@/components/review/changes-table";
import { Facts } from "@/components/ui/description-list";
import { changeEvidence, changeGroupNames } from "@/lib/person/change";
import { type ProfileField, profileLabels, showProfileValue } from "@/lib/person/profile";
import type { PersonChangeProposal, PersonChangeSubject } from "@/lib/review/person-change";
import type { Drawing } from "./drawing";

/** 人员信息修改 (§5.2) as the unit sees it: who, and what changes. */
export const personChangeDrawing: Drawing<PersonChangeSubject, PersonChangeProposal> = {
  nameOf: (subject) => subject.name,
  columns: [
    { key: "idNumber", header: "证件号码" },
    { key: "change", header: "变更内容" },
    { key: "unit", header: "单位/部门" },
  ],
  cells: (subject) => [
    <span key="idNumber" className="tabular-nums">
      {subject.maskedIdNumber}
    </span>,
    subject.change,
    <span key="unit" className="block">
      {subject.organizationName}
      {subject.departmentName && (
        <span className="block text-muted-foreground">{subject.departmentName}</span>
      )}
    </span>,
  ],
  evidenceLabels: Object.fromEntries(changeGroupNames.map((group) => [group, changeEvidence[group].label])),
  Detail: ({ proposal }) => (
    <div className="space-y-4">
      <Facts
        items={[
          { label: "姓名", value: proposal.person.name },
          { label: "证件号码", value: proposal.person.maskedIdNumber },
          { label: "单位", value: proposal.person.organizationName },
          { label: "内设部门", value: proposal.person.departmentName },
          { label: "岗位/职务", value: proposal.person.position },
          { label: "职称", value: proposal.person.title },
          { label: "手机号", value: proposal.person.phone },
        ]}
      />
      <h3 className="font-semibold">变更明细</h3>
      <PersonChanges proposal={proposal} />
    </div>
  ),
};

/** 变更明细 of a professional's data. */
export function PersonChanges({ proposal }: { proposal: Pick<PersonChangeProposal, "changes" | "names"> }) {
  return (
    <ChangesTable
      changes={proposal.changes}
      labels={profileLabels}
      show={(field, value) =>
        field === "departmentId"
          ? (proposal.names[value] ?? "（已不存在的部门）")
          : showProfileValue(field as ProfileField, value)
      }
    />
  );
}
