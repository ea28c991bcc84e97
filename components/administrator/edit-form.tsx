"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { type EditAdministratorValues, editAdministratorSchema } from "@/lib/administrator/schema";
import type { ActionResult } from "@/lib/result";
import { BasicFields } from "./basic-fields";
import { administratorsPath } from "./path";
import { RightsFields, type RightsOptions } from "./rights-fields";

/** 编辑 of an administrator within the viewer's rights: 基本信息 and 权限信息 in one. */
export function EditAdministratorForm({
  defaults,
  keep,
  edit,
  ...options
}: RightsOptions & {
  defaults: EditAdministratorValues;
  keep: string;
  edit: (values: EditAdministratorValues) => Promise<ActionResult<{ name: string }>>;
}) {
  const router = useRouter();
  const viewHref = `${administratorsPath}/${defaults.id}` as Route;
  const form = useActionForm({
    schema: editAdministratorSchema,
    defaultValues: defaults,
    // What a kept draft had seen is past.
    action: (values) => edit({ ...values, seen: defaults.seen }),
    onSuccess: ({ name }) => {
      toast.success(`${name}的信息已保存，权限在其下一次操作时生效`);
      router.push(viewHref);
    },
    keep,
  });
  return (
    <Form form={form}>
      <FormSection title="基本信息" hint="证件号码是登录账号，不能更改。">
        <BasicFields />
      </FormSection>
      <RightsFields {...options} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="正在保存…">保存</SubmitButton>
        <Button asChild variant="outline">
          <Link href={viewHref}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}
