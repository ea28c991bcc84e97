import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { UrlLink } from "@/components/ui/url-link";
import { cn } from "@/lib/cn";

export type ToDoItem = {
  href: string;
  label: string;
  /** How many wait there, as it is shown; null: just one thing. */
  count: string | null;
  /** What is to be done with them: 条待审核. */
  words: string;
  waits: boolean;
};

/** 待办: what waits for the viewer, each with its place. */
export function ToDo({ items }: { items: readonly ToDoItem[] }) {
  const waits = items.some((item) => item.waits);
  return (
    <Card className={waits ? "border-warning/50" : undefined}>
      <CardHeader title="待办" description={waits ? undefined : "没有等待审核的记录"} />
      <CardContent>
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
          {items.map(({ href, label, count, words, waits: urgent }) => (
            <li key={href}>
              <UrlLink
                href={href}
                className="block h-full rounded-md border px-3 py-2 hover:border-primary hover:bg-muted"
              >
                <span className="block text-muted-foreground">{label}</span>
                <span className={cn("wrap-anywhere", urgent && "text-warning")}>
                  {count !== null && (
                    <span className="text-[1.5rem] leading-9 font-semibold tabular-nums">{count}</span>
                  )}{" "}
                  {words}
                </span>
              </UrlLink>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
