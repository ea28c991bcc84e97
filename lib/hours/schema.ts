import { z } from "zod";
import { hourCategories, type LearningForm, learningForms, matterStates } from "@/db/enums";
import { currentYear, today } from "@/lib/date";
import { searchText } from "@/lib/list";
import { learningFormSpecs } from "./forms";
import { choice, requiredDate, requiredText } from "./forms/fields";
import type { LearningFormSpec } from "./forms/form";
import { declarableYears } from "./rules";

const fileList = z.array(z.object({ id: z.uuid() }).loose()).max(10, "每类材料最多 10 个文件");

/** Attachments by the key of the form's evidence list; the form leaves a kind that nothing was uploaded for undefined. */
const evidence = z.record(z.string().max(40), fileList.default([]));

/** The saved state that the form was filled from, see `version` in queries; absent for a new declaration. */
const version = z.string().max(40).optional();

const common = <Form extends LearningForm, Detail extends z.ZodObject>(
  spec: LearningFormSpec<Detail> & { key: Form },
) =>
  z.object({
    form: z.literal(spec.key as Form),
    id: z.uuid().optional(),
    version,
    personId: z.uuid("请选择专业技术人员"),
    year: z.coerce
      .number("请选择申报年度")
      .int("请选择申报年度")
      .refine((year) => declarableYears(currentYear()).includes(year), "该年度不在可申报的年度内"),
    category: choice("科目类别", hourCategories),
    title: requiredText(spec.titleLabel, 100),
    startDate: requiredDate("开始日期"),
    endDate: requiredDate("结束日期"),
    hours: z
      .union([z.number("请填写申报学时"), z.string().trim().min(1, "请填写申报学时")], "请填写申报学时")
      .transform(Number)
      .pipe(
        z
          .number("申报学时应为数字")
          .positive("申报学时应大于 0")
          .max(1000, "申报学时过大，请核对")
          .multipleOf(0.5, "申报学时以 0.5 为单位"),
      ),
    note: z.string().trim().max(500, "说明不超过 500 字").optional().default(""),
    detail: spec.detail,
    evidence: evidence.superRefine((files, refinement) => {
      for (const item of spec.evidence) {
        if (item.required && !files[item.key]?.length) {
          refinement.addIssue({ code: "custom", path: [item.key], message: `请上传${item.label}` });
        }
      }
      for (const key of Object.keys(files)) {
        if (!spec.evidence.some((item) => item.key === key)) {
          refinement.addIssue({ code: "custom", path: [key], message: "材料类型不属于该学习形式" });
        }
      }
    }),
    pledge: z.literal(true, "请阅读并勾选承诺"),
  });

/** A declaration as it is submitted: drives the form and the server. One member for each learning form. */
export const declarationSchema = z
  .discriminatedUnion(
    "form",
    [common(learningFormSpecs.degree), common(learningFormSpecs.training), common(learningFormSpecs.paper)],
    "请选择学习形式",
  )
  .superRefine(({ startDate, endDate, year }, refinement) => {
    const refuse = (path: string, message: string) =>
      refinement.addIssue({ code: "custom", path: [path], message });
    if (endDate < startDate) refuse("endDate", "结束日期不能早于开始日期");
    else if (startDate.slice(0, 4) !== endDate.slice(0, 4)) {
      refuse("endDate", "起止日期跨年度，请按年度分成两项分别申报");
    } else if (Number(startDate.slice(0, 4)) !== year) {
      refuse("startDate", `起止日期应在申报年度 ${year} 年内`);
    }
    if (endDate > today()) refuse("endDate", "结束日期不能晚于今天，请在学习结束后申报");
  });

export type DeclarationInput = z.input<typeof declarationSchema>;
export type Declaration = z.output<typeof declarationSchema>;

const typed = (max: number) => z.string().max(max).nullish();
const typedNumber = z.union([z.number(), z.string().max(20)]).nullish();

/** A draft: the form's values as they were typed, within bounds and otherwise unchecked. */
export const draftSchema = z.object({
  form: z.enum(learningForms, "请选择学习形式"),
  id: z.uuid().optional(),
  version,
  personId: z.uuid("请选择专业技术人员"),
  year: typedNumber,
  category: z.enum(hourCategories).catch("professional"),
  title: typed(1000),
  startDate: typed(20),
  endDate: typed(20),
  hours: typedNumber,
  note: typed(5000),
  detail: z
    .record(z.string().max(40), z.unknown())
    .refine((detail) => JSON.stringify(detail).length < 20_000, "填写的内容过长"),
  evidence,
});
export type DraftInput = z.input<typeof draftSchema>;
export type Draft = z.output<typeof draftSchema>;

/** What of a draft fits the columns of a declaration; the rest waits in the draft itself. */
export function columnsOf({ form, category, ...draft }: Draft) {
  const date = (text: string | null | undefined) => (z.iso.date().safeParse(text).success && text) || null;
  const hours = Number(draft.hours);
  const year = Number(draft.year);
  const startDate = date(draft.startDate);
  const endDate = date(draft.endDate);
  return {
    form,
    category,
    year: year >= 2000 && year <= 2100 ? Math.trunc(year) : currentYear(),
    title: (draft.title ?? "").trim().slice(0, 100),
    startDate,
    endDate: startDate && endDate && endDate < startDate ? null : endDate,
    hours: hours > 0 && hours <= 1000 && Number.isInteger(hours * 2) ? hours : null,
    note: (draft.note ?? "").trim().slice(0, 500),
    detail: draft.detail,
  };
}

export const declarationIdSchema = z.object({ id: z.uuid("申报不存在，请返回列表刷新") });

/** Filters of lists of declarations, as the URL carries them. */
export const declarationFilters = z.object({
  q: searchText,
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  form: z.enum(learningForms).optional(),
  category: z.enum(hourCategories).optional(),
});
export type DeclarationFilters = Partial<z.output<typeof declarationFilters>>;

/** Filters of §7: besides those, the state. */
export const progressFilters = declarationFilters.extend({ state: z.enum(matterStates).optional() });
export type ProgressFilters = Partial<z.output<typeof progressFilters>>;

/** Filters of the unit's choice of a person. */
export const personPickerFilters = z.object({ q: searchText });

/** What a review keeps of a declaration: the round as it was submitted, its files by name. */
export const proposalSchema = z.object({
  form: z.enum(learningForms),
  year: z.number(),
  category: z.enum(hourCategories),
  title: z.string(),
  startDate: z.string(),
  endDate: z.string(),
  hours: z.number(),
  note: z.string(),
  detail: z.record(z.string(), z.unknown()),
  evidence: z.array(z.object({ evidence: z.string(), attachmentId: z.uuid() })),
});
export type DeclarationProposal = z.output<typeof proposalSchema>;

/** The learning form that an address asks for; the first of the catalogue unless it names one. */
export const formOf = (search: { form?: string | string[] }): LearningForm =>
  learningForms.find((form) => form === search.form) ?? learningForms[0];

/** The values with which the form shows a saved declaration: what was typed last, or what was submitted. */
export function formValuesOf(declaration: {
  form: LearningForm;
  id: string;
  version: string;
  personId: string;
  year: number;
  category: string;
  title: string;
  startDate: string | null;
  endDate: string | null;
  hours: number | null;
  note: string;
  detail: Record<string, unknown>;
  draft: Record<string, unknown> | null;
  evidence: readonly { evidence: string; id: string; fileName: string; mediaType: string; size: number }[];
}): Record<string, unknown> {
  const { form, id, version, personId, category, title, note, detail } = declaration;
  const evidence: Record<string, unknown[]> = {};
  for (const { evidence: key, ...file } of declaration.evidence) {
    evidence[key] = [...(evidence[key] ?? []), file];
  }
  return {
    ...{ category, title, note, detail, evidence },
    year: String(declaration.year),
    startDate: declaration.startDate ?? "",
    endDate: declaration.endDate ?? "",
    hours: declaration.hours ?? undefined,
    ...declaration.draft,
    ...{ form, id, version, personId },
    pledge: false,
  };
}
