"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { DefaultValues } from "react-hook-form";
import { toast } from "sonner";
import { EvidenceField } from "@/components/attachment/evidence-field";
import { TextareaField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { OrganizationPicker, type SearchOrganizations } from "@/components/org/organization-picker";
import { Button } from "@/components/ui/button";
import { type SuperiorInput, superiorSchema } from "@/lib/org/change-schema";
import type { ActionResult } from "@/lib/result";

/** 更换上级部门 (§3): proposed to the new superior. */
export function SuperiorForm({
  defaults,
  search,
  submit,
  keep,
}: {
  defaults: DefaultValues<SuperiorInput>;
  search: SearchOrganizations;
  submit: (input: SuperiorInput) => Promise<ActionResult<{ id: string }>>;
  keep: string;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: superiorSchema,
    defaultValues: defaults,
    action: submit,
    keep,
    onSuccess: () => {
      toast.success("已提交，请等待新的上级部门审核");
      router.push("/profile" as Route);
    },
  });
  return (
    <Form form={form}>
      <FormSection
        title="新的上级部门"
        hint="由新的上级部门审核；通过后，本单位及下级单位一并转到其下。下级单位正在审核的事项不受影响，仍由提交时确定的单位审核完。"
      >
        <OrganizationPicker
          name="superior"
          label="新的上级部门"
          required
          purpose="superior"
          search={search}
          empty={<p className="text-muted-foreground">没有找到时，请联系人社部门。</p>}
        />
        <TextareaField<SuperiorInput> name="reason" label="更换原因" required rows={3} maxLength={500} />
        <EvidenceField
          name="evidence"
          label="证明材料"
          hint="如机构改革文件、隶属关系变更批复，可不上传。"
          target="organization=own"
        />
      </FormSection>
      <div className="flex flex-wrap gap-3">
        <SubmitButton>提交审核</SubmitButton>
        <Button asChild variant="outline">
          <Link href={"/profile" as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}
