import { Badge, type Tone } from "@/components/ui/badge";
import type { MatterState, OrganizationKind } from "@/db/enums";
import { stageLabels, stateLabels } from "@/lib/workflow/rules";

const tones: Record<MatterState, Tone> = {
  draft: "neutral",
  pending: "waiting",
  approved: "success",
  rejected: "danger",
  withdrawn: "neutral",
};

/** The state of a matter in words; while it waits, at which stage: 待用人单位审核. */
export function StateBadge({ state, stage }: { state: MatterState; stage?: OrganizationKind | null }) {
  return (
    <Badge tone={tones[state]}>
      {state === "pending" && stage ? `待${stageLabels[stage]}审核` : stateLabels[state]}
    </Badge>
  );
}
