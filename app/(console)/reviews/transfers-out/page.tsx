// §5.4 人员调转: 调出记录
import type { Metadata } from "next";
import { Suspense } from "react";
import { FilterBar, FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { TransferTabs } from "@/components/transfer/transfer-tabs";
import { TransfersTable } from "@/components/transfer/transfers-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listTransfersOut } from "@/lib/transfer/queries";
import { transferFilters, transferStates } from "@/lib/transfer/schema";
import { stateLabels } from "@/lib/workflow/rules";

export const metadata: Metadata = { title: "调出记录" };

const pathname = "/reviews/transfers-out";

export default async function TransfersOutPage({ searchParams }: PageProps<"/reviews/transfers-out">) {
  const ctx = await requirePage("transfers.review");
  const search = await searchParams;
  const { filters } = parseList(search, transferFilters);
  return (
    <>
      <PageHeader title="人员调转" description="本单位人员申请调往其他单位的记录，由调入单位审核" />
      <TransferTabs active="out" />
      <FilterBar action={pathname}>
        <FilterSearch label="姓名或证件号码" value={filters.q} className="sm:w-56" />
        <FilterSelect
          label="状态"
          name="state"
          value={filters.state}
          options={transferStates.map((state) => ({ value: state, label: stateLabels[state] }))}
          className="sm:w-32"
        />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <OutList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function OutList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, transferFilters);
  const { rows, total } = await listTransfersOut(ctx.db, ctx.scope, params);
  stayWithin(pathname, search, params, total);
  const filtered = Object.keys(params.filters).length > 0;
  return (
    <>
      <TransfersTable
        rows={rows}
        caption="调出记录"
        withPerson
        empty={
          <EmptyState
            title={filtered ? "没有符合条件的记录" : "还没有调出记录"}
            hint={
              filtered ? "可放宽筛选条件，或点“重置”查看全部" : "本单位人员申请调往其他单位后，会显示在此处"
            }
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />}
    </>
  );
}
