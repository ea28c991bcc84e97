import { EvidenceField } from "@/components/attachment/evidence-field";
import { type ChangeGroup, changeEvidence } from "@/lib/person/change";

/** What proves a change of one group of a profile. */
export function ChangeEvidenceField({
  group,
  personId,
  required,
}: {
  group: ChangeGroup;
  personId: string;
  /** Asked for whatever is changed, as by a form of this group alone. */
  required?: boolean;
}) {
  const { label, hint, required: onChange } = changeEvidence[group];
  return (
    <EvidenceField
      name={`evidence.${group}`}
      label={label}
      hint={onChange && !required ? `变更以上内容时必须上传：${hint}。` : `${hint}。`}
      required={required}
      target={`person=${personId}`}
    />
  );
}
