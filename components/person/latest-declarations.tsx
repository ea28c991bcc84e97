import { StateBadge } from "@/components/review/state-badge";
import { UrlLink } from "@/components/ui/url-link";
import { categoryLabels } from "@/lib/hours/forms";
import type { listDeclarations } from "@/lib/hours/queries";

type Rows = Awaited<ReturnType<typeof listDeclarations>>["rows"];

/** A professional's latest declarations, each a link to its progress. */
export function LatestDeclarations({ rows }: { rows: Rows }) {
  return (
    <ul className="divide-y">
      {rows.map((row) => (
        <li key={row.id}>
          <UrlLink
            href={`/me/declarations/${row.id}`}
            className="flex min-h-11 items-center justify-between gap-3 px-4 py-3 hover:bg-muted sm:px-5"
          >
            <span className="min-w-0">
              <span className="block break-words text-primary">{row.title || "（未命名）"}</span>
              <span className="block text-muted-foreground">
                {row.year} 年 · {categoryLabels[row.category]} ·{" "}
                {row.hours === null ? "未填学时" : `${row.hours} 学时`}
              </span>
            </span>
            <StateBadge state={row.state} stage={row.openStage} />
          </UrlLink>
        </li>
      ))}
    </ul>
  );
}
