import { FilterField } from "@/components/list/filter-bar";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { AuditFilters } from "@/lib/record/filters";

/** The filter controls of 操作日志; `groups` are the verbs that can be chosen. */
export function AuditFilterFields({
  filters,
  groups,
}: {
  filters: AuditFilters;
  groups: readonly { label: string; options: readonly { value: string; label: string }[] }[];
}) {
  return (
    <>
      <FilterField label="起始日期" className="max-sm:first-of-type:w-[calc(50%-0.375rem)] sm:w-40">
        <Input type="date" name="from" defaultValue={filters.from} />
      </FilterField>
      <FilterField label="结束日期" className="sm:w-40">
        <Input type="date" name="to" defaultValue={filters.to} />
      </FilterField>
      <FilterField label="操作">
        <Select name="action" defaultValue={filters.action ?? ""}>
          <option value="">全部</option>
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </FilterField>
      <FilterField label="操作人" className="sm:w-36">
        <Input name="operator" defaultValue={filters.operator} maxLength={50} />
      </FilterField>
      <FilterField label="对象名称" className="sm:w-44">
        <Input name="subject" defaultValue={filters.subject} maxLength={50} />
      </FilterField>
    </>
  );
}
