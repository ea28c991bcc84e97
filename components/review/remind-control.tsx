"use client";

import { useId } from "react";
import { toast } from "sonner";
import { useRun } from "@/components/form/use-run";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/result";

/** The button of 催办. `refusal`: why it can't be done now, shown beside it; null: it can. */
export function RemindControl({
  id,
  refusal,
  remind,
}: {
  id: string;
  refusal: string | null;
  remind: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  const reasonId = useId();
  const { pending, run } = useRun(
    () => remind({ id }),
    () => toast.success("已催办，审核单位的待审核列表会优先显示这一项"),
  );

  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {/* It keeps the focus where it can't be pressed, so that the reason is read out. */}
      <Button
        variant="outline"
        loading={pending}
        aria-disabled={refusal || pending ? true : undefined}
        aria-describedby={refusal ? reasonId : undefined}
        onClick={refusal ? undefined : run}
      >
        催办
      </Button>
      {refusal && (
        <span id={reasonId} className="text-muted-foreground">
          {refusal}
        </span>
      )}
    </span>
  );
}
