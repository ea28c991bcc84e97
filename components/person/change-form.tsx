"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { toast } from "sonner";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import {
  changeGroups,
  type PersonChangeInput,
  type PresentProfile,
  personChangeSchema,
  withRules,
} from "@/lib/person/change";
import type { ActionResult } from "@/lib/result";
import { ChangeEvidenceField } from "./change-evidence-field";
import { EducationFields, IdentityFields, TitleFields, WorkFields } from "./profile-fields";

/** 资料变更 (§5.2): everything that goes through the unit, with what is known now; only what differs is proposed. */
export function ChangeForm({
  personId,
  present,
  values,
  departments,
  submit,
  keep,
}: {
  personId: string;
  present: PresentProfile;
  /** What the fields show at first. */
  values: PersonChangeInput;
  departments: readonly { id: string; name: string }[];
  submit: (input: PersonChangeInput) => Promise<ActionResult<{ id: string }>>;
  /** Name under which the tab keeps what is typed. */
  keep: string;
}) {
  const router = useRouter();
  const schema = useMemo(() => withRules(personChangeSchema, present), [present]);
  const form = useActionForm({
    schema,
    defaultValues: values,
    action: submit,
    keep,
    onSuccess: () => {
      toast.success("资料变更已提交，请等待审核");
      router.push("/me/profile" as Route);
    },
  });
  const evidence = (group: keyof typeof changeGroups) => (
    <ChangeEvidenceField group={group} personId={personId} />
  );
  return (
    <Form form={form}>
      <FormSection title={changeGroups.identity.label} hint="证件类型和证件号码不能更改。">
        <IdentityFields known={present.idType} />
        {evidence("identity")}
      </FormSection>
      <FormSection title={changeGroups.work.label}>
        <WorkFields
          departments={departments}
          hint={departments.length === 0 ? "本单位没有设置内设部门" : undefined}
        />
        {evidence("work")}
      </FormSection>
      <FormSection title={changeGroups.education.label}>
        <EducationFields />
        {evidence("education")}
      </FormSection>
      <FormSection title={changeGroups.title.label}>
        <TitleFields />
        {evidence("title")}
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">提交审核</SubmitButton>
    </Form>
  );
}
