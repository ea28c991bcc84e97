"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked"> & {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
};

/**
 * A tick box that can also stand half-way (`checked="indeterminate"`). It is the browser's own control, so it
 * works with `register`, with FormData, and costs one element in a long list.
 */
export function Checkbox({ className, checked, onCheckedChange, onChange, ref, ...props }: CheckboxProps) {
  const half = checked === "indeterminate";
  return (
    <input
      type="checkbox"
      className={cn("size-6 shrink-0 align-middle sm:size-[18px]", className)}
      checked={half ? false : checked}
      onChange={(event) => {
        onChange?.(event);
        onCheckedChange?.(event.currentTarget.checked);
      }}
      ref={(element) => {
        if (element) element.indeterminate = half;
        if (typeof ref === "function") return ref(element);
        if (ref) ref.current = element;
      }}
      {...props}
    />
  );
}
