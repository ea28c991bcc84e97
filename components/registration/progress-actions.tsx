"use client";

import type { Route } from "next";
import Link from "next/link";
import { toast } from "sonner";
import { ConfirmButton } from "@/components/form/confirm-button";
import { useRun } from "@/components/form/use-run";
import { RemindControl } from "@/components/review/remind-control";
import { Button } from "@/components/ui/button";
import type { RegistrationKind } from "@/db/enums";
import type { ActionResult } from "@/lib/result";
import type { MatterAction } from "@/lib/workflow/rules";

type TicketAction = (input: Record<never, never>) => Promise<ActionResult<unknown>>;

/** What the applicant may do with the registration now; `available` is the state table's answer. */
export function ProgressActions({
  id,
  kind,
  available,
  reminderRefusal,
  withdraw,
  remind,
  leave,
}: {
  id: string;
  kind: RegistrationKind;
  available: readonly MatterAction[];
  /** Why nobody can be asked to hurry now; undefined: nobody is waited for. Null: 催办 is possible. */
  reminderRefusal: string | null | undefined;
  withdraw: TicketAction;
  remind: TicketAction;
  leave: TicketAction;
}) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      {available.includes("edit") && (
        <Button asChild>
          <Link href={`/register/${kind}?resume=1` as Route}>修改后重新提交</Link>
        </Button>
      )}
      {reminderRefusal !== undefined && (
        <RemindControl id={id} refusal={reminderRefusal} remind={() => remind({})} />
      )}
      {available.includes("withdraw") && (
        <ConfirmButton
          label="撤回"
          question="撤回注册申请？"
          hint="撤回后可以修改并重新提交。"
          run={() => withdraw({})}
          done={() => toast.success("注册申请已撤回，可修改后重新提交")}
        />
      )}
      <LeaveButton leave={leave} />
    </div>
  );
}

/** Ends the look-up in this browser; a refusal is said in a toast. */
function LeaveButton({ leave }: { leave: TicketAction }) {
  const { pending, run } = useRun(() => leave({}));
  return (
    <Button variant="ghost" loading={pending} onClick={run}>
      退出查询
    </Button>
  );
}
