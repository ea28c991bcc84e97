import type { ActionResult } from "@/lib/result";
import { reminderRefusal } from "@/lib/workflow/rules";
import { RemindControl } from "./remind-control";

/**
 * 催办 of a matter whose open step this is, for the side that proposed it; why not yet, in words, where it can't be
 * done now. The server draws it: whose clock says what day it is must not depend on the browser.
 */
export function RemindButton({
  id,
  step,
  remind,
}: {
  /** The subject's. */
  id: string;
  step: { openedAt: Date | null; remindedAt: Date | null };
  remind: (input: { id: string }) => Promise<ActionResult<unknown>>;
}) {
  return <RemindControl id={id} refusal={reminderRefusal(step, new Date())} remind={remind} />;
}
