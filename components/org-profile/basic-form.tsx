"use client";

import { toast } from "sonner";
import { SelectField, TextareaField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { streetOptions } from "@/components/org/use-streets";
import type { OrganizationKind } from "@/db/enums";
import { industries, levels } from "@/lib/org/categories";
import { administratorLabels, changeTitle, isAsked } from "@/lib/org/change";
import { type BasicInput, basicSchema } from "@/lib/org/change-schema";
import { unitLabels } from "@/lib/org/schema";
import type { ActionResult } from "@/lib/result";
import { CategoryField } from "./category-field";

type Field = Exclude<keyof BasicInput, "was">;
const labels = { ...unitLabels, ...administratorLabels };

/** 修改单位基本信息 (§3): saved at once. */
export function BasicForm({
  kind,
  divisionCode,
  stored,
  save,
  keep,
}: {
  kind: OrganizationKind;
  divisionCode: string;
  /** What is true now; empty: "". */
  stored: Record<Field, string>;
  save: (input: BasicInput) => Promise<ActionResult<{ fields: string[] }>>;
  keep: string;
}) {
  const form = useActionForm({
    schema: basicSchema,
    defaultValues: { ...stored, was: stored },
    action: save,
    keep,
    onSuccess: ({ fields }) => {
      toast.success(fields.length > 0 ? `已修改${changeTitle(fields)}` : "没有需要保存的修改");
      const { was: _, ...typed } = basicSchema.parse(form.getValues());
      const saved = { ...stored, ...typed };
      form.reset({ ...saved, was: saved });
    },
  });
  const streets = streetOptions(divisionCode);
  const text = (name: Field) => ({ name, label: labels[name] });
  return (
    <Form form={form}>
      <FormSection title="单位情况">
        {isAsked(kind, "level") && <CategoryField {...text("level")} required categories={levels} />}
        {isAsked(kind, "industry") && (
          <CategoryField {...text("industry")} required categories={industries} />
        )}
        <TextareaField<BasicInput> {...text("introduction")} rows={4} maxLength={1000} />
      </FormSection>
      <FormSection title="地址和联系方式" hint="联系电话会显示给等待本单位审核的人员和单位。">
        <SelectField<BasicInput>
          {...text("streetCode")}
          hint={streets.length === 0 ? "本单位所在区划不分街道" : undefined}
          options={streets}
        />
        <TextField<BasicInput> {...text("address")} required maxLength={200} autoComplete="street-address" />
        <TextField<BasicInput> {...text("postcode")} inputMode="numeric" maxLength={20} />
        <TextField<BasicInput> {...text("contactName")} required maxLength={50} autoComplete="name" />
        <TextField<BasicInput> {...text("phone")} type="tel" required maxLength={30} autoComplete="tel" />
        <TextField<BasicInput> {...text("fax")} type="tel" maxLength={30} />
        <TextField<BasicInput> {...text("email")} type="email" maxLength={100} autoComplete="off" />
      </FormSection>
      <FormSection title="管理员信息" hint="当前登录的管理员，即您本人。">
        <TextField<BasicInput>
          {...text("administratorEmail")}
          type="email"
          maxLength={100}
          autoComplete="email"
        />
        <TextField<BasicInput>
          {...text("administratorPosition")}
          maxLength={50}
          autoComplete="organization-title"
        />
      </FormSection>
      <SubmitButton pendingText="正在保存…">保存</SubmitButton>
    </Form>
  );
}
