import { Badge } from "@/components/ui/badge";
import { type CertificateState, stateLabels } from "@/lib/certificate/schema";

/** 有效 or 已失效. */
export function CertificateStateBadge({ state }: { state: CertificateState }) {
  return <Badge tone={state === "valid" ? "success" : "danger"}>{stateLabels[state]}</Badge>;
}
