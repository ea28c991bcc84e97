"use client";

import { useState } from "react";
import { toast } from "sonner";
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
  const { pending, run } = useMarking(() => action({ id }));
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
  const { pending, run } = useMarking(
    () => action({ upTo }),
    ({ done }) => toast.success(`已将 ${done} 条消息标为已读`),
  );
  return (
    <Button variant="outline" loading={pending} onClick={run}>
      全部标为已读
    </Button>
  );
}

function useMarking<T>(mark: () => Promise<ActionResult<T>>, done?: (data: T) => void) {
  const [pending, setPending] = useState(false);
  async function run() {
    setPending(true);
    try {
      const result = await mark();
      if (result.ok) {
        done?.(result.data);
        pollAgain();
      } else toast.error(result.message);
    } catch {
      toast.error("网络连接失败，请稍后重试");
    } finally {
      setPending(false);
    }
  }
  return { pending, run };
}
