import { FilterField, FilterSelect } from "@/components/list/filter-bar";
import { Input } from "@/components/ui/input";
import { organizationStates } from "@/db/enums";
import { type OrganizationFilters, organizationStateLabels } from "@/lib/structure/schema";

/** The filter controls of 管理主管部门 and 管理下级单位. */
export function OrganizationFilterFields({ filters }: { filters: OrganizationFilters }) {
  return (
    <>
      <FilterField label="单位名称或完整代码" className="sm:w-60">
        <Input name="q" defaultValue={filters.q} maxLength={50} />
      </FilterField>
      <FilterSelect
        label="状态"
        name="state"
        value={filters.state}
        options={organizationStates.map((state) => ({ value: state, label: organizationStateLabels[state] }))}
      />
    </>
  );
}
