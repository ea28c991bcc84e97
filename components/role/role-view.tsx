import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import type { Permission } from "@/lib/access/permissions";
import type { Role } from "@/lib/role/queries";
import { labelsOf } from "@/lib/role/rules";
import { PermissionList } from "./permission-list";

/** A role that the viewer may only look at, and why; `beyond`: the modules of it that they don't hold. */
export function RoleView({
  role: { name, description, permissions, builtIn },
  beyond,
}: {
  role: Role;
  beyond: readonly Permission[];
}) {
  return (
    <div className="space-y-4">
      <Alert>
        <p>
          {builtIn
            ? "系统内置角色，不能修改或删除；需要调整时，可复制为新角色。"
            : `该角色含有您没有的权限模块（${labelsOf(beyond)}），您只能查看，不能修改或删除。`}
        </p>
      </Alert>
      <Card>
        <CardHeader title="基本信息" />
        <CardContent>
          <Facts
            columns={1}
            items={[
              { label: "角色名称", value: name },
              { label: "角色描述", value: description },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="权限模块" description={`共 ${permissions.length} 项`} />
        <CardContent>
          <PermissionList modules={permissions} />
        </CardContent>
      </Card>
    </div>
  );
}
