import { EvidenceField } from "@/components/attachment/evidence-field";
import type { LearningFormSpec } from "@/lib/hours/forms/form";

/** 佐证材料: one upload for each kind of evidence that the learning form asks for. */
export function EvidenceFields({ spec, personId }: { spec: LearningFormSpec; personId: string }) {
  return spec.evidence.map(({ key, label, hint, required }) => (
    <EvidenceField
      key={key}
      name={`evidence.${key}`}
      label={label}
      hint={hint}
      required={required}
      target={`person=${personId}`}
    />
  ));
}
