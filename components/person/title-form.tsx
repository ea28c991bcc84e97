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
import { ChangeEvidenceField } from "./change-evidence-field";
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
  const schema = useMemo(() => withRules(titleChangeSchema, present), [present]);
  const form = useActionForm({
    schema,
    defaultValues: values,
    action: submit,
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
        <ChangeEvidenceField group="title" personId={personId} required />
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">提交审核</SubmitButton>
    </Form>
  );
}
