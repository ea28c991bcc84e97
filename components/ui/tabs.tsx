import { cn } from "@/lib/cn";
import { formatCount } from "./count";
import { UrlLink } from "./url-link";

/**
 * Tabs whose state is the URL: links, one of them current. `label` names the group for screen readers. `onChoose` takes
 * the place of asking the server for the address; a link that is opened in another tab asks all the same.
 */
export function LinkTabs({
  items,
  label = "切换列表",
  className,
  onChoose,
}: {
  items: {
    href: string;
    label: string /** A number, or how it is said: 2,000+. */;
    count?: number | string;
    active?: boolean;
  }[];
  label?: string;
  className?: string;
  onChoose?: (href: string) => void;
}) {
  return (
    <nav aria-label={label} className={cn("flex gap-1 overflow-x-auto border-b print:hidden", className)}>
      {items.map((item) => (
        <UrlLink
          key={item.href}
          href={item.href}
          aria-current={item.active ? "page" : undefined}
          onNavigate={
            onChoose &&
            ((event) => {
              event.preventDefault();
              onChoose(item.href);
            })
          }
          className="-mb-px flex min-h-11 items-center gap-1.5 border-b-2 border-transparent px-4 whitespace-nowrap text-muted-foreground -outline-offset-3 hover:text-foreground aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-primary"
        >
          {item.label}
          {item.count !== undefined && (
            <span className="tabular-nums">
              ({typeof item.count === "number" ? formatCount(item.count) : item.count})
            </span>
          )}
        </UrlLink>
      ))}
    </nav>
  );
}
