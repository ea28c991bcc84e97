import { formatCount } from "@/components/ui/count";
import { Pagination } from "@/components/ui/pagination";

/**
 * Where in the list we are, and the ways on. The addresses are made by the server; one that is absent cannot
 * be taken. `capped` says that counting stopped at `total` and there are more.
 */
export function Pager({
  page,
  pageCount,
  total,
  capped = false,
  firstHref,
  prevHref,
  nextHref,
  lastHref,
}: {
  /** From 1. */
  page: number;
  pageCount?: number;
  total: number;
  capped?: boolean;
  firstHref?: string;
  prevHref?: string;
  nextHref?: string;
  lastHref?: string;
}) {
  const steps = [
    ...(firstHref ? [{ label: "首页", href: firstHref }] : []),
    { label: "上一页", href: prevHref },
    { label: "下一页", href: nextHref },
    ...(lastHref ? [{ label: "末页", href: lastHref }] : []),
  ];
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
      <p className="text-muted-foreground tabular-nums">
        共 {formatCount(total)}
        {capped && "+"} 条，第 {formatCount(page)}
        {pageCount !== undefined && !capped && ` / ${formatCount(pageCount)}`} 页
      </p>
      {(prevHref || nextHref) && <Pagination steps={steps} />}
    </div>
  );
}
