"use client";

import { useController } from "react-hook-form";
import { FieldError, FieldHint, useField } from "@/components/form/field";
import { Checkbox } from "@/components/ui/checkbox";
import { RequiredMark } from "@/components/ui/label";

const hint = "只能看到和办理所选部门（含其下级部门）的人员；未分部门的人员不在其中";

/** Departments of the own unit, as boxes to tick, in the tree's order; the field's value are their ids. */
export function DepartmentsField({
  name,
  departments,
}: {
  name: string;
  /** Each named by its way down. */
  departments: readonly { id: string; name: string }[];
}) {
  const { id, message, aria } = useField(name, hint);
  const { field } = useController({ name });
  const value: readonly string[] = field.value;
  return (
    <fieldset className="min-w-0 sm:col-span-2" aria-describedby={aria["aria-describedby"]}>
      <legend className="font-medium">
        部门
        <RequiredMark />
      </legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
      <ul className="mt-2 max-h-80 overflow-y-auto rounded-md border p-3">
        {departments.map((department, index) => {
          // The error summary leads to the first.
          const boxId = index === 0 ? id : `${id}-${department.id}`;
          return (
            <li key={department.id} className="flex min-h-9 items-center gap-2">
              <Checkbox
                id={boxId}
                checked={value.includes(department.id)}
                aria-invalid={aria["aria-invalid"]}
                onCheckedChange={(checked) =>
                  field.onChange(
                    checked ? [...value, department.id] : value.filter((held) => held !== department.id),
                  )
                }
              />
              <label htmlFor={boxId} className="min-w-0 break-words">
                {department.name}
              </label>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
