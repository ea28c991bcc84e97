"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";
import { FieldFrame, type FieldProps, useField } from "./field";

type InputAttributes = Pick<
  ComponentProps<"input">,
  "autoComplete" | "inputMode" | "maxLength" | "placeholder" | "readOnly" | "autoFocus"
>;

type TextFieldProps<Values extends FieldValues> = FieldProps<Values> &
  InputAttributes & {
    type?: "text" | "tel" | "email";
    /** Something beside the control: a unit, a captcha image. */
    after?: ReactNode;
  };

export function TextField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  after,
  ...input
}: TextFieldProps<Values>) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <FieldFrame {...{ id, label, required, hint, message, className }}>
      <div className={cn(after && "flex items-center gap-2 *:last:shrink-0")}>
        <Input id={id} type="text" {...aria} {...input} {...register(name)} />
        {after}
      </div>
    </FieldFrame>
  );
}

export function TextareaField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  ...textarea
}: FieldProps<Values> & Pick<ComponentProps<"textarea">, "rows" | "maxLength" | "placeholder">) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <FieldFrame {...{ id, label, required, hint, message }} className={cn("sm:col-span-2", className)}>
      <Textarea id={id} {...aria} {...textarea} {...register(name)} />
    </FieldFrame>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

type SelectFieldProps<Values extends FieldValues> = FieldProps<Values> & {
  options: readonly Option[];
  /** The first entry, whose value is empty; pass null to leave it out. */
  placeholder?: string | null;
};

export function SelectField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  options,
  placeholder = "请选择",
  disabled,
}: SelectFieldProps<Values>) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <FieldFrame {...{ id, label, required, hint, message, className }}>
      <Select id={id} disabled={disabled} {...aria} {...register(name)}>
        {placeholder !== null && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </Select>
    </FieldFrame>
  );
}

/** A day, as YYYY-MM-DD. */
export function DateField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  ...input
}: FieldProps<Values> & { min?: string; max?: string }) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <FieldFrame {...{ id, label, required, hint, message, className }}>
      <Input id={id} type="date" {...aria} {...input} {...register(name)} />
    </FieldFrame>
  );
}

/** A number; an empty field is undefined. */
export function NumberField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  step = 1,
  after,
  ...input
}: FieldProps<Values> & { step?: number; min?: number; max?: number; after?: ReactNode }) {
  const { id, register, message, aria } = useField(name, hint);
  const setValueAs = (value: unknown) => (value === "" || value === undefined ? undefined : Number(value));
  return (
    <FieldFrame {...{ id, label, required, hint, message, className }}>
      <div className={cn(after && "flex items-center gap-2 *:last:shrink-0")}>
        <Input
          id={id}
          type="number"
          inputMode="decimal"
          step={step}
          // A turn of the wheel over the field must not change what was typed.
          onWheel={(event) => event.currentTarget.blur()}
          {...aria}
          {...input}
          {...register(name, { setValueAs })}
        />
        {after}
      </div>
    </FieldFrame>
  );
}
