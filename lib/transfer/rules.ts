import type { PersonState } from "@/db/enums";
import { personStateLabels } from "@/lib/person/schema";
import { stateRules } from "@/lib/person/state/rules";

/**
 * Why a professional in this state can't move to another unit, as a sentence; null: they can. Who has 离职 or is 退休 can:
 * with the unit that takes them over they are 在岗 again.
 */
export const moverRefusal = (state: PersonState): string | null =>
  stateRules[state].moves
    ? null
    : `您的人员状态为${personStateLabels[state]}，不能申请调转；如有疑问请联系所在单位`;
