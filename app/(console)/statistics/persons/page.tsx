// §10.2 专技人员信息查询
import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTable } from "@/components/list/data-table";
import { FilterBar } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { SelectionProvider } from "@/components/list/selection";
import { PersonFilterFields } from "@/components/person/filters";
import { StateBar } from "@/components/person/state-bar";
import { personColumns, personRows } from "@/components/person/table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { listDepartments } from "@/lib/department/queries";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { searchPersons } from "@/lib/person/queries";
import { personFilters, unassigned } from "@/lib/person/schema";
import { countStates } from "@/lib/person/state/queries";
import { setState } from "./actions";

export const metadata: Metadata = { title: "专技人员信息查询" };

const pathname = "/statistics/persons";

export default async function PersonsPage({ searchParams }: PageProps<"/statistics/persons">) {
  const ctx = await requirePage("persons.read");
  const search = await searchParams;
  const { filters } = parseList(search, personFilters);
  const [departments, people] = await Promise.all([
    listDepartments(ctx.db, ctx.scope),
    ctx.viewer.organization.kind === "employer" ? countStates(ctx.db, ctx.scope) : null,
  ]);
  // Whoever is limited to departments sees nobody who is in none.
  if (departments.length > 0 && !ctx.viewer.departments)
    departments.push({ id: unassigned, name: "未分部门" });
  return (
    <>
      <PageHeader title="专技人员信息查询" description="查询人员的学时记录，打印学时证明，重置密码" />
      <FilterBar action={pathname}>
        <PersonFilterFields filters={filters} departments={departments} people={people} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <PersonList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function PersonList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, personFilters);
  const { rows, total, year } = await searchPersons(ctx.db, ctx.scope, params);
  stayWithin(pathname, search, params, total);
  const filtered = Object.keys(params.filters).length > 0;
  const settable = may(ctx.viewer, "persons.manage")
    ? rows.filter(({ organizationId }) => organizationId === ctx.viewer.organization.id)
    : [];
  return (
    <SelectionProvider ids={settable.map(({ id }) => id)}>
      {settable.length > 0 && <StateBar setState={setState} />}
      <DataTable
        caption="专业技术人员列表"
        columns={personColumns(year)}
        rows={personRows(pathname, rows)}
        selectable={settable.length > 0}
        empty={
          <EmptyState
            title={filtered ? "没有符合条件的人员" : "还没有专业技术人员"}
            hint={
              filtered
                ? "姓名可只填一部分，证件号码须填写完整；也可点“重置”查看全部"
                : "人员注册并通过单位审核后会显示在此处"
            }
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />}
    </SelectionProvider>
  );
}
