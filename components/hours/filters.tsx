import { FilterField } from "@/components/list/filter-bar";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { hourCategories, learningForms, matterStates } from "@/db/enums";
import { currentYear } from "@/lib/date";
import { categoryLabels, learningFormSpecs } from "@/lib/hours/forms";
import { declarableYears } from "@/lib/hours/rules";
import type { DeclarationFilters, ProgressFilters } from "@/lib/hours/schema";
import { stateLabels } from "@/lib/workflow/rules";

/** The filter controls of every list of declarations. */
export function DeclarationFilterFields({
  filters,
  searchLabel = "姓名、证件号码或名称",
}: {
  filters: DeclarationFilters;
  searchLabel?: string;
}) {
  return (
    <>
      <FilterField label={searchLabel} className="sm:w-56">
        <Input name="q" defaultValue={filters.q} maxLength={50} />
      </FilterField>
      <FilterField label="申报年度" className="sm:w-28">
        <Select name="year" defaultValue={filters.year ?? ""}>
          <option value="">全部</option>
          {declarableYears(currentYear()).map((year) => (
            <option key={year} value={year}>
              {year}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField label="学习形式" className="sm:w-36">
        <Select name="form" defaultValue={filters.form ?? ""}>
          <option value="">全部</option>
          {learningForms.map((form) => (
            <option key={form} value={form}>
              {learningFormSpecs[form].label}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField label="科目类别" className="sm:w-32">
        <Select name="category" defaultValue={filters.category ?? ""}>
          <option value="">全部</option>
          {hourCategories.map((category) => (
            <option key={category} value={category}>
              {categoryLabels[category]}
            </option>
          ))}
        </Select>
      </FilterField>
    </>
  );
}

/** Those and the state, for the lists of §7. */
export function ProgressFilterFields({
  filters,
  searchLabel,
}: {
  filters: ProgressFilters;
  searchLabel?: string;
}) {
  return (
    <>
      <DeclarationFilterFields filters={filters} searchLabel={searchLabel} />
      <FilterField label="审核状态" className="sm:w-32">
        <Select name="state" defaultValue={filters.state ?? ""}>
          <option value="">全部</option>
          {matterStates.map((state) => (
            <option key={state} value={state}>
              {stateLabels[state]}
            </option>
          ))}
        </Select>
      </FilterField>
    </>
  );
}
