"use client";

import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { DateField, SelectField, TextareaField } from "@/components/form/fields";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import type { PersonState } from "@/db/enums";
import { today } from "@/lib/date";
import { personStateLabels } from "@/lib/person/schema";
import type { StateResult } from "@/lib/person/state/commands";
import { stateRules } from "@/lib/person/state/rules";
import { type StateFormInput, stateFormSchema } from "@/lib/person/state/schema";
import type { ActionResult } from "@/lib/result";
import { FormDialogFooter } from "./form-dialog";

/** What sets the state of people, as a server action. */
export type SetState = (input: { ids: string[] } & StateFormInput) => Promise<ActionResult<StateResult>>;

/** The form in which 人员状态, the day and the reason are said. `keep`: see `useActionForm`. */
export function StateForm({
  ids,
  states,
  present,
  since,
  keep,
  setState,
  close,
  done,
}: {
  ids: string[];
  /** Those to choose from. */
  states: readonly PersonState[];
  /** Of one person: what they are now. */
  present?: PersonState;
  /** Of one person: the day of the latest change. */
  since?: string;
  keep?: string;
  setState: SetState;
  close: () => void;
  done: (state: PersonState, result: StateResult) => void;
}) {
  const form = useActionForm({
    schema: stateFormSchema,
    defaultValues: { effectiveOn: today(), reason: "" },
    action: (values) => setState({ ids, ...values }),
    onSuccess: (result) => {
      const state = form.getValues("state");
      close();
      done(state, result);
    },
    onFailure: useRouter().refresh,
    keep,
  });
  return (
    <Form form={form}>
      <StateField states={states} present={present} />
      <DateField
        name="effectiveOn"
        label="生效日期"
        hint={
          since
            ? `不晚于今天；早于上次变更的 ${since} 的，以本次为准`
            : "不晚于今天；当年年末不在岗的，当年起不按年度学时标准考核"
        }
        required
        max={today()}
      />
      <TextareaField
        name="reason"
        label="原因"
        hint="如：达到法定退休年龄、解除聘用合同"
        required
        rows={2}
        maxLength={200}
      />
      <FormDialogFooter submit="确认设置" close={close} />
    </Form>
  );
}

function StateField({ states, present }: { states: readonly PersonState[]; present?: PersonState }) {
  const chosen: PersonState | "" | undefined = useWatch({ name: "state" });
  return (
    <SelectField
      name="state"
      label="人员状态"
      hint={chosen ? stateRules[chosen].meaning : undefined}
      required
      options={states.map((state) => ({
        value: state,
        label: `${personStateLabels[state]}${state === present ? "（更正生效日期）" : ""}`,
      }))}
    />
  );
}
