"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { RequiredMark } from "@/components/ui/label";
import { Radio } from "@/components/ui/radio-group";
import { cn } from "@/lib/cn";
import { FieldError, FieldFrame, FieldHint, type FieldProps, useField } from "./field";
import type { Option } from "./fields";

/** One of a few choices, all in view. */
export function RadioField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  options,
  disabled,
}: FieldProps<Values> & { options: readonly Option[] }) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <fieldset className={cn("min-w-0", className)} aria-describedby={aria["aria-describedby"]}>
      <legend className="font-medium">
        {label}
        {required && <RequiredMark />}
      </legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
      <div className="mt-1 flex flex-wrap gap-x-6">
        {options.map((option, index) => (
          <Radio
            key={option.value}
            // The error summary leads to the first choice.
            id={index === 0 ? id : undefined}
            value={option.value}
            disabled={disabled || option.disabled}
            aria-invalid={aria["aria-invalid"]}
            {...register(name)}
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </fieldset>
  );
}

/** A single box to tick, its label beside it. */
export function CheckboxField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  disabled,
}: FieldProps<Values>) {
  const { id, register, message, aria } = useField(name, hint);
  return (
    <div className={cn("min-w-0", className)}>
      <div className="flex min-h-9 items-center gap-2">
        <Checkbox id={id} disabled={disabled} {...aria} {...register(name)} />
        <label htmlFor={id}>
          {label}
          {required && <RequiredMark />}
        </label>
      </div>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
    </div>
  );
}

/** A password that can be shown while typing. Pasting and password managers are welcome. */
export function PasswordField<Values extends FieldValues = FieldValues>({
  name,
  label,
  required,
  hint,
  className,
  disabled,
  autoComplete,
}: FieldProps<Values> & { autoComplete: "current-password" | "new-password" }) {
  const { id, register, message, aria } = useField(name, hint);
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <FieldFrame {...{ id, label, required, hint, message, className }}>
      <div className="flex gap-2">
        <Input
          id={id}
          type={shown ? "text" : "password"}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          disabled={disabled}
          {...aria}
          {...register(name)}
        />
        <Button
          variant="outline"
          size="icon"
          aria-pressed={shown}
          aria-label="显示输入的内容"
          onClick={() => setShown(!shown)}
        >
          <Icon aria-hidden />
        </Button>
      </div>
    </FieldFrame>
  );
}
