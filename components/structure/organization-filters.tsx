import { FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { organizationStates } from "@/db/enums";
import { type OrganizationFilters, organizationStateLabels } from "@/lib/structure/schema";

/** The filter controls of 管理主管部门 and 管理下级单位. */
export function OrganizationFilterFields({ filters }: { filters: OrganizationFilters }) {
  return (
    <>
      <FilterSearch label="单位名称或完整代码" value={filters.q} className="sm:w-60" />
      <FilterSelect
        label="状态"
        name="state"
        value={filters.state}
        options={organizationStates.map((state) => ({ value: state, label: organizationStateLabels[state] }))}
      />
    </>
  );
}
