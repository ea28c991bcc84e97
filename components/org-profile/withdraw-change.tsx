"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

/** 撤回 of the unit's change under review. */
export function WithdrawChange({
  id,
  title,
  withdraw,
}: {
  id: string;
  title: string;
  withdraw: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="撤回"
      question={`撤回对${title}的修改？`}
      hint="撤回后本单位信息保持原内容，可修改后重新提交。"
      run={() => withdraw({ id })}
      done={() => toast.success("已撤回，可修改后重新提交")}
    />
  );
}
