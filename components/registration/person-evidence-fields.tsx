import { EvidenceField } from "@/components/attachment/evidence-field";
import { type PersonEvidence, personEvidence } from "@/lib/registration/person/schema";

/** What proves the title and the education of who registers; none of it is asked for. */
export function PersonEvidenceFields({ corrected }: { corrected: boolean }) {
  return (Object.keys(personEvidence) as PersonEvidence[]).map((key) => (
    <EvidenceField
      key={key}
      name={`evidence.${key}`}
      label={personEvidence[key]}
      target={corrected ? "registration=person&resume=1" : "registration=person"}
    />
  ));
}
