"use client";

import { toast } from "sonner";
import { TextareaField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { OrganizationPicker, type SearchOrganizations } from "@/components/org/organization-picker";
import type { ActionResult } from "@/lib/result";
import { type TransferInput, transferSchema } from "@/lib/transfer/schema";

/** Asks to move to another unit: for the first time, or again after `former` was rejected or withdrawn. */
export function TransferForm({
  accountId,
  presentName,
  former,
  search,
  submit,
}: {
  accountId: string;
  /** The unit that is left. */
  presentName: string;
  former: { id: string; to: { id: string; name: string }; reason: string } | null;
  search: SearchOrganizations;
  submit: (values: TransferInput) => Promise<ActionResult<{ id: string }>>;
}) {
  const form = useActionForm({
    schema: transferSchema,
    defaultValues: former ? { id: former.id, unit: former.to, reason: former.reason } : { reason: "" },
    action: submit,
    onSuccess: () => {
      toast.success("调转申请已提交，请等待调入单位审核");
    },
    keep: `transfer:${accountId}:${former?.id ?? "new"}`,
  });
  return (
    <Form form={form}>
      <FormSection
        title={former ? "修改并重新提交" : "申请调转"}
        hint={`现所在单位：${presentName}。由调入单位审核，通过后即转到新单位，内设部门由新单位重新安排。`}
      >
        <OrganizationPicker
          name="unit"
          label="调入单位"
          required
          purpose="unit"
          search={search}
          empty={<p>没有找到要调入的单位时，请联系该单位，由其先在本平台注册。</p>}
        />
        <TextareaField
          name="reason"
          label="调转原因"
          required
          rows={4}
          maxLength={300}
          hint="不超过 300 字，调入单位和原单位均可看到"
        />
      </FormSection>
      <SubmitButton className="w-full sm:w-auto">{former ? "重新提交" : "提交申请"}</SubmitButton>
    </Form>
  );
}
