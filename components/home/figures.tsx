import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCapped, formatCount } from "@/components/ui/count";
import { UrlLink } from "@/components/ui/url-link";
import type { Figure } from "@/lib/home/queries";

/** 单位概况: each figure leads to the list that it counts. `cap`: more are counted as more. */
export function Figures({ figures, cap }: { figures: readonly Figure[]; cap: number }) {
  return (
    <Card>
      <CardHeader title="单位概况" />
      <CardContent>
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
          {figures.map(({ label, href, value, unit }) => (
            <li key={href}>
              <UrlLink
                href={href}
                className="block h-full rounded-md border px-3 py-2 hover:border-primary hover:bg-muted"
              >
                <span className="block text-muted-foreground">{label}</span>
                <span>
                  <span className="text-[1.5rem] leading-9 font-semibold tabular-nums">
                    {unit === "学时" ? formatCount(value) : formatCapped(value, cap)}
                  </span>{" "}
                  {unit}
                </span>
              </UrlLink>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
