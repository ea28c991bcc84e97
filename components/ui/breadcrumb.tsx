import { UrlLink } from "./url-link";

export type Crumb = { label: string; href?: string };

/** Where this page is; the last item is the page itself and has no link. */
export function Breadcrumb({ items }: { items: Crumb[] }) {
  return (
    <nav aria-label="当前位置" className="print:hidden">
      <ol className="flex flex-wrap items-center text-muted-foreground">
        {items.map((item, index) => (
          <li key={item.label} className="flex items-center">
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
              <span aria-current="page">{item.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
