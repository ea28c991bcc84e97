import type { PersonState } from "@/db/enums";

/** Why a professional in this state can't move to another unit, as a sentence; null: they can (also who has 离职). */
export function moverRefusal(state: PersonState): string | null {
  if (state === "retired") return "您的人员状态为退休，不能申请调转；如有疑问请联系所在单位";
  if (state === "suspended") return "您的人员状态为停用，不能申请调转；如有疑问请联系所在单位";
  return null;
}
