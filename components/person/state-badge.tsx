import { Badge, type Tone } from "@/components/ui/badge";
import type { PersonState } from "@/db/enums";
import { personStateLabels } from "@/lib/person/schema";

export const stateTones: Record<PersonState, Tone> = {
  employed: "success",
  left: "neutral",
  retired: "neutral",
  suspended: "danger",
};

/** 人员状态 in a word. */
export const PersonStateBadge = ({ state }: { state: PersonState }) => (
  <Badge tone={stateTones[state]}>{personStateLabels[state]}</Badge>
);
