"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { type ContactInput, contactSchema } from "@/lib/person/change";
import type { ActionResult } from "@/lib/result";
import { ContactFields } from "./profile-fields";

/** 联系方式 and what else the professional changes at once. */
export function ContactForm({
  values,
  save,
  keep,
}: {
  values: ContactInput;
  save: (input: ContactInput) => Promise<ActionResult<{ fields: string[] }>>;
  /** Name under which the tab keeps what is typed. */
  keep: string;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: contactSchema,
    defaultValues: values,
    action: save,
    keep,
    onSuccess: ({ fields }) => {
      toast.success(fields.length > 0 ? `已保存 ${fields.length} 项修改` : "没有修改，资料保持不变");
      router.push("/me/profile" as Route);
    },
  });
  return (
    <Form form={form}>
      <FormSection title="联系方式" hint="保存后立即生效，不需要审核。">
        <ContactFields />
      </FormSection>
      <SubmitButton pendingText="正在保存…" className="w-full sm:w-auto">
        保存
      </SubmitButton>
    </Form>
  );
}
