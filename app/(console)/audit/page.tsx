// 操作日志
import type { Metadata } from "next";
import { Suspense } from "react";
import { FilterBar } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { AuditFilterFields } from "@/components/record/audit-filters";
import { AuditTable } from "@/components/record/audit-table";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/count";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { countCap, listHref, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { auditFilters } from "@/lib/record/filters";
import { listAudit } from "@/lib/record/queries";
import { defaultDays, exportCap, isNameSearch, periodOf, searchReach } from "@/lib/record/rules";
import { actionGroups } from "@/lib/record/words";

export const metadata: Metadata = { title: "操作日志" };

const pathname = "/audit";

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const ctx = await requirePage("audit.read");
  const search = await searchParams;
  const { filters } = parseList(search, auditFilters);
  return (
    <>
      <PageHeader
        title="操作日志"
        description={`本单位人员的操作，以及他人对本单位和本单位管理员账户的操作。未选起始日期时显示 ${defaultDays} 天内的记录；导出为 CSV 文件，最多 ${formatCount(exportCap)} 条。`}
        actions={
          <Button asChild variant="outline">
            {/* No soft navigation: it is a file, and asking for it is audited. */}
            <a href={listHref("/audit/export", filters, {})}>导出</a>
          </Button>
        }
      />
      <FilterBar action={pathname}>
        <AuditFilterFields filters={filters} groups={actionGroups} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <AuditList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function AuditList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, auditFilters);
  const { rows, total } = await listAudit(ctx, params);
  stayWithin(pathname, search, params, total);
  const { from, to } = periodOf(params.filters);
  return (
    <>
      {isNameSearch(params.filters) && (
        <p className="mb-3 text-muted-foreground">
          {`按操作人、对象查找时，在所选时间内最近 ${formatCount(searchReach)} 条中查找；更早的请缩小时间范围`}
        </p>
      )}
      <AuditTable
        rows={rows}
        hint={
          from > to
            ? "起始日期晚于结束日期，请重新选择"
            : `查询的是 ${from} 至 ${to} 的记录，可改选日期或减少条件；也可点“重置”`
        }
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />}
    </>
  );
}
