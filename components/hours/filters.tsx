import { FilterSearch, FilterSelect } from "@/components/list/filter-bar";
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
      <FilterSearch label={searchLabel} value={filters.q} className="sm:w-56" />
      <FilterSelect
        label="申报年度"
        name="year"
        value={filters.year}
        options={declarableYears(currentYear()).map((year) => ({ value: year, label: year }))}
        className="sm:w-28"
      />
      <FilterSelect
        label="学习形式"
        name="form"
        value={filters.form}
        options={learningForms.map((form) => ({ value: form, label: learningFormSpecs[form].label }))}
        className="sm:w-36"
      />
      <FilterSelect
        label="科目类别"
        name="category"
        value={filters.category}
        options={hourCategories.map((key) => ({ value: key, label: categoryLabels[key] }))}
        className="sm:w-32"
      />
    </>
  );
}

/** Those and the state, for the lists of §7. */
export function ProgressFilterFields({
  filters,
  searchLabel,
  withDrafts = true,
}: {
  filters: ProgressFilters;
  searchLabel?: string;
  /** Superiors have no drafts. */
  withDrafts?: boolean;
}) {
  return (
    <>
      <DeclarationFilterFields filters={filters} searchLabel={searchLabel} />
      <FilterSelect
        label="审核状态"
        name="state"
        value={filters.state}
        options={matterStates
          .filter((state) => withDrafts || state !== "draft")
          .map((state) => ({ value: state, label: stateLabels[state] }))}
        className="sm:w-32"
      />
    </>
  );
}
