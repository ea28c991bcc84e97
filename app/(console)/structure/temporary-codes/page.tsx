// §1 临时编码: issued by a bureau to units without 统一社会信用代码
import type { Metadata, Route } from "next";
import { Suspense } from "react";
import { DataTable } from "@/components/list/data-table";
import { FilterBar, FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { codeColumns, codeRows } from "@/components/structure/codes-table";
import { IssueCodeForm } from "@/components/structure/issue-code-form";
import { StructureRefusal } from "@/components/structure/refusal";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listTemporaryCodes } from "@/lib/structure/queries";
import { branchRefusal, codeStates } from "@/lib/structure/rules";
import { codeFilters, codeStateLabels } from "@/lib/structure/schema";
import { cancelCode, issueCode } from "./actions";

const title = "临时编码";
const pathname = "/structure/temporary-codes";

export const metadata: Metadata = { title };

export default async function TemporaryCodesPage({ searchParams }: PageProps<"/structure/temporary-codes">) {
  const ctx = await requirePage("temporary-codes.manage");
  const refusal = branchRefusal(ctx.viewer.organization.kind, "authorities");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const search = await searchParams;
  const { filters } = parseList(search, codeFilters);
  return (
    <>
      <PageHeader title={title} description="为没有统一社会信用代码的单位出具，供注册时填写" />
      <IssueCodeForm keep={`structure:${ctx.viewer.accountId}:code`} issue={issueCode} />
      <FilterBar action={pathname as Route}>
        <FilterSearch label="单位名称或完整编码" value={filters.q} className="sm:w-60" />
        <FilterSelect
          label="状态"
          name="state"
          value={filters.state}
          options={codeStates.map((state) => ({ value: state, label: codeStateLabels[state] }))}
        />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <CodeList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function CodeList({ ctx: { db, scope }, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, codeFilters);
  const { rows, total } = await listTemporaryCodes(db, scope, params);
  stayWithin(pathname, search, params, total);
  const filtered = Object.keys(params.filters).length > 0;
  return (
    <>
      <DataTable
        caption="临时编码列表"
        columns={codeColumns}
        rows={codeRows(rows, cancelCode)}
        empty={
          <EmptyState
            title={filtered ? "没有符合条件的临时编码" : "还没有出具过临时编码"}
            hint={
              filtered
                ? "单位名称可只填一部分，编码须填写完整；也可点“重置”查看全部"
                : "在上方填写单位名称和所在区划，即可出具"
            }
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(pathname, search, params, { total, cap: countCap })} />}
    </>
  );
}
