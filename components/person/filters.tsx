import { FilterSearch, FilterSelect } from "@/components/list/filter-bar";
import { type PersonState, personStates } from "@/db/enums";
import { currentYear } from "@/lib/date";
import { declarableYears } from "@/lib/hours/rules";
import { type PersonFilters, personStateLabels, titleLevels } from "@/lib/person/schema";

/**
 * The filter controls of 专技人员信息查询; `departments` are the unit's own, none for who has none. `people`: how many
 * are in each state, where that was counted.
 */
export function PersonFilterFields({
  filters,
  departments,
  people,
}: {
  filters: PersonFilters;
  departments: readonly { id: string; name: string }[];
  people: Partial<Record<PersonState, number>> | null;
}) {
  const thisYear = currentYear();
  return (
    <>
      <FilterSearch label="姓名或完整证件号码" value={filters.q} className="sm:w-52" />
      {departments.length > 0 && (
        <FilterSelect
          label="内设部门"
          name="department"
          value={filters.department}
          options={departments.map(({ id, name }) => ({ value: id, label: name }))}
          className="sm:w-40"
        />
      )}
      <FilterSelect
        label="人员状态"
        name="state"
        value={filters.state}
        options={personStates.map((state) => ({
          value: state,
          label: personStateLabels[state] + (people ? `（${people[state] ?? 0}）` : ""),
        }))}
        className="sm:w-32"
      />
      <FilterSelect
        label="职称级别"
        name="titleLevel"
        value={filters.titleLevel}
        options={titleLevels.map((level) => ({ value: level, label: level }))}
        className="sm:w-28"
      />
      <FilterSelect
        label="学时年度"
        name="year"
        value={filters.year}
        every={`${thisYear}（本年）`}
        options={declarableYears(thisYear)
          .slice(1)
          .map((year) => ({ value: year, label: year }))}
        className="sm:w-36"
      />
      <FilterSelect
        label="完成情况"
        name="fulfilled"
        value={filters.fulfilled}
        options={[
          { value: "yes", label: "达标" },
          { value: "no", label: "未达标" },
          { value: "exempt", label: "不要求" },
        ]}
        className="sm:w-28"
      />
    </>
  );
}
