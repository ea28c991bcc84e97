"use client";

import { toast } from "sonner";
import { useRun } from "@/components/form/use-run";
import { pollAgain } from "@/components/shell/use-polled";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/result";

/** 标记已读 of one message; `title` tells it from the others' buttons. */
export function MarkRead({
  id,
  title,
  action,
}: {
  id: string;
  title: string;
  action: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  const { pending, run } = useRun(() => action({ id }), pollAgain);
  return (
    <Button variant="link" size="inline" className="min-h-6" loading={pending} onClick={run}>
      标记已读<span className="sr-only">：{title}</span>
    </Button>
  );
}

/** 全部标为已读, up to the newest message that the page knew. */
export function MarkAllRead({
  upTo,
  action,
}: {
  upTo: string;
  action: (input: { upTo: string }) => Promise<ActionResult<{ done: number }>>;
}) {
  const { pending, run } = useRun(
    () => action({ upTo }),
    ({ done }) => {
      toast.success(`已将 ${done} 条消息标为已读`);
      pollAgain();
    },
  );
  return (
    <Button variant="outline" loading={pending} onClick={run}>
      全部标为已读
    </Button>
  );
}
