"use client";

import { toast } from "sonner";
import { EvidenceField } from "@/components/attachment/evidence-field";
import { SelectField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { useStreets } from "@/components/org/use-streets";
import { Button } from "@/components/ui/button";
import type { OrganizationKind } from "@/db/enums";
import type { UploadedFile } from "@/lib/attachment/schema";
import { natures } from "@/lib/org/categories";
import { administratorLabels, isAsked } from "@/lib/org/change";
import { type SensitiveInput, sensitiveSchema } from "@/lib/org/change-schema";
import { licenseEvidence, unitFieldText, unitLabels } from "@/lib/org/schema";
import { divisions } from "@/lib/reference/divisions";
import type { ActionResult } from "@/lib/result";
import { CategoryField } from "./category-field";

type Field = Exclude<keyof SensitiveInput, "evidence" | "was">;
type Values = Record<Field, string>;
const labels = { ...unitLabels, ...administratorLabels };

/** 修改其他敏感信息 (§3): proposed to the superior as one change; without one it is true at once. */
export function SensitiveForm({
  kind,
  reviewed,
  maskedIdNumber,
  stored,
  former,
  submit,
  keep,
}: {
  kind: OrganizationKind;
  /** Whether somebody above decides. */
  reviewed: boolean;
  /** The administrator's. */
  maskedIdNumber: string;
  /** What is true now; empty: "". */
  stored: Values;
  /** What was typed for a change that was turned down or taken back. */
  former: { values: Partial<Values>; evidence: UploadedFile[] } | null;
  submit: (input: SensitiveInput) => Promise<ActionResult<{ applied: boolean }>>;
  keep: string;
}) {
  const unchanged = { ...stored, evidence: [], was: stored };
  const form = useActionForm({
    schema: sensitiveSchema,
    defaultValues: { ...unchanged, ...former?.values, evidence: former?.evidence ?? [] },
    action: submit,
    keep,
    onSuccess: ({ applied }) => {
      toast.success(applied ? "已修改" : "修改已提交，请等待上级部门审核");
      if (!applied) return;
      const { was: _, evidence: __, ...typed } = sensitiveSchema.parse(form.getValues());
      const saved = { ...stored, ...typed };
      form.reset({ ...saved, evidence: [], was: saved });
    },
  });

  function startAnew() {
    form.discardDraft();
    form.reset(unchanged);
  }

  /** A field's name and label; where a former change differs, what is true now. */
  const field = (name: Field, hint?: string) => {
    const typed = former?.values[name];
    const now = typed !== undefined && typed !== stored[name];
    return {
      name,
      label: labels[name],
      hint: now ? `${hint ? `${hint}；` : ""}现为：${unitFieldText(name, stored[name]) || "（空）"}` : hint,
    };
  };
  return (
    <Form form={form}>
      <FormSection
        title="单位信息"
        hint={
          reviewed ? "敏感，须经上级部门审核。只改需要修改的项目，上级部门只看到有变化的项目。" : undefined
        }
      >
        <TextField<SensitiveInput> {...field("name")} required maxLength={100} />
        <TextField<SensitiveInput>
          {...field("code", "18 位；使用临时编码的单位取得统一社会信用代码后在此更换")}
          required
          maxLength={30}
          autoComplete="off"
        />
        {isAsked(kind, "nature") && <CategoryField {...field("nature")} required categories={natures} />}
        <TextField<SensitiveInput>
          {...field("legalRepresentative")}
          required={isAsked(kind, "legalRepresentative")}
          maxLength={50}
        />
        <SelectField<SensitiveInput>
          {...field("divisionCode")}
          required
          options={divisions.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <StreetField stored={stored.divisionCode} label={unitLabels.streetCode} />
      </FormSection>
      <FormSection
        title="管理员信息"
        hint={`${reviewed ? "敏感，须经上级部门审核。" : ""}当前登录的管理员，即您本人；证件号码 ${maskedIdNumber} 是登录账户，不能修改。`}
      >
        <TextField<SensitiveInput>
          {...field("administratorName")}
          required
          maxLength={50}
          autoComplete="name"
        />
        <TextField<SensitiveInput>
          {...field("administratorPhone")}
          type="tel"
          inputMode="tel"
          required
          maxLength={30}
          autoComplete="tel"
        />
      </FormSection>
      {reviewed && (
        <FormSection title="证明材料">
          <EvidenceField
            name="evidence"
            label={`${licenseEvidence.label}等证明材料`}
            hint="须能看到修改后的内容；只修改管理员手机号时可不上传。"
            required
            target="organization=own"
          />
        </FormSection>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton>{reviewed ? "提交审核" : "保存敏感信息"}</SubmitButton>
        {former && (
          <Button type="button" variant="outline" onClick={startAnew}>
            恢复为现有内容
          </Button>
        )}
      </div>
    </Form>
  );
}

/** The street goes with its county: asked here only when that changes, otherwise it is basic data. */
function StreetField({ stored, label }: { stored: string; label: string }) {
  const { divisionCode, options } = useStreets("divisionCode", "streetCode");
  if (divisionCode === stored || options.length === 0) return null;
  return <SelectField<SensitiveInput> name="streetCode" label={label} options={options} />;
}
