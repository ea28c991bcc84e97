"use client";

import { Button } from "@/components/ui/button";
import { useDecision } from "./decision";

/** 通过 and 驳回 for one review. */
export function DecideButtons({
  reviewId,
  label,
  inline = false,
}: {
  reviewId: string;
  label: string;
  /** In a table's row: as links. */
  inline?: boolean;
}) {
  const decide = useDecision();
  const open = (decision: "approve" | "reject") =>
    decide({ decision, scope: "one", target: { ids: [reviewId] }, count: 1, label });
  const size = inline ? "inline" : "default";
  return (
    <>
      <Button
        size={size}
        variant={inline ? "link" : "success"}
        className={inline ? "min-h-6 text-success" : undefined}
        onClick={() => open("approve")}
      >
        通过
      </Button>
      <Button
        size={size}
        variant={inline ? "link" : "destructive"}
        className={inline ? "min-h-6 text-destructive" : undefined}
        onClick={() => open("reject")}
      >
        驳回
      </Button>
    </>
  );
}
