"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useController } from "react-hook-form";
import { toast } from "sonner";
import { FieldError, FieldHint, useField } from "@/components/form/field";
import { TextareaField, TextField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { RequiredMark } from "@/components/ui/label";
import type { Permission } from "@/lib/access/permissions";
import type { ActionResult } from "@/lib/result";
import { type EditRoleValues, type RoleValues, roleSchema } from "@/lib/role/schema";
import { rolesPath } from "./path";
import { PermissionList } from "./permission-list";
import { PermissionTree } from "./permission-tree";

type Modules = {
  /** What the kind of organization can hold. */
  modules: readonly Permission[];
  /** What the viewer holds, and may give. */
  held: readonly Permission[];
};
type Common = Modules & { defaults: RoleValues; keep: string };

/** 新增角色 */
export function CreateRoleForm({
  create,
  ...common
}: Common & { create: (values: RoleValues) => Promise<ActionResult<{ name: string }>> }) {
  return (
    <RoleForm
      {...common}
      save={create}
      saved={({ name }) => `角色“${name}”已创建，可在“管理单位管理员”中授予`}
      submit={{ label: "创建角色", pending: "正在创建…" }}
    />
  );
}

/**
 * 编辑 of a role that is the organization's own and within the viewer's rights. `fixed`: why its modules stay as they are;
 * null: they can be changed.
 */
export function EditRoleForm({
  id,
  edit,
  ...common
}: Common & {
  id: string;
  fixed: string | null;
  edit: (values: EditRoleValues) => Promise<ActionResult<{ name: string; users: number }>>;
}) {
  return (
    <RoleForm
      {...common}
      save={(values) => {
        const { permissions: seen } = common.defaults;
        // A kept draft may be older than the reason.
        return edit({ ...values, id, seen, ...(common.fixed === null ? {} : { permissions: seen }) });
      }}
      saved={({ name, users }) =>
        `角色“${name}”已保存${users > 0 ? `，使用该角色的 ${users} 名管理员下一次操作时生效` : ""}`
      }
      submit={{ label: "保存", pending: "正在保存…" }}
    />
  );
}

function RoleForm<T>({
  modules,
  held,
  defaults,
  fixed = null,
  keep,
  save,
  saved,
  submit,
}: Common & {
  fixed?: string | null;
  save: (values: RoleValues) => Promise<ActionResult<T>>;
  /** What is told when it is done. */
  saved: (data: T) => string;
  submit: { label: string; pending: string };
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: roleSchema,
    defaultValues: defaults,
    action: save,
    onSuccess: (data) => {
      toast.success(saved(data));
      router.push(rolesPath as Route);
    },
    keep,
  });
  return (
    <Form form={form}>
      <FormSection title="基本信息">
        <TextField<RoleValues>
          name="name"
          label="角色名称"
          required
          autoComplete="off"
          hint="不超过 30 字，在本单位内不能重复"
        />
        <TextareaField<RoleValues> name="description" label="角色描述" rows={2} hint="不超过 200 字" />
      </FormSection>
      <div className="rounded-lg border bg-card p-4 sm:p-5">
        {fixed === null ? (
          <PermissionsField modules={modules} held={held} />
        ) : (
          <section aria-labelledby="modules" className="space-y-3">
            <h2 id="modules" className="font-medium">
              权限模块
            </h2>
            <p className="text-muted-foreground">{fixed}。</p>
            <PermissionList modules={defaults.permissions} />
          </section>
        )}
      </div>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText={submit.pending}>{submit.label}</SubmitButton>
        <Button asChild variant="outline">
          <Link href={rolesPath as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}

function PermissionsField({ modules, held }: Modules) {
  const hint = "勾选该角色可以使用的功能。只能授予您自己拥有的权限。";
  const { id, message, aria } = useField("permissions", hint);
  const { field } = useController<RoleValues, "permissions">({ name: "permissions" });
  return (
    <PermissionTree
      id={id}
      label={
        <>
          权限模块
          <RequiredMark />
        </>
      }
      modules={modules}
      held={held}
      value={field.value}
      onChange={field.onChange}
      describedBy={aria["aria-describedby"]}
      invalid={aria["aria-invalid"]}
    >
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
    </PermissionTree>
  );
}
