"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

/** Where one is in a form of several steps; `step` counts from 0. */
export function Steps({ label, titles, step }: { label: string; titles: readonly string[]; step: number }) {
  return (
    <ol aria-label={label} className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
      {titles.map((title, index) => (
        <li
          key={title}
          aria-current={index === step ? "step" : undefined}
          className={cn(
            "flex items-center gap-2",
            index === step ? "font-semibold text-primary" : "text-muted-foreground",
          )}
        >
          <span
            aria-hidden
            className={cn(
              "flex size-7 items-center justify-center rounded-full border tabular-nums",
              index === step && "border-primary bg-primary text-primary-foreground",
            )}
          >
            {index + 1}
          </span>
          {title}
        </li>
      ))}
    </ol>
  );
}

/**
 * A step's heading. With `focus` it takes the focus when its step appears, so that the keyboard and the screen reader
 * begin there.
 */
export function StepHeading({ focus, children }: { focus: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!focus) return;
    heading.current?.focus();
    window.scrollTo({ top: 0 });
  }, [focus]);
  return (
    <h2 ref={heading} tabIndex={-1} className="sr-only">
      {children}
    </h2>
  );
}
