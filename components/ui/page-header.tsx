import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";
import { formatCount } from "./count";

/** The page's title, its only h1, with what can be done from here at the right. */
export function PageHeader({
  title,
  count,
  description,
  actions,
  breadcrumb,
}: {
  title: string;
  /** How many there are in all, shown beside the title. */
  count?: number;
  description?: ReactNode;
  actions?: ReactNode;
  /** The way here below the shell's own (`TrailProvider`), this page last; left out: just this page. */
  breadcrumb?: Crumb[];
}) {
  return (
    <div className="mb-4">
      <Breadcrumb items={breadcrumb ?? [{ label: title }]} />
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-[1.25rem] leading-8 font-semibold">
            {title}
            {count !== undefined && (
              <span className="ml-2 text-[1rem] font-normal text-muted-foreground tabular-nums">
                共 {formatCount(count)} 条
              </span>
            )}
          </h1>
          {description && <p className="mt-1 text-muted-foreground">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2 print:hidden">{actions}</div>}
      </div>
    </div>
  );
}
