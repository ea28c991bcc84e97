"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import type { DefaultValues } from "react-hook-form";
import { toast } from "sonner";
import { CheckboxField, RadioField } from "@/components/form/choice-fields";
import { DateField, NumberField, SelectField, TextareaField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { hourCategories, type LearningForm } from "@/db/enums";
import { currentYear, today } from "@/lib/date";
import { categoryLabels, specOf } from "@/lib/hours/forms";
import { type ConversionRule, declarableYears } from "@/lib/hours/rules";
import { type DeclarationInput, type DraftInput, declarationSchema } from "@/lib/hours/schema";
import type { ActionResult } from "@/lib/result";
import { EvidenceFields } from "./evidence-fields";
import { HoursGuide } from "./hours-guide";
import { SpecFields } from "./spec-fields";
import { useSaveDraft } from "./use-save-draft";

/** The server actions of a declaration, of the professional or of the unit. */
export type DeclarationActions = {
  submit: (input: DeclarationInput) => Promise<ActionResult<{ id: string }>>;
  save: (input: DraftInput) => Promise<ActionResult<{ id: string; version: string }>>;
};

/** What the form shows about limits while typing. */
export type HoursFacts = {
  rules: ConversionRule[];
  used: { year: number; form: LearningForm; hours: number }[];
};

/**
 * 学时申报 of one learning form: drawn from the form's catalogue entry, checked by the schema that the server
 * uses. It can be saved unfinished at any time, and what is typed survives a time-out.
 */
export function DeclarationForm({
  form: learningForm,
  personId,
  defaults,
  facts,
  actions,
  accountId,
  paths,
}: {
  form: LearningForm;
  personId: string;
  /** The saved declaration, when one is edited. */
  defaults?: Record<string, unknown>;
  facts: HoursFacts;
  actions: DeclarationActions;
  /** The viewer's: what is typed is kept in the tab under their name alone. */
  accountId: string;
  /** Where a saved draft goes on (its id as `[id]`), and where a submitted declaration is shown (its id at the end). */
  paths: { edit: string; view: string };
}) {
  const router = useRouter();
  const spec = specOf(learningForm);
  const kept = (matter: string) => `declare:${accountId}:${matter}`;
  const here = kept(defaults ? String(defaults.id) : `${personId}:${learningForm}`);
  const form = useActionForm({
    schema: declarationSchema,
    defaultValues: (defaults ?? blank(learningForm, personId)) as DefaultValues<DeclarationInput>,
    action: actions.submit,
    keep: here,
    onSuccess: ({ id }) => {
      toast.success("申报已提交，请等待审核");
      router.push(`${paths.view}/${id}` as Route);
    },
  });
  const { save, saving } = useSaveDraft({
    form,
    action: actions.save,
    keep: { here, saved: kept },
    editPath: paths.edit,
  });

  return (
    <Form form={form}>
      <FormSection title="基本信息">
        <SelectField
          name="year"
          label="申报年度"
          required
          placeholder={null}
          options={declarableYears(currentYear()).map((year) => ({
            value: String(year),
            label: `${year} 年`,
          }))}
        />
        <RadioField
          name="category"
          label="科目类别"
          required
          options={hourCategories.map((category) => ({
            value: category,
            label: categoryLabels[category],
          }))}
        />
        <TextField name="title" label={spec.titleLabel} required maxLength={100} className="sm:col-span-2" />
        <DateField name="startDate" label="开始日期" required max={today()} hint={spec.periodLabel} />
        <DateField name="endDate" label="结束日期" required max={today()} hint="跨年度的请分两项申报" />
      </FormSection>

      <FormSection title={spec.label} hint={spec.hint}>
        <SpecFields spec={spec} />
      </FormSection>

      <FormSection title="申报学时">
        <HoursGuide form={learningForm} facts={facts} />
        <NumberField name="hours" label="申报学时" required step={0.5} min={0.5} hint="以 0.5 学时为单位" />
        <TextareaField name="note" label="说明" rows={2} maxLength={500} />
      </FormSection>

      <FormSection title="佐证材料">
        <EvidenceFields spec={spec} personId={personId} />
      </FormSection>

      <CheckboxField name="pledge" label="本人承诺以上信息属实，如有虚假愿承担相应责任" required />
      <div className="sticky bottom-0 z-10 -mx-4 flex flex-wrap gap-3 border-t bg-background/95 px-4 py-3 max-sm:bottom-16">
        <SubmitButton>提交申报</SubmitButton>
        <Button variant="outline" loading={saving} onClick={save}>
          保存草稿
        </Button>
      </div>
    </Form>
  );
}

/** An empty form. */
const blank = (form: LearningForm, personId: string): Record<string, unknown> => ({
  form,
  personId,
  year: String(currentYear()),
  category: "professional",
  title: "",
  startDate: "",
  endDate: "",
  note: "",
  detail: form === "degree" ? { courses: [{ name: "", score: "" }] } : {},
  evidence: {},
  pledge: false,
});
