import type { RowDrawing } from "@/components/review/matters/drawing";
import type { ReviewWording } from "@/components/review/wording";
import { categoryLabels, learningFormSpecs } from "@/lib/hours/forms";
import { maskIdNumber } from "@/lib/id-number";
import type { DeclarationInbox } from "@/lib/review/queries";

/** Rows of an inbox of declarations: the facts that decide. */
export const declarationDrawing: RowDrawing<DeclarationInbox["rows"][number]["subject"]> = {
  columns: [
    { key: "title", header: "名称" },
    { key: "form", header: "形式 / 科目" },
    { key: "year", header: "年度" },
    { key: "hours", header: "学时", align: "right" },
  ],
  cells: (subject) => [
    <div key="title" className="min-w-40">
      {subject.title}
      <div className="text-muted-foreground">
        {subject.organizationName} · {maskIdNumber(subject.idNumber)}
      </div>
    </div>,
    `${learningFormSpecs[subject.form].label} / ${categoryLabels[subject.category]}`,
    subject.year,
    subject.hours,
  ],
  nameOf: (subject) => subject.personName,
  labelOf: (subject) => `${subject.personName}《${subject.title}》`,
  titleOf: (subject) => subject.title,
};

/** §8 in the manual's words. */
export const declarationWording: ReviewWording = { noun: "学时申报", approve: "通过", details: "详细" };
