"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

export type OwnChangeAction = (input: { id: string }) => Promise<ActionResult<{ id: string }>>;

/** Takes a change back that waits; `id` is the person's. */
export function WithdrawChange({
  id,
  title,
  withdraw,
}: {
  id: string;
  title: string;
  withdraw: OwnChangeAction;
}) {
  return (
    <ConfirmButton
      label="撤回"
      question={`撤回资料变更“${title}”？`}
      hint="撤回后资料保持不变，可修改后重新提交。"
      run={() => withdraw({ id })}
      done={() => toast.success("资料变更已撤回，可修改后重新提交")}
    />
  );
}
