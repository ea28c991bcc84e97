import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

/** Facts about one thing, label and value; what is empty shows as —. One column on a phone, two or three else. */
export function Facts({
  items,
  columns = 2,
  className,
}: {
  items: { label: string; value: ReactNode; wide?: boolean }[];
  columns?: 1 | 2 | 3;
  className?: string;
}) {
  return (
    <dl
      className={cn(
        "grid gap-x-8 gap-y-2",
        columns === 2 && "sm:grid-cols-2",
        columns === 3 && "sm:grid-cols-2 xl:grid-cols-3",
        className,
      )}
    >
      {items.map((item) => (
        <div
          key={item.label}
          className={cn("grid grid-cols-[7em_minmax(0,1fr)] gap-3", item.wide && "col-span-full")}
        >
          <dt className="text-muted-foreground">{item.label}</dt>
          <dd className="min-w-0 break-words">{isEmpty(item.value) ? "—" : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isEmpty(value: ReactNode): boolean {
  return value === null || value === undefined || value === "";
}
