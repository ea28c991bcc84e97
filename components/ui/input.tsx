import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** The look that text-like controls share. */
export const controlClass =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-foreground placeholder:text-muted-foreground disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-2 aria-invalid:border-destructive";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlClass, "read-only:bg-muted h-11 sm:h-9", className)} {...props} />;
}
