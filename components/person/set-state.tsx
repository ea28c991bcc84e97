"use client";

import { toast } from "sonner";
import { type PersonState, personStates } from "@/db/enums";
import { personStateLabels } from "@/lib/person/schema";
import { FormDialog } from "./form-dialog";
import { type SetState, StateForm } from "./state-form";

/** 变更状态 of one of the unit's people. */
export function SetPersonState({
  person: { id, name, state: present },
  since,
  keep,
  setState,
}: {
  person: { id: string; name: string; state: PersonState };
  /** The day of the latest change. */
  since?: string;
  keep: string;
  setState: SetState;
}) {
  return (
    <FormDialog
      label="变更状态"
      title={`变更${name}的人员状态`}
      description={`现在是“${personStateLabels[present]}”。学时记录、学时证明和审核中的事项不受影响；设置有误的，再变更一次即可，以最后一次为准。`}
    >
      {(close) => (
        <StateForm
          ids={[id]}
          // The present one again: to correct its day.
          states={personStates.filter((state) => state !== present || since !== undefined)}
          present={present}
          since={since}
          keep={keep}
          setState={setState}
          close={close}
          done={(state) => toast.success(`${name}的人员状态已设为“${personStateLabels[state]}”`)}
        />
      )}
    </FormDialog>
  );
}
