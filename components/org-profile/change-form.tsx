"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { EvidenceField } from "@/components/attachment/evidence-field";
import { SelectField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { useStreets } from "@/components/org/use-streets";
import { Button } from "@/components/ui/button";
import type { OrganizationKind } from "@/db/enums";
import { natures } from "@/lib/org/categories";
import { isAsked } from "@/lib/org/change";
import { type SensitiveInput, sensitiveSchema } from "@/lib/org/change-schema";
import { licenseEvidence, unitLabels } from "@/lib/org/schema";
import { divisions } from "@/lib/reference/divisions";
import type { ActionResult } from "@/lib/result";
import { CategoryField } from "./category-field";

/** 修改其他敏感信息 (§3): proposed to the superior; without one it is true at once. */
export function ChangeForm({
  kind,
  divisionCode,
  superior,
  defaults,
  submit,
  keep,
}: {
  kind: OrganizationKind;
  /** The unit's own today. */
  divisionCode: string;
  /** Who decides; null: nobody is above. */
  superior: string | null;
  defaults: SensitiveInput;
  submit: (input: SensitiveInput) => Promise<ActionResult<{ applied: boolean }>>;
  keep: string;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: sensitiveSchema,
    defaultValues: defaults,
    action: submit,
    keep,
    onSuccess: ({ applied }) => {
      toast.success(applied ? "已修改" : "修改已提交，请等待上级部门审核");
      router.push("/profile" as Route);
    },
  });
  const text = (name: Exclude<keyof SensitiveInput, "evidence">) => ({ name, label: unitLabels[name] });
  return (
    <Form form={form}>
      <FormSection title="单位信息" hint="只改需要修改的项目，其余保持不变；上级部门只看到有变化的项目。">
        <TextField<SensitiveInput> {...text("name")} required maxLength={100} />
        <TextField<SensitiveInput>
          {...text("code")}
          required
          maxLength={30}
          autoComplete="off"
          hint="18 位；使用临时编码的单位取得统一社会信用代码后在此更换"
        />
        {isAsked(kind, "nature") && <CategoryField {...text("nature")} required categories={natures} />}
        <TextField<SensitiveInput>
          {...text("legalRepresentative")}
          required={isAsked(kind, "legalRepresentative")}
          maxLength={50}
        />
        <SelectField<SensitiveInput>
          {...text("divisionCode")}
          required
          options={divisions.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <StreetField former={divisionCode} label={unitLabels.streetCode} />
      </FormSection>
      {superior !== null && (
        <FormSection title="证明材料">
          <EvidenceField
            name="evidence"
            label={`${licenseEvidence.label}等证明材料`}
            hint="须能看到修改后的内容。"
            required
            target="organization=own"
          />
        </FormSection>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton>{superior === null ? "保存" : `提交${superior}审核`}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={"/profile" as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}

/** The street goes with its county: asked here only when that changes, otherwise it is basic data. */
function StreetField({ former, label }: { former: string; label: string }) {
  const { divisionCode, options } = useStreets("divisionCode", "streetCode");
  if (divisionCode === former || options.length === 0) return null;
  return <SelectField<SensitiveInput> name="streetCode" label={label} options={options} />;
}
