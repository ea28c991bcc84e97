import { Alert } from "@/components/ui/alert";
import type { DeclarationMatter } from "@/lib/review/queries";

/** Who turned the last round down and why; nothing when it wasn't. */
export function RejectionNotice({ rounds }: Pick<DeclarationMatter, "rounds">) {
  const step = rounds[0]?.steps.find((candidate) => candidate.state === "rejected");
  if (!step) return null;
  return (
    <Alert tone="danger" className="mb-4" title={`${step.organizationName}驳回了本申报`}>
      <p>驳回原因：{step.opinion}</p>
    </Alert>
  );
}
