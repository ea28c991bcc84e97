"use client";

import type { ReactNode } from "react";
import { type FieldValues, type Path, useFormContext, useFormState } from "react-hook-form";
import { Label } from "@/components/ui/label";
import { cn } from "@/lib/cn";
import { fieldId, useFormContextOf } from "./form-context";

/** What every field takes. Name the form's values (`<TextField<Values> …>`) to have `name` checked. */
export type FieldProps<Values extends FieldValues = FieldValues> = {
  name: Path<Values>;
  label: string;
  required?: boolean;
  hint?: ReactNode;
  disabled?: boolean;
  /** Placement within the section's grid, e.g. `sm:col-span-2`. */
  className?: string;
};

/** A field's id, its error, and the attributes that tie hint and error to the control. */
export function useField(name: string, hint: ReactNode) {
  const { id: formId } = useFormContextOf();
  const { register, getFieldState } = useFormContext();
  const formState = useFormState({ name });
  const id = fieldId(formId, name);
  const { error } = getFieldState(name, formState);
  const message = error && (error.message || "填写有误");
  const describedBy = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(" ");
  return {
    id,
    register,
    message,
    aria: { "aria-invalid": message ? true : undefined, "aria-describedby": describedBy || undefined },
  };
}

/** Label, hint, error and control, one below the other. */
export function FieldFrame({
  id,
  label,
  required,
  hint,
  message,
  className,
  children,
}: {
  id: string;
  label: string;
  required?: boolean;
  hint?: ReactNode;
  message?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("min-w-0", className)}>
      <Label htmlFor={id} required={required}>
        {label}
      </Label>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
      <div className="mt-1">{children}</div>
    </div>
  );
}

export function FieldHint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-hint`} className="text-[max(0.8125rem,0.929em)] text-muted-foreground">
      {children}
    </p>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="font-medium text-destructive">
      <span className="sr-only">错误：</span>
      {children}
    </p>
  );
}
