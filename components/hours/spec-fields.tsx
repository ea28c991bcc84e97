"use client";

import { Plus, Trash2 } from "lucide-react";
import { useFieldArray, useFormContext, useFormState } from "react-hook-form";
import { FieldError, FieldHint } from "@/components/form/field";
import { DateField, NumberField, SelectField, TextField } from "@/components/form/fields";
import { Button } from "@/components/ui/button";
import { RequiredMark } from "@/components/ui/label";
import { type FieldSpec, isRequired, type LearningFormSpec } from "@/lib/hours/forms/form";

/** A learning form's own fields, as its catalogue entry describes them. */
export function SpecFields({ spec }: { spec: LearningFormSpec }) {
  return spec.fields.map((field) => (
    <SpecField key={field.name} field={field} required={isRequired(spec, field.name)} />
  ));
}

function SpecField({ field, required }: { field: FieldSpec; required: boolean }) {
  const { input, label, hint } = field;
  const common = { name: `detail.${field.name}`, label, hint, required };
  switch (input.type) {
    case "text":
      return <TextField {...common} placeholder={input.placeholder} maxLength={100} />;
    case "date":
      return <DateField {...common} />;
    case "number":
      return <NumberField {...common} step={input.step} min={0} />;
    case "choice":
      return <SelectField {...common} options={input.options.map((value) => ({ value, label: value }))} />;
    case "courses":
      return <CoursesField {...common} />;
  }
}

/** 本年度通过课程: any number of rows of name and score. */
function CoursesField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const { control, getFieldState } = useFormContext();
  const formState = useFormState({ name });
  const { fields, append, remove } = useFieldArray({ control, name });
  const { error } = getFieldState(name, formState);
  const message = error?.message ?? (error as { root?: { message?: string } } | undefined)?.root?.message;
  return (
    <fieldset className="sm:col-span-2">
      <legend className="font-medium">
        {label}
        <RequiredMark />
      </legend>
      <FieldHint id={name}>{hint}</FieldHint>
      <FieldError id={name}>{message}</FieldError>
      <ol className="mt-2 space-y-3">
        {fields.map((item, index) => (
          <li key={item.id} className="grid grid-cols-[minmax(0,1fr)_6rem_auto] items-end gap-3">
            <TextField name={`${name}.${index}.name`} label={`课程 ${index + 1}`} required maxLength={60} />
            <TextField name={`${name}.${index}.score`} label="成绩" required maxLength={10} />
            <Button
              variant="ghost"
              size="icon"
              aria-label={`删除课程 ${index + 1}`}
              disabled={fields.length === 1}
              onClick={() => remove(index)}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      <Button
        variant="outline"
        size="sm"
        className="mt-3"
        disabled={fields.length >= 30}
        onClick={() => append({ name: "", score: "" })}
      >
        <Plus aria-hidden />
        添加课程
      </Button>
    </fieldset>
  );
}
