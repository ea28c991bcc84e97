import type { Column, Row } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { UrlLink } from "@/components/ui/url-link";
import { formatDateTime, formatRelative } from "@/lib/date";
import { type ListParams, listHref, type SearchParams, sameListHref } from "@/lib/list";
import type { InboxPageRow } from "@/lib/workflow/queries";
import { type InboxTab, inboxOrder } from "@/lib/workflow/schema";
import { RowDecideButtons } from "./decide-buttons";
import type { RowDrawing } from "./matters/drawing";
import { StateBadge } from "./state-badge";
import type { ReviewWording } from "./wording";

type List = { pathname: string; search: SearchParams; tab: InboxTab };

/** Columns of an inbox: who it is about, the kind's own facts, what was decided, since when. */
export function inboxColumns(
  { columns, nameHeader = "姓名" }: Pick<RowDrawing<never>, "columns" | "nameHeader">,
  { pathname, search, tab }: List,
  { order }: Pick<ListParams<unknown>, "order">,
): Column[] {
  const sorted = inboxOrder(tab, order);
  const time = tab === "open" ? "提交时间" : "审核时间";
  return [
    { key: "name", header: nameHeader },
    ...columns,
    ...(tab === "decided" ? [{ key: "state", header: "审核结果" }] : []),
    {
      key: "time",
      header: time,
      label: time,
      sorted,
      sortHref: listHref(pathname, search, { order: sorted === "desc" ? "asc" : "desc" }),
    },
    { key: "actions", header: "操作" },
  ];
}

/** One page of an inbox as the table's rows; links keep the list's filters for the way back. */
export function inboxRows<Subject extends { id: string }>(
  drawing: RowDrawing<Subject>,
  { pathname, search, tab }: List,
  wording: ReviewWording,
  rows: readonly (InboxPageRow & { subject: Subject })[],
): Row[] {
  return rows.map(({ reviewId, stepState, submittedAt, decidedAt, remindedAt, subject }) => {
    const href = sameListHref(`${pathname}/${subject.id}`, search);
    const name = drawing.nameOf(subject);
    const label = drawing.labelOf?.(subject) ?? name;
    const moment = (tab === "decided" && decidedAt) || submittedAt;
    return {
      id: reviewId,
      label,
      href,
      cells: [
        name,
        ...drawing.cells(subject),
        ...(tab === "decided"
          ? [<StateBadge key="state" state={stepState === "rejected" ? "rejected" : "approved"} />]
          : []),
        <span key="time" className="whitespace-nowrap">
          <time dateTime={moment.toISOString()} title={formatDateTime(moment)}>
            {tab === "open" ? formatRelative(moment) : formatDateTime(moment)}
          </time>
          {tab === "open" && remindedAt && <Reminded at={remindedAt} />}
        </span>,
        <div key="actions" className="flex gap-3 whitespace-nowrap">
          <UrlLink
            href={href}
            className="text-primary"
            aria-label={`${wording.details}：${drawing.titleOf?.(subject) ?? name}`}
          >
            {wording.details}
          </UrlLink>
          {tab === "open" && <RowDecideButtons reviewId={reviewId} label={label} />}
        </div>,
      ],
    };
  });
}

/** The applicant has asked to hurry. */
function Reminded({ at }: { at: Date }) {
  const when = `申请人于 ${formatDateTime(at)} 催办`;
  return (
    <Badge tone="waiting" title={when} className="ml-2">
      催办<span className="sr-only">：{when}</span>
    </Badge>
  );
}
