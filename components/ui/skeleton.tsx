import { cn } from "@/lib/cn";

/** A grey bar where text will be. Say what is loading once, around the bars. */
function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-sm bg-muted", className)} />;
}

/** The place of a list while it loads. */
export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" className="rounded-lg border bg-card">
      <span className="sr-only">正在加载…</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are alike and never move
        <div key={row} className="flex h-11 items-center gap-4 border-b px-4 last:border-b-0">
          <Skeleton className="w-4" />
          <Skeleton className="w-28" />
          <Skeleton className="flex-1" />
          <Skeleton className="w-16" />
        </div>
      ))}
    </div>
  );
}
