import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** A label above its control; `required` adds the red star, and the word for those who do not see it. */
export function Label({
  className,
  required = false,
  children,
  htmlFor,
  ...props
}: ComponentProps<"label"> & { required?: boolean; htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn("block font-medium", className)} {...props}>
      {children}
      {required && <RequiredMark />}
    </label>
  );
}

/** The red star of a required field, with the word 必填 for screen readers. */
export function RequiredMark() {
  return (
    <>
      <span aria-hidden className="ml-0.5 text-destructive">
        *
      </span>
      <span className="sr-only">（必填）</span>
    </>
  );
}
