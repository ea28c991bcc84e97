"use client";

import { toast } from "sonner";
import { useSelection } from "@/components/list/selection";
import { type PersonState, personStates } from "@/db/enums";
import { personStateLabels } from "@/lib/person/schema";
import type { StateResult } from "@/lib/person/state/commands";
import { FormDialog } from "./form-dialog";
import { type SetState, StateForm } from "./state-form";

/** 批量设置状态 of the ticked people. A SelectionProvider stands above. */
export function StateBar({ setState }: { setState: SetState }) {
  const { selected } = useSelection();
  return (
    <fieldset aria-label="批量设置状态" className="mb-3 print:hidden">
      <FormDialog
        label={`批量设置状态 (${selected.size})`}
        title={`设置所选 ${selected.size} 人的人员状态`}
        description="学时记录、学时证明和审核中的事项不受影响；设置有误的，再设置一次即可。"
        disabled={selected.size === 0}
      >
        {(close) => (
          <StateForm
            ids={[...selected]}
            states={personStates}
            setState={setState}
            close={close}
            done={(state, result) => toast.success(resultText(state, result))}
          />
        )}
      </FormDialog>
    </fieldset>
  );
}

/** What has happened, in numbers. */
function resultText(state: PersonState, { done, oneself, same, early, missing }: StateResult): string {
  const rest = [
    ...(same > 0 ? [`${same} 人已是该状态`] : []),
    ...(early > 0 ? [`${early} 人在该日期还未调入`] : []),
    ...(oneself > 0 ? ["不能设置本人"] : []),
    ...(missing > 0 ? [`${missing} 人已不在管理范围内`] : []),
  ].join("、");
  return `已将 ${done} 人设为“${personStateLabels[state]}”${rest && `；${rest}，未作变更`}`;
}
