import { administratorItems, unitItems } from "@/components/org/unit-items";
import { Facts } from "@/components/ui/description-list";
import { licenseEvidence, unitFieldText, unitLabels } from "@/lib/org/schema";
import type { UnitRegistrationProposal, UnitRegistrationSubject } from "@/lib/review/unit-registration";
import type { Drawing } from "./drawing";

/** 单位注册 (§5.3) as the superior sees it: the unit, its first administrator, and its licence. */
export const unitRegistrationDrawing: Drawing<UnitRegistrationSubject, UnitRegistrationProposal> = {
  nameOf: (subject) => subject.name,
  nameHeader: unitLabels.name,
  columns: [
    { key: "code", header: "代码" },
    { key: "division", header: unitLabels.divisionCode },
    { key: "administrator", header: "单位管理员" },
  ],
  cells: (subject) => [
    <span key="code" className="tabular-nums">
      {subject.code}
    </span>,
    unitFieldText("divisionCode", subject.divisionCode),
    subject.administrator,
  ],
  evidenceLabels: { [licenseEvidence.key]: licenseEvidence.label },
  Detail: ({ proposal: { unit, superior, administrator } }) => (
    <div className="space-y-5">
      <section>
        <h3 className="mb-2 font-semibold">单位信息</h3>
        <Facts items={[...unitItems(unit), { label: "上级部门", value: superior.name, wide: true }]} />
      </section>
      <section>
        <h3 className="mb-2 font-semibold">单位管理员信息</h3>
        <Facts items={administratorItems({ ...administrator, idNumber: administrator.maskedIdNumber })} />
      </section>
    </div>
  ),
};
