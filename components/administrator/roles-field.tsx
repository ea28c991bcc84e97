"use client";

import { useId } from "react";
import { useController } from "react-hook-form";
import { FieldError, FieldHint, useField } from "@/components/form/field";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { RequiredMark } from "@/components/ui/label";
import type { Permission } from "@/lib/access/permissions";
import { labelsOf } from "@/lib/role/rules";

/** A role that can be given, with the modules that it gives in the organization. */
export type RoleOption = {
  id: string;
  name: string;
  description: string;
  permissions: readonly Permission[];
  builtIn: boolean;
};

/** One or more of these roles, as boxes to tick; the field's value are their ids. */
export function RolesField({
  name,
  label,
  hint,
  roles,
}: {
  name: string;
  label: string;
  hint: string;
  roles: readonly RoleOption[];
}) {
  const { id, message, aria } = useField(name, hint);
  const { field } = useController({ name });
  const value: readonly string[] = field.value;
  return (
    <fieldset className="min-w-0 sm:col-span-2" aria-describedby={aria["aria-describedby"]}>
      <legend className="font-medium">
        {label}
        <RequiredMark />
      </legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{message}</FieldError>
      <ul className="mt-2 grid gap-3 lg:grid-cols-2">
        {roles.map((role, index) => (
          <li key={role.id} className="min-w-0 rounded-md border p-3">
            <RoleBox
              // The error summary leads to the first.
              id={index === 0 ? id : undefined}
              role={role}
              checked={value.includes(role.id)}
              invalid={aria["aria-invalid"]}
              onChange={(checked) =>
                field.onChange(checked ? [...value, role.id] : value.filter((held) => held !== role.id))
              }
            />
          </li>
        ))}
      </ul>
      {roles.length === 0 && (
        <p className="mt-2 text-muted-foreground">没有您可以授予的角色，请先在“角色管理”中新增。</p>
      )}
    </fieldset>
  );
}

function RoleBox({
  id: givenId,
  role: { name, description, permissions, builtIn },
  checked,
  invalid,
  onChange,
}: {
  id: string | undefined;
  role: RoleOption;
  checked: boolean;
  invalid: boolean | undefined;
  onChange: (checked: boolean) => void;
}) {
  const ownId = useId();
  const id = givenId ?? ownId;
  return (
    <div className="flex gap-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={checked}
        aria-invalid={invalid}
        aria-describedby={`${id}-modules`}
        onCheckedChange={onChange}
      />
      <div className="min-w-0 break-words">
        <label htmlFor={id}>{name}</label>
        {builtIn && (
          <Badge tone="info" className="ml-2">
            内置
          </Badge>
        )}
        <p id={`${id}-modules`} className="text-[max(0.8125rem,0.929em)] text-muted-foreground">
          {description && <span className="block">{description}</span>}
          权限模块：{labelsOf(permissions) || "无"}
        </p>
      </div>
    </div>
  );
}
