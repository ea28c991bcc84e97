import { FilterField } from "@/components/list/filter-bar";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { personStates } from "@/db/enums";
import { currentYear } from "@/lib/date";
import { declarableYears } from "@/lib/hours/rules";
import { type PersonFilters, personStateLabels, titleLevels } from "@/lib/person/schema";

/** The filter controls of 专技人员信息查询; `departments` are the unit's own, none for who has none. */
export function PersonFilterFields({
  filters,
  departments,
}: {
  filters: PersonFilters;
  departments: readonly { id: string; name: string }[];
}) {
  const thisYear = currentYear();
  return (
    <>
      <FilterField label="姓名或完整证件号码" className="sm:w-52">
        <Input name="q" defaultValue={filters.q} maxLength={50} />
      </FilterField>
      {departments.length > 0 && (
        <FilterField label="内设部门" className="sm:w-40">
          <Select name="department" defaultValue={filters.department ?? ""}>
            <option value="">全部</option>
            {departments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </FilterField>
      )}
      <FilterField label="人员状态" className="sm:w-28">
        <Select name="state" defaultValue={filters.state ?? ""}>
          <option value="">全部</option>
          {personStates.map((state) => (
            <option key={state} value={state}>
              {personStateLabels[state]}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField label="职称级别" className="sm:w-28">
        <Select name="titleLevel" defaultValue={filters.titleLevel ?? ""}>
          <option value="">全部</option>
          {titleLevels.map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField label="学时年度" className="sm:w-36">
        <Select name="year" defaultValue={filters.year ?? ""}>
          <option value="">{thisYear}（本年）</option>
          {declarableYears(thisYear)
            .slice(1)
            .map((year) => (
              <option key={year} value={year}>
                {year}
              </option>
            ))}
        </Select>
      </FilterField>
      <FilterField label="完成情况" className="sm:w-28">
        <Select name="fulfilled" defaultValue={filters.fulfilled ?? ""}>
          <option value="">全部</option>
          <option value="yes">达标</option>
          <option value="no">未达标</option>
        </Select>
      </FilterField>
    </>
  );
}
