import type { OrganizationKind, ReviewKind } from "@/db/enums";
import { AppError } from "@/lib/errors";
import { matterNouns } from "@/lib/matter-nouns";
import type { Branch } from "./schema";

/** What each branch of the console manages: 主管部门 with lower 人社局, or 下级单位 (用人单位, whoever is above them). */
export const kindsBelow: Record<Branch, readonly OrganizationKind[]> = {
  authorities: ["authority", "bureau"],
  units: ["employer"],
};

/** Why an organization may not manage a branch, whatever its administrators' roles say, as a sentence; null: it may. */
export const branchRefusal = (kind: OrganizationKind, branch: Branch): string | null =>
  branch === "authorities" && kind !== "bureau" ? "只有人社局可以管理主管部门和临时编码" : null;

/** Throws `forbidden` with `branchRefusal`. */
export function requireBranch(viewer: { organization: { kind: OrganizationKind } }, branch: Branch): void {
  const refusal = branchRefusal(viewer.organization.kind, branch);
  if (refusal) throw new AppError("forbidden", refusal);
}

/** A 临时编码: `LS`, the county or city, six digits. */
export const temporaryCode = (divisionCode: string, number: number): string =>
  `LS${divisionCode}${String(number).padStart(6, "0")}`;

export const codeStates = ["unused", "pending", "used", "cancelled"] as const;
export type CodeState = (typeof codeStates)[number];

/** What a 临时编码 is now; `registering`: a pending 注册 asks for it. */
export function codeState({
  usedBy,
  registering,
  cancelledAt,
}: {
  usedBy: string | null;
  registering: boolean;
  cancelledAt: Date | null;
}): CodeState {
  if (usedBy !== null) return "used";
  if (cancelledAt) return "cancelled";
  return registering ? "pending" : "unused";
}

/** 学时申报 3 件、人员调转 1 件; empty: nothing. */
export const mattersSentence = (matters: readonly { kind: ReviewKind; count: number }[]): string =>
  matters.map(({ kind, count }) => `${matterNouns[kind]} ${count.toLocaleString("zh-CN")} 件`).join("、");
