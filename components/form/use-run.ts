"use client";

import { unstable_rethrow } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import type { ActionResult } from "@/lib/result";

/**
 * Runs an action of one button, outside a form: a refusal is said in a toast, as is an answer that never came. While
 * an answer is awaited (`pending`) a second `run` does nothing. `run` resolves to whether an answer came, yes or no.
 */
export function useRun<T>(action: () => Promise<ActionResult<T>>, done?: (data: T) => void) {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);

  async function run(): Promise<boolean> {
    // React's state comes too late for a double click.
    if (busy.current) return false;
    busy.current = true;
    setPending(true);
    try {
      const result = await action();
      if (result.ok) done?.(result.data);
      else toast.error(result.message);
      return true;
    } catch (error) {
      unstable_rethrow(error);
      toast.error("网络连接失败，请稍后重试");
      return false;
    } finally {
      busy.current = false;
      setPending(false);
    }
  }

  return { pending, run };
}
