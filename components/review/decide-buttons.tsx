"use client";

import { Button } from "@/components/ui/button";
import type { Decision } from "@/lib/workflow/rules";
import { useDecision } from "./decision";
import { ReviewKeysHelp, useReviewKeys } from "./review-keys";

type Props = { reviewId: string; label: string };

function useDecide({ reviewId, label }: Props) {
  const { decide, verbs } = useDecision();
  const open = (decision: Decision) =>
    decide({ decision, scope: "one", target: { ids: [reviewId] }, count: 1, label });
  return { open, verbs };
}

/** 通过 and 驳回 for one review, in a table's row. */
export function RowDecideButtons(props: Props) {
  const { open, verbs } = useDecide(props);
  return (
    <>
      <Button
        size="inline"
        variant="link"
        className="min-h-6 text-success"
        data-decision="approve"
        onClick={() => open("approve")}
      >
        {verbs.approve}
      </Button>
      <Button
        size="inline"
        variant="link"
        className="min-h-6 text-destructive"
        data-decision="reject"
        onClick={() => open("reject")}
      >
        {verbs.reject}
      </Button>
    </>
  );
}

/** 通过 and 驳回 for the one review of a page, which A and R press too. */
export function DecideButtons(props: Props) {
  const { open, verbs } = useDecide(props);
  useReviewKeys(open);
  return (
    <>
      <Button variant="success" onClick={() => open("approve")}>
        {verbs.approve}
      </Button>
      <Button variant="destructive" onClick={() => open("reject")}>
        {verbs.reject}
      </Button>
      <ReviewKeysHelp approve={verbs.approve} />
    </>
  );
}
