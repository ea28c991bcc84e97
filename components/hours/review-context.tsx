import { StateBadge } from "@/components/review/state-badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { UrlLink } from "@/components/ui/url-link";
import { specOf } from "@/lib/hours/forms";
import type { listSimilarDeclarations } from "@/lib/hours/queries";
import { declarationNumber, type LedgerYear, shortfall } from "@/lib/hours/rules";

/** What a reviewer compares a declaration with: the person's year, and what else they declared in it. */
export function ReviewContext({
  ledger,
  similar,
}: {
  ledger: readonly LedgerYear[];
  similar: Awaited<ReturnType<typeof listSimilarDeclarations>>;
}) {
  return (
    <>
      {ledger.map((year) => (
        <Card key={year.year}>
          <CardHeader
            title={`${year.year} 年度完成情况`}
            description={year.exempt ? "该人员不在岗，本年度学时不作要求" : undefined}
          />
          <CardContent>
            <YearTable year={year} />
          </CardContent>
        </Card>
      ))}
      <Card>
        <CardHeader title="该人员同年度的其他申报" description="用于核对是否重复" />
        <CardContent>
          {similar.length === 0 ? (
            <p className="text-muted-foreground">没有其他审核中或已通过的申报。</p>
          ) : (
            <ul className="space-y-2">
              {similar.map((item) => (
                <li key={item.id} className="flex flex-wrap items-baseline justify-between gap-2">
                  <span className="min-w-0">
                    <UrlLink href={`/hours/review/${item.id}`} className="text-primary">
                      {item.title}
                    </UrlLink>
                    <span className="block text-muted-foreground">
                      {declarationNumber(item.year, item.number)} · {specOf(item.form).label} · {item.hours}{" "}
                      学时
                    </span>
                  </span>
                  <StateBadge state={item.state} />
                </li>
              ))}
            </ul>
          )}
        </CardContent>
      </Card>
    </>
  );
}

function YearTable({ year }: { year: LedgerYear }) {
  const short = shortfall(year.exempt ? { ...year, standard: null } : year);
  const rows = [
    ["公需科目", year.credited.public, year.pending.public, year.standard?.public, short.public],
    [
      "专业科目",
      year.credited.professional,
      year.pending.professional,
      year.standard?.professional,
      short.professional,
    ],
  ] as const;
  return (
    <table className="w-full tabular-nums">
      <thead className="text-left text-muted-foreground">
        <tr>
          <th className="font-normal">科目</th>
          <th className="text-right font-normal">已通过</th>
          <th className="text-right font-normal">审核中</th>
          <th className="text-right font-normal">标准</th>
          <th className="text-right font-normal">还差</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, credited, pending, standard, missing]) => (
          <tr key={label} className="border-t">
            <td className="py-1.5">{label}</td>
            <td className="text-right">{credited}</td>
            <td className="text-right">{pending}</td>
            <td className="text-right">{standard ?? "—"}</td>
            <td className="text-right">{missing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
