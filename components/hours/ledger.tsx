import { Badge } from "@/components/ui/badge";
import { Table, TD, TH, THead, TR } from "@/components/ui/table";
import { categoryLabels } from "@/lib/hours/forms";
import { type CategoryHours, isFulfilled, type LedgerYear, shortfall } from "@/lib/hours/rules";

const totalOf = (hours: CategoryHours) => hours.public + hours.professional;

/** Every amount that a year has of 公需, 专业 and in all, with what the standard asks; null: no standard set. */
const partsOf = ({ credited, pending, standard }: LedgerYear) => [
  {
    label: categoryLabels.public,
    credited: credited.public,
    pending: pending.public,
    required: standard?.public ?? null,
  },
  {
    label: categoryLabels.professional,
    credited: credited.professional,
    pending: pending.professional,
    required: standard?.professional ?? null,
  },
  {
    label: "合计",
    credited: totalOf(credited),
    pending: totalOf(pending),
    required: standard?.total ?? null,
  },
];

/** 还差公需科目 6 学时、专业科目 20 学时: what is missing to the standard, or null when nothing is. */
function shortfallText(year: Pick<LedgerYear, "credited" | "standard">): string | null {
  const short = shortfall(year);
  const parts = [
    ...(short.public > 0 ? [`${categoryLabels.public} ${short.public} 学时`] : []),
    ...(short.professional > 0 ? [`${categoryLabels.professional} ${short.professional} 学时`] : []),
  ];
  // The total can ask for more than both categories together.
  if (short.total > short.public + short.professional) parts.push(`合计 ${short.total} 学时`);
  return parts.length > 0 ? `还差${parts.join("、")}` : null;
}

/** 达标 or 未达标, in words; 未设标准 for a year that has none, 不要求 where it doesn't ask the person for hours. */
export function FulfilmentBadge({ fulfilled, exempt }: { fulfilled: boolean | null; exempt: boolean }) {
  if (fulfilled === null) return <Badge>未设标准</Badge>;
  if (fulfilled) return <Badge tone="success">达标</Badge>;
  return exempt ? <Badge>不要求</Badge> : <Badge tone="waiting">未达标</Badge>;
}

/** What is missing to a standard that the person is held to, or null. */
export const missingText = (year: LedgerYear): string | null =>
  year.standard && !year.exempt ? shortfallText(year) : null;

/** 年度完成情况: credited hours of each year against its standard, and what is missing. */
export function LedgerTable({ years, caption }: { years: readonly LedgerYear[]; caption: string }) {
  return (
    <Table>
      <caption className="sr-only">{caption}</caption>
      <THead>
        <TR>
          <TH>年度</TH>
          <TH className="num">公需科目</TH>
          <TH className="num">专业科目</TH>
          <TH className="num">合计</TH>
          <TH className="num">审核中</TH>
          <TH>完成情况</TH>
        </TR>
      </THead>
      <tbody>
        {years.map((year) => (
          <TR key={year.year}>
            <TD data-label="年度">{year.year}</TD>
            {partsOf(year).map((part) => (
              <TD key={part.label} data-label={part.label} className="num">
                <span>
                  {part.credited}
                  {part.required !== null && (
                    <span className="text-muted-foreground"> / {part.required}</span>
                  )}
                </span>
              </TD>
            ))}
            <TD data-label="审核中" className={totalOf(year.pending) > 0 ? "num" : "num phone-hide"}>
              {totalOf(year.pending)}
            </TD>
            <TD data-label="完成情况">
              <span>
                <FulfilmentBadge fulfilled={year.standard && isFulfilled(year)} exempt={year.exempt} />
                {missingText(year) && <span className="ml-2 text-muted-foreground">{missingText(year)}</span>}
              </span>
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

/** One year against its standard as bars, each with its numbers; what is under review stands beside in words. */
export function LedgerBars({ year }: { year: LedgerYear }) {
  return (
    <ul className="space-y-4">
      {partsOf(year).map(({ label, credited, pending, required }) => (
        <li key={label}>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-medium">{label}</span>
            <span className="tabular-nums">
              <span className="text-[1.25em] font-semibold">{credited}</span>
              {required !== null && <span className="text-muted-foreground"> / {required}</span>} 学时
              {pending > 0 && <span className="ml-2 text-warning">另有 {pending} 学时审核中</span>}
            </span>
          </p>
          {required !== null && (
            <div aria-hidden className="mt-1 h-3 overflow-hidden rounded-sm border bg-muted">
              <div
                className={credited >= required ? "h-full bg-success" : "h-full bg-primary"}
                style={{ width: `${required > 0 ? Math.min(100, (credited / required) * 100) : 100}%` }}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
