"use client";

import { useWatch } from "react-hook-form";
import { RadioField } from "@/components/form/choice-fields";
import { FormSection } from "@/components/form/form";
import { PermissionList } from "@/components/role/permission-list";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { permissionKeys } from "@/lib/access/permissions";
import { lostModules } from "@/lib/administrator/rules";
import type { RightsValues } from "@/lib/administrator/schema";
import { labelsOf } from "@/lib/role/rules";
import { DepartmentsField } from "./departments-field";
import { type RoleOption, RolesField } from "./roles-field";

/** What can be chosen. */
export type RightsOptions = {
  roles: readonly RoleOption[];
  /** Of the own unit, each named by its way down; null: administrators of this kind of organization have no limits. */
  departments: readonly { id: string; name: string }[] | null;
};

/** 权限信息: roles, 数据范围, and what they come to together. The form's values hold them as `rights`. */
export function RightsFields({ roles, departments }: RightsOptions) {
  const rights: RightsValues = useWatch({ name: "rights" });
  const limited = rights.scope === "departments";
  const chosen = roles.filter((role) => rights.roleIds.includes(role.id));
  const modules = permissionKeys.filter((key) => chosen.some((role) => role.permissions.includes(key)));
  const lost = limited ? lostModules(modules) : [];
  return (
    <>
      <FormSection title="权限信息">
        <RolesField
          name="rights.roleIds"
          label="角色"
          roles={roles}
          hint="管理员拥有所选角色的全部权限。只能授予您自己拥有的权限；需要定制权限时，请先在“角色管理”中新增角色。"
        />
        {departments && (
          <RadioField
            name="rights.scope"
            label="数据范围"
            required
            className="sm:col-span-2"
            options={[
              { value: "all", label: "全部" },
              { value: "departments", label: "限定部门", disabled: departments.length === 0 },
            ]}
            hint={departments.length === 0 ? "本单位还没有内设部门，不能限定部门" : undefined}
          />
        )}
        {departments && limited && <DepartmentsField name="rights.departmentIds" departments={departments} />}
      </FormSection>
      {lost.length > 0 && (
        <Alert tone="warning" role="status">
          <p>限定部门后，以下权限模块不可用：{labelsOf(lost)}。</p>
        </Alert>
      )}
      {chosen.length > 0 && (
        <Card>
          <CardHeader title="所得权限" description="所选角色的权限模块合在一起" />
          <CardContent>
            <PermissionList modules={modules} limited={limited} />
          </CardContent>
        </Card>
      )}
    </>
  );
}
