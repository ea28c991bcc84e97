import { Facts } from "@/components/ui/description-list";
import { categoryLabels, specOf } from "@/lib/hours/forms";
import type { DeclarationProposal } from "@/lib/hours/schema";

type Content = Pick<DeclarationProposal, "form" | "year" | "category" | "title" | "note" | "detail"> & {
  hours: number | null;
  startDate: string | null;
  endDate: string | null;
};

/** What was declared: the common fields and the form's own, by the catalogue's labels. */
export function DeclarationFacts({ content, columns }: { content: Content; columns?: 1 | 2 }) {
  const spec = specOf(content.form);
  const period = content.startDate && content.endDate ? `${content.startDate} 至 ${content.endDate}` : null;
  return (
    <Facts
      columns={columns}
      items={[
        { label: spec.titleLabel, value: content.title, wide: true },
        { label: "学习形式", value: spec.label },
        { label: "科目类别", value: categoryLabels[content.category] },
        { label: "申报年度", value: content.year },
        {
          label: "申报学时",
          value: content.hours !== null && <strong>{content.hours} 学时</strong>,
        },
        { label: "起止日期", value: period, wide: true },
        ...spec.fields.map((field) => ({
          label: field.label,
          value: show(content.detail[field.name]),
          wide: field.input.type === "courses",
        })),
        { label: "说明", value: content.note, wide: true },
      ]}
    />
  );
}

/** A detail's value in words: text, a number, or the passed courses one by one. */
function show(value: unknown) {
  if (!Array.isArray(value)) return value === undefined || value === null ? null : String(value);
  return (
    <ul>
      {value.map((course: { name?: string; score?: string }) => (
        <li key={course.name}>
          {course.name}
          <span className="text-muted-foreground">（成绩 {course.score}）</span>
        </li>
      ))}
    </ul>
  );
}
