import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** One choice of a group: radios of the same `name` belong together. The group's fieldset is the caller's. */
export function Radio({ className, children, ...props }: Omit<ComponentProps<"input">, "type">) {
  return (
    <label className={cn("inline-flex min-h-9 items-center gap-2", className)}>
      <input type="radio" className="size-6 shrink-0 sm:size-[18px]" {...props} />
      <span>{children}</span>
    </label>
  );
}
