"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useWatch } from "react-hook-form";
import { toast } from "sonner";
import { logOut } from "@/components/account/log-out";
import { PasswordField, RadioField } from "@/components/form/choice-fields";
import { SelectField } from "@/components/form/fields";
import { Form, FormSection, SubmitButton } from "@/components/form/form";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { type HandOverValues, handOverSchema } from "@/lib/administrator/schema";
import type { ActionResult } from "@/lib/result";
import { administratorsPath } from "./path";
import { type RoleOption, RolesField } from "./roles-field";

/** 移交: who takes over the full rights, and what becomes of the own account. */
export function HandOverForm({
  successors,
  successorId,
  roles,
  keep,
  handOver,
}: {
  successors: readonly { id: string; label: string }[];
  /** Chosen already; "": nobody. */
  successorId: string;
  /** What can be kept: less than everything. */
  roles: readonly RoleOption[];
  keep: string;
  handOver: (values: HandOverValues) => Promise<ActionResult<{ successor: string; disabled: boolean }>>;
}) {
  const router = useRouter();
  const form = useActionForm({
    schema: handOverSchema,
    defaultValues: { successorId, own: "disable", roleIds: [], password: "" },
    action: handOver,
    onSuccess: ({ successor, disabled }) => {
      toast.success(`已将全权移交给${successor}`);
      if (disabled) logOut();
      else router.push("/home" as Route);
    },
    keep,
    omit: ["password"],
  });
  const own = useWatch({ control: form.control, name: "own" });
  return (
    <Form form={form}>
      <FormSection
        title="移交全权"
        hint="移交立即生效：接任人成为全权管理员，拥有本单位的全部权限，不再限定部门；本人不再是全权管理员。双方都会收到消息。"
      >
        <SelectField
          name="successorId"
          label="接任人"
          required
          options={successors.map(({ id, label }) => ({ value: id, label }))}
        />
        <RadioField
          name="own"
          label="移交后本人的账号"
          required
          className="sm:col-span-2"
          options={[
            { value: "disable", label: "禁用，立即退出登录" },
            { value: "keep", label: "保留，改为以下角色", disabled: roles.length === 0 },
          ]}
        />
        {own === "keep" && (
          <RolesField name="roleIds" label="保留的角色" hint="不能保留全权管理员的角色" roles={roles} />
        )}
        <PasswordField
          name="password"
          label="本人登录密码"
          hint="确认是您本人在操作"
          autoComplete="current-password"
          required
        />
      </FormSection>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="正在移交…">确认移交</SubmitButton>
        <Button asChild variant="outline">
          <Link href={administratorsPath as Route}>返回</Link>
        </Button>
      </div>
    </Form>
  );
}
