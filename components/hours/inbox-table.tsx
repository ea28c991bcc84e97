import type { Column, Row } from "@/components/list/data-table";
import { DecideButtons } from "@/components/review/decide-buttons";
import { StateBadge } from "@/components/review/state-badge";
import { UrlLink } from "@/components/ui/url-link";
import { formatDateTime, formatRelative } from "@/lib/date";
import { categoryLabels, learningFormSpecs } from "@/lib/hours/forms";
import { maskIdNumber } from "@/lib/id-number";
import { type ListParams, listHref, type SearchParams, sameListHref } from "@/lib/list";
import type { DeclarationInbox } from "@/lib/review/queries";
import { type InboxTab, inboxOrder } from "@/lib/workflow/schema";

/** Columns of an inbox of declarations: who, the facts that decide, since when. */
export function inboxColumns(
  pathname: string,
  search: SearchParams,
  { order }: Pick<ListParams<unknown>, "order">,
  tab: InboxTab,
): Column[] {
  const sorted = inboxOrder(tab, order);
  const time = tab === "open" ? "提交时间" : "审核时间";
  return [
    { key: "person", header: "姓名" },
    { key: "title", header: "名称" },
    { key: "form", header: "形式 / 科目" },
    { key: "year", header: "年度" },
    { key: "hours", header: "学时", align: "right" },
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

/** One page of an inbox of declarations as the table's rows; links keep the list's filters for the way back. */
export function inboxRows(
  pathname: string,
  search: SearchParams,
  rows: DeclarationInbox["rows"],
  tab: InboxTab,
): Row[] {
  return rows.map(({ reviewId, stepState, submittedAt, decidedAt, subject }) => {
    const href = sameListHref(`${pathname}/${subject.id}`, search);
    const moment = (tab === "decided" && decidedAt) || submittedAt;
    return {
      id: reviewId,
      label: `${subject.personName}《${subject.title}》`,
      href,
      cells: [
        subject.personName,
        <div key="title" className="min-w-40">
          {subject.title}
          <div className="text-muted-foreground">
            {subject.organizationName} · {maskIdNumber(subject.idNumber)}
          </div>
        </div>,
        `${learningFormSpecs[subject.form].label} / ${categoryLabels[subject.category]}`,
        subject.year,
        subject.hours,
        ...(tab === "decided"
          ? [<StateBadge key="state" state={stepState === "rejected" ? "rejected" : "approved"} />]
          : []),
        <time
          key="time"
          dateTime={moment.toISOString()}
          title={formatDateTime(moment)}
          className="whitespace-nowrap"
        >
          {tab === "open" ? formatRelative(moment) : formatDateTime(moment)}
        </time>,
        <div key="actions" className="flex gap-3 whitespace-nowrap">
          <UrlLink href={href} className="text-primary" aria-label={`详细：${subject.title}`}>
            详细
          </UrlLink>
          {tab === "open" && (
            <DecideButtons inline reviewId={reviewId} label={`${subject.personName}《${subject.title}》`} />
          )}
        </div>,
      ],
    };
  });
}
