import { DataTable } from "@/components/list/data-table";
import { FilterBar, FilterSearch } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { EmptyState } from "@/components/ui/empty-state";
import { UrlLink } from "@/components/ui/url-link";
import type { listDeclarablePersons } from "@/lib/hours/queries";
import { maskIdNumber } from "@/lib/id-number";
import { type ListParams, listHref, type SearchParams } from "@/lib/list";

/** The unit's people, to choose the one whose hours are declared. */
export function PersonPicker({
  rows,
  total,
  cap,
  search,
  params,
}: Awaited<ReturnType<typeof listDeclarablePersons>> & {
  cap: number;
  search: SearchParams;
  params: Pick<ListParams<{ q?: string }>, "page" | "filters">;
}) {
  return (
    <>
      <FilterBar action="/hours/declare">
        <FilterSearch label="姓名或证件号码" value={params.filters.q} className="sm:w-56" />
      </FilterBar>
      <DataTable
        caption="本单位专业技术人员"
        columns={[
          { key: "name", header: "姓名" },
          { key: "idNumber", header: "证件号码" },
          { key: "department", header: "内设部门", hideOnPhone: true },
          { key: "title", header: "职称" },
          { key: "declare", header: "操作" },
        ]}
        rows={rows.map((person) => {
          const href = listHref("/hours/declare/new", {}, { person: person.id });
          return {
            id: person.id,
            label: person.name,
            href,
            cells: [
              person.name,
              maskIdNumber(person.idNumber),
              person.departmentName ?? "—",
              person.title ?? "—",
              <UrlLink
                key="declare"
                href={href}
                className="text-primary"
                aria-label={`为${person.name}申报学时`}
              >
                申报学时
              </UrlLink>,
            ],
          };
        })}
        empty={
          <EmptyState
            title={params.filters.q ? "没有找到符合条件的人员" : "本单位还没有在岗的专业技术人员"}
            hint={params.filters.q ? "请核对姓名，证件号码须填写完整" : undefined}
          />
        }
      />
      {total > 0 && <Pager {...pagerLinks("/hours/declare", search, params, { total, cap })} />}
    </>
  );
}
