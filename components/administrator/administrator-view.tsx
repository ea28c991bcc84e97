import { PermissionList } from "@/components/role/permission-list";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import type { Administrator } from "@/lib/administrator/queries";
import { modulesOfRoles } from "@/lib/administrator/rules";
import { formatDateTime } from "@/lib/date";
import { AdministratorStateBadge, FullBadge } from "./state-badge";

/** An administrator: who it is, and what they may, on whose data. */
export function AdministratorView({
  administrator,
  departmentNames,
}: {
  administrator: Administrator;
  /** 数据范围, each department named by its way down; null: this kind of organization has no limits. */
  departmentNames: readonly string[] | null;
}) {
  const { roles, limited, modules, actor } = administrator;
  const held = modulesOfRoles(roles, actor.organization.kind);
  return (
    <div className="space-y-4">
      <Card>
        <CardHeader title="基本信息" />
        <CardContent>
          <Facts
            items={[
              {
                label: "姓名",
                value: (
                  <>
                    {administrator.name}
                    {administrator.full && <FullBadge />}
                  </>
                ),
              },
              { label: "证件号码", value: administrator.maskedIdNumber },
              { label: "手机号", value: administrator.phone },
              { label: "电子邮箱", value: administrator.email },
              { label: "职务", value: administrator.position },
              { label: "状态", value: <AdministratorStateBadge state={administrator.state} /> },
              {
                label: "最近登录",
                value: administrator.lastLoginAt ? formatDateTime(administrator.lastLoginAt) : "尚未登录",
              },
              { label: "创建时间", value: formatDateTime(administrator.createdAt) },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader
          title="权限信息"
          description={
            limited
              ? `限定部门后可用 ${modules.length} 项权限模块，共 ${held.length} 项`
              : `共 ${held.length} 项权限模块`
          }
        />
        <CardContent className="space-y-4">
          <Facts
            columns={1}
            items={[
              { label: "角色", value: roles.map((role) => role.name).join("、") },
              ...(departmentNames
                ? [{ label: "数据范围", value: limited ? departmentNames.join("、") : "全部" }]
                : []),
            ]}
          />
          <PermissionList modules={held} limited={limited} />
        </CardContent>
      </Card>
    </div>
  );
}
