import { DataTable } from "@/components/list/data-table";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { EmptyState } from "@/components/ui/empty-state";
import { countCap, type ListParams, type SearchParams } from "@/lib/list";
import type { OrganizationRow } from "@/lib/structure/queries";
import type { Branch, OrganizationFilters } from "@/lib/structure/schema";
import { organizationColumns, organizationRows } from "./organizations-table";
import { branchWords } from "./words";

/** The organizations directly below, with the ways to their pages. */
export function OrganizationList({
  branch,
  search,
  params,
  rows,
  total,
}: {
  branch: Branch;
  search: SearchParams;
  params: ListParams<OrganizationFilters>;
  rows: readonly OrganizationRow[];
  total: number;
}) {
  const { path, noun, create } = branchWords[branch];
  const filtered = Object.keys(params.filters).length > 0;
  return (
    <>
      <DataTable
        caption={`${noun}列表`}
        columns={organizationColumns(branch)}
        rows={organizationRows(branch, rows)}
        empty={
          <EmptyState
            title={filtered ? `没有符合条件的${noun}` : `还没有${noun}`}
            hint={
              filtered
                ? "单位名称可只填一部分，代码须填写完整；也可点“重置”查看全部"
                : `点“${create}”创建${branch === "units" ? "，或生成注册链接由下级单位自行注册" : ""}`
            }
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks(path, search, params, { total, cap: countCap })} />}
    </>
  );
}
