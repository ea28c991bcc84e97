import { DataTable } from "@/components/list/data-table";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { SelectionProvider } from "@/components/list/selection";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListParams, SearchParams } from "@/lib/list";
import type { InboxPageRow } from "@/lib/workflow/queries";
import type { InboxTab } from "@/lib/workflow/schema";
import { BatchBar } from "./batch-bar";
import { DecisionProvider, type ReviewActions } from "./decision";
import { InboxKeys } from "./inbox-keys";
import { inboxColumns, inboxRows } from "./inbox-rows";
import { InboxTabs } from "./inbox-tabs";
import type { RowDrawing } from "./matters/drawing";
import { ReviewKeysHelp } from "./review-keys";
import type { ReviewWording } from "./wording";

/**
 * An inbox: its tabs, the batch actions, the rows that wait or were decided, the pages. One component for every kind
 * of matter; the kind hands in how its rows are drawn and what things are called.
 */
export function Inbox<Subject extends { id: string }>({
  wording,
  drawing,
  actions,
  tab,
  inbox: { rows, open, decided, cap, asOf },
  pathname,
  search,
  params,
}: {
  wording: ReviewWording;
  drawing: RowDrawing<Subject>;
  actions: ReviewActions;
  tab: InboxTab;
  /** A page of it; how many wait and how many were decided under the filters: over `cap` they were not counted on. */
  inbox: {
    rows: readonly (InboxPageRow & { subject: Subject })[];
    open: number;
    decided: number;
    cap: number;
    asOf: string;
  };
  pathname: string;
  search: SearchParams;
  params: Pick<ListParams<Record<string, unknown>>, "page" | "filters" | "order">;
}) {
  const list = { pathname, search, tab };
  const filtered = Object.keys(params.filters).length > 0;
  const total = tab === "open" ? open : decided;
  const decidable = tab === "open" && open > 0;
  return (
    <>
      <InboxTabs pathname={pathname} search={search} tab={tab} open={open} decided={decided} cap={cap} />
      <DecisionProvider actions={actions} wording={wording}>
        <SelectionProvider ids={rows.map((row) => row.reviewId)}>
          {decidable && (
            <BatchBar filters={params.filters} asOf={asOf} total={Math.min(open, cap)} capped={open > cap} />
          )}
          <DataTable
            caption={`${wording.noun}${tab === "open" ? "待审核" : "已审核"}列表`}
            columns={inboxColumns(drawing, list, params)}
            rows={inboxRows(drawing, list, wording, rows)}
            selectable={tab === "open"}
            empty={<NothingThere noun={wording.noun} tab={tab} filtered={filtered} />}
          />
          <InboxKeys decidable={decidable} />
        </SelectionProvider>
      </DecisionProvider>
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap })} />}
      {decidable && (
        <div className="mt-3">
          <ReviewKeysHelp list approve={wording.approve} />
        </div>
      )}
    </>
  );
}

function NothingThere({ noun, tab, filtered }: { noun: string; tab: InboxTab; filtered: boolean }) {
  if (filtered) return <EmptyState title="没有符合条件的记录" hint="可放宽筛选条件，或点“重置”查看全部" />;
  if (tab === "decided") return <EmptyState title="还没有审核过的记录" />;
  return <EmptyState title="没有待审核的记录" hint={`有新的${noun}提交到您这里时会显示在此处`} />;
}
