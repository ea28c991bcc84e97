import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Tone } from "./badge";

const dots: Record<Tone, string> = {
  neutral: "border-input bg-card",
  waiting: "border-warning bg-warning-soft",
  success: "border-success bg-success",
  danger: "border-destructive bg-destructive",
  info: "border-primary bg-primary",
};

/** Steps in order, one below the other. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return <ol aria-label={label}>{children}</ol>;
}

/** One step. The dot's colour only repeats the state, which the title or a badge in it must say in words. */
export function TimelineItem({
  tone = "neutral",
  title,
  time,
  children,
}: {
  tone?: Tone;
  title: ReactNode;
  time?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className="relative pb-5 pl-7 before:absolute before:top-4 before:bottom-[-0.25rem] before:left-[6px] before:w-0.5 before:bg-border last:pb-0 last:before:hidden">
      <span
        aria-hidden
        className={cn("absolute top-[0.3em] left-0 size-[14px] rounded-full border-2", dots[tone])}
      />
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <div className="font-medium">{title}</div>
        {time && <div className="text-muted-foreground tabular-nums">{time}</div>}
      </div>
      {children && <div className="text-muted-foreground">{children}</div>}
    </li>
  );
}
