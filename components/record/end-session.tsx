"use client";

import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import type { ActionResult } from "@/lib/result";

/** 结束该登录: whoever works there is out at the next click. `device` and `time` tell it from the others. */
export function EndSession({
  sessionId,
  device,
  time,
  action,
}: {
  sessionId: string;
  device: string;
  time: string;
  action: (input: { sessionId: string }) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="结束该登录"
      question={`结束 ${time} 在“${device}”上的登录？`}
      hint="该设备会立即退出，再次使用须重新登录。如果不是您本人登录的，请随后修改密码。"
      destructive
      run={() => action({ sessionId })}
      done={() => toast.success("该登录已结束")}
    />
  );
}

/** 结束其他全部登录: all but this one. */
export function EndOtherSessions({
  count,
  action,
}: {
  /** How many others are open. */
  count: number;
  action: (input: Record<string, never>) => Promise<ActionResult<unknown>>;
}) {
  return (
    <ConfirmButton
      label="结束其他全部登录"
      question={`结束其他 ${count} 个登录？`}
      hint="除当前登录外，其他设备上的登录都会立即退出，再次使用须重新登录。"
      destructive
      run={() => action({})}
      done={() => toast.success("其他设备上的登录已全部结束")}
    />
  );
}
