"use client";

import { createContext, type ReactNode, useContext } from "react";
import { UrlLink } from "./url-link";

export type Crumb = { label: string; href?: string };

const TrailContext = createContext<readonly Crumb[]>([]);

/** Where the pages inside are: what comes before each page's own crumbs. */
export function TrailProvider({ trail, children }: { trail: readonly Crumb[]; children: ReactNode }) {
  return <TrailContext value={trail}>{children}</TrailContext>;
}

/** Where this page is; the last item is the page itself and has no link. Nothing where there is no way to it. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  const crumbs = [...useContext(TrailContext), ...items];
  if (crumbs.length < 2) return null;
  return (
    <nav aria-label="当前位置" className="print:hidden">
      <ol className="flex flex-wrap items-center text-muted-foreground">
        {crumbs.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be called the same, and none moves
          <li key={`${index}-${item.label}`} className="flex items-center">
            {index > 0 && (
              <span aria-hidden className="px-2">
                /
              </span>
            )}
            {item.href ? (
              <UrlLink href={item.href} className="py-1 hover:text-primary hover:underline">
                {item.label}
              </UrlLink>
            ) : (
              <span aria-current={index === crumbs.length - 1 ? "page" : undefined} className="py-1">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
