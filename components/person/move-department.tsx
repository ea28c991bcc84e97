"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { z } from "zod";
import { SelectField } from "@/components/form/fields";
import { Form } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import type { AssignDepartmentInput } from "@/lib/department/schema";
import type { ActionResult } from "@/lib/result";
import { FormDialog, FormDialogFooter } from "./form-dialog";

/** A place to put people: a department, or 未分部门 (`id` null). */
type Place = { id: string | null; name: string };

type Props = {
  person: { id: string; name: string; departmentId: string | null };
  /** All that the viewer may choose, the present one too. */
  places: readonly Place[];
  assign: (input: AssignDepartmentInput) => Promise<ActionResult<unknown>>;
};

/** 调整部门 of one of the unit's people. */
export function MoveDepartment(props: Props) {
  const { person, places } = props;
  const present = places.find(({ id }) => id === person.departmentId);
  return (
    <FormDialog
      label="调整部门"
      title={`调整${person.name}的内设部门`}
      description={`现在${present?.id ? `在“${present.name}”` : "未分部门"}，调整立即生效。`}
    >
      {(close) => <PlaceForm {...props} close={close} />}
    </FormDialog>
  );
}

const none = "none";
const schema = z.object({ to: z.string("请选择部门").min(1, "请选择部门") });

function PlaceForm({ person, places, assign, close }: Props & { close: () => void }) {
  const form = useActionForm({
    schema,
    defaultValues: { to: "" },
    action: ({ to }) => assign({ ids: [person.id], from: person.departmentId, to: to === none ? null : to }),
    onSuccess: () => {
      const to = form.getValues("to");
      const name = places.find(({ id }) => (id ?? none) === to)?.name;
      close();
      toast.success(`${person.name}已调整到“${name}”`);
    },
    onFailure: useRouter().refresh,
  });
  return (
    <Form form={form}>
      <SelectField
        name="to"
        label="调整到"
        required
        options={places
          .filter(({ id }) => id !== person.departmentId)
          .map(({ id, name }) => ({ value: id ?? none, label: name }))}
      />
      <FormDialogFooter submit="确认调整" close={close} />
    </Form>
  );
}
