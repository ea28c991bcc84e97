"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { toast } from "sonner";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import {
  type PresentProfile,
  type TitleChangeInput,
  titleChangeSchema,
  withRules,
} from "@/lib/person/change";
import type { ActionResult } from "@/lib/result";
import { EvidenceField, useUploading } from "./evidence-field";
import { TitleFields } from "./profile-fields";

/** 职称变更: the short form of a change of one's title. */
export function TitleForm({
  personId,
  present,
  values,
  submit,
  keep,
}: {
  personId: string;
  present: PresentProfile;
  /** What the fields show at first. */
  values: TitleChangeInput;
  submit: (input: TitleChangeInput) => Promise<ActionResult<{ id: string }>>;
  /** Name under which the tab keeps what is typed. */
  keep: string;
}) {
  const router = useRouter();
  const { onBusy, isUploading } = useUploading();
  const schema = useMemo(() => withRules(titleChangeSchema, present), [present]);
  const form = useActionForm({
    schema,
    defaultValues: values,
    action: async (input) =>
      isUploading() ? { ok: false, message: "材料仍在上传，请等上传完成后再提交" } : submit(input),
    keep,
    onSuccess: () => {
      toast.success("职称变更已提交，请等待审核");
      router.push("/me/profile" as Route);
    },
  });
  return (
    <Form form={form}>
      <FormSection title="新的职称">
        <TitleFields />
        <EvidenceField group="title" personId={personId} required onBusy={onBusy} />
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">提交审核</SubmitButton>
    </Form>
  );
}
