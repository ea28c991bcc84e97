// §7 申报进度查询
import type { Metadata } from "next";
import { Suspense } from "react";
import { DeclarationsTable } from "@/components/hours/declarations-table";
import { ProgressFilterFields } from "@/components/hours/filters";
import { FilterBar } from "@/components/list/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { listDeclarations } from "@/lib/hours/queries";
import { progressFilters } from "@/lib/hours/schema";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";

export const metadata: Metadata = { title: "申报进度查询" };

export default async function ProgressPage({ searchParams }: PageProps<"/hours/progress">) {
  const ctx = await requirePage("hours.progress");
  const search = await searchParams;
  const { filters } = parseList(search, progressFilters);
  return (
    <>
      <PageHeader title="申报进度查询" description="每项申报到了哪一级、由谁审核、何时审核" />
      <FilterBar action="/hours/progress">
        <ProgressFilterFields filters={filters} withDrafts={may(ctx.viewer, "hours.declare")} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <ProgressList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function ProgressList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, progressFilters);
  const { rows, total } = await listDeclarations(ctx.db, ctx.scope, params);
  stayWithin("/hours/progress", search, params, total);
  return (
    <DeclarationsTable
      rows={rows}
      total={total}
      cap={countCap}
      pathname="/hours/progress"
      search={search}
      params={params}
      viewPath="/hours/progress"
      emptyHint="本单位人员提交学时申报后，可在这里查看进度。"
    />
  );
}
