"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

/** 作废 of a 临时编码 that nobody uses, after a question that names it. */
export function CancelCode({
  id,
  code,
  unitName,
  cancel,
}: {
  id: string;
  code: string;
  unitName: string;
  cancel: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="作废"
      question={`作废临时编码 ${code}？`}
      hint={`该编码是为${unitName}出具的，作废后不能再用于注册，也不能恢复。`}
      destructive
      run={() => cancel({ id })}
      done={() => toast.success(`临时编码 ${code} 已作废`)}
    />
  );
}
