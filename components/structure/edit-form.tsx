"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/result";
import { type EditOrganizationInput, editOrganizationSchema } from "@/lib/structure/schema";
import { OrganizationFields } from "./organization-fields";

/** Basic data of an organization directly below, changed by its superior. */
export function EditOrganizationForm({
  defaults,
  viewHref,
  keep,
  edit,
}: {
  defaults: EditOrganizationInput;
  viewHref: string;
  keep: string;
  edit: (input: EditOrganizationInput) => Promise<ActionResult<{ id: string }>>;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: editOrganizationSchema,
    defaultValues: defaults,
    action: edit,
    onSuccess: () => {
      toast.success("单位信息已修改");
      router.push(viewHref as Route);
    },
    keep,
  });
  return (
    <Form form={form}>
      <FormSection title="基本信息" hint="修改立即生效，并记入操作日志。其他信息由该单位在资料管理中修改。">
        <OrganizationFields />
      </FormSection>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="正在保存…">保存</SubmitButton>
        <Button asChild variant="outline">
          <Link href={viewHref as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}
