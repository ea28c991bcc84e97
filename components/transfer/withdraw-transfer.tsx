"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

/** 撤回 of a transfer that nobody has decided. */
export function WithdrawTransfer({
  id,
  toName,
  withdraw,
}: {
  id: string;
  toName: string;
  withdraw: (input: { id: string }) => Promise<ActionResult<{ id: string }>>;
}) {
  return (
    <ConfirmButton
      label="撤回申请"
      question={`撤回调入“${toName}”的申请？`}
      hint="撤回后可修改并重新提交，也可改选其他单位。"
      run={() => withdraw({ id })}
      done={() => toast.success("调转申请已撤回")}
    />
  );
}
