import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const badgeVariants = cva(
  "inline-flex items-center rounded-sm px-2 py-px text-[max(0.75rem,0.929em)] font-medium whitespace-nowrap print:border",
  {
    variants: {
      tone: {
        neutral: "bg-muted text-muted-foreground",
        waiting: "bg-warning-soft text-warning",
        success: "bg-success-soft text-success",
        danger: "bg-destructive-soft text-destructive",
        info: "bg-primary-soft text-primary",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeVariants>["tone"]>;

/** A state in a word; the colour only repeats what the word says. */
export function Badge({ tone, className, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return <span className={cn(badgeVariants({ tone }), className)} {...props} />;
}
