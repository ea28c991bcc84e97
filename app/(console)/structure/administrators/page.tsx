// §4.2 管理单位管理员: the organization's administrators, and what each may
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { administratorColumns, administratorRows } from "@/components/administrator/administrators-table";
import { administratorsPath, handOverPath } from "@/components/administrator/path";
import { DataTable } from "@/components/list/data-table";
import { FilterBar, FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import { findActor, listAdministrators } from "@/lib/administrator/queries";
import { administratorFilters, administratorStateLabels } from "@/lib/administrator/schema";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";

const title = "管理单位管理员";

export const metadata: Metadata = { title };

export default async function AdministratorsPage({ searchParams }: PageProps<"/structure/administrators">) {
  const ctx = await requirePage("administrators.manage");
  const search = await searchParams;
  const { filters } = parseList(search, administratorFilters);
  const { full } = await findActor(ctx.db, ctx);
  return (
    <>
      <PageHeader
        title={title}
        description="为本单位新增不同权限的管理员；全权管理员拥有本单位的全部权限，至少保留一名"
        actions={
          <>
            {full && (
              <Button asChild variant="outline">
                <Link href={handOverPath as Route}>移交全权</Link>
              </Button>
            )}
            <Button asChild>
              <Link href={`${administratorsPath}/new` as Route}>新增管理员</Link>
            </Button>
          </>
        }
      />
      <FilterBar action={administratorsPath as Route}>
        <FilterSearch label="姓名或完整证件号码" value={filters.q} className="sm:w-52" />
        <FilterSelect
          label="状态"
          name="state"
          value={filters.state}
          options={(["active", "disabled"] as const).map((state) => ({
            value: state,
            label: administratorStateLabels[state],
          }))}
          className="sm:w-28"
        />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <AdministratorList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function AdministratorList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, administratorFilters);
  const { rows, total } = await listAdministrators(ctx.db, ctx, params);
  stayWithin(administratorsPath, search, params, total);
  const scoped = { scoped: ctx.viewer.organization.kind === "employer" };
  return (
    <>
      <DataTable
        caption="管理员列表"
        columns={administratorColumns(scoped)}
        rows={administratorRows(rows, scoped)}
        empty={
          <EmptyState
            title="没有符合条件的管理员"
            hint="姓名可只填一部分，证件号码须填写完整；也可点“重置”查看全部"
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(administratorsPath, search, params, { total, cap: countCap })} />}
    </>
  );
}
