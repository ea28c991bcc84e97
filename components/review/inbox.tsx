import { type Column, DataTable, type Row } from "@/components/list/data-table";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { SelectionProvider } from "@/components/list/selection";
import { EmptyState } from "@/components/ui/empty-state";
import type { ListParams, SearchParams } from "@/lib/list";
import type { InboxTab } from "@/lib/workflow/schema";
import { BatchBar } from "./batch-bar";
import { DecisionProvider, type ReviewActions } from "./decision";

/**
 * An inbox: the batch actions, the rows that wait or were decided, the pages. One component for every kind of
 * matter; the kind hands in its columns and rows.
 */
export function Inbox({
  noun,
  actions,
  tab,
  columns,
  rows,
  open,
  decided,
  cap,
  asOf,
  pathname,
  searchParams,
  params,
}: {
  noun: string;
  actions: ReviewActions;
  tab: InboxTab;
  columns: Column[];
  rows: Row[];
  /** How many wait and how many were decided under the filters; over `cap` they were not counted on. */
  open: number;
  decided: number;
  cap: number;
  asOf: string;
  pathname: string;
  searchParams: SearchParams;
  params: Pick<ListParams<Record<string, unknown>>, "page" | "filters">;
}) {
  const filtered = Object.keys(params.filters).length > 0;
  const total = tab === "open" ? open : decided;
  const table = (
    <DataTable
      caption={`${noun}${tab === "open" ? "待审核" : "已审核"}列表`}
      columns={columns}
      rows={rows}
      selectable={tab === "open"}
      empty={
        <EmptyState
          title={filtered ? "没有符合条件的记录" : tab === "open" ? "没有待审核的记录" : "还没有审核过的记录"}
          hint={
            filtered
              ? "可放宽筛选条件，或点“重置”查看全部"
              : tab === "open"
                ? "有新的申报提交到您这里时会显示在此处"
                : undefined
          }
        />
      }
    />
  );
  return (
    <DecisionProvider actions={actions} noun={noun}>
      <SelectionProvider ids={rows.map((row) => row.id)}>
        {tab === "open" && open > 0 && (
          <BatchBar filters={params.filters} asOf={asOf} total={Math.min(open, cap)} capped={open > cap} />
        )}
        {table}
      </SelectionProvider>
      {total > 0 && <Pager {...pagerLinks(pathname, searchParams, params, { total, cap })} />}
    </DecisionProvider>
  );
}
