import { DataTable } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCapped } from "@/components/ui/count";
import { Facts } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDate, formatDateTime } from "@/lib/date";
import { countCap } from "@/lib/list";
import { divisions } from "@/lib/reference/divisions";
import type { StructureOrganization } from "@/lib/structure/queries";
import { organizationKindLabels } from "@/lib/structure/schema";
import { OrganizationStateBadge } from "./organizations-table";

/** An organization directly below: its data and its administrators. */
export function OrganizationView({ organization }: { organization: StructureOrganization }) {
  const { divisionCode, administrators } = organization;
  return (
    <div className="space-y-4">
      <Card>
        <CardHeader title="基本信息" />
        <CardContent>
          <Facts
            items={[
              { label: "单位名称", value: organization.name },
              { label: "状态", value: <OrganizationStateBadge state={organization.state} /> },
              { label: "类型", value: organizationKindLabels[organization.kind] },
              { label: "代码", value: organization.code },
              {
                label: "所在区划",
                value: divisions.find((division) => division.code === divisionCode)?.name ?? divisionCode,
              },
              { label: "联系电话", value: organization.phone },
              { label: "详细地址", value: organization.address, wide: true },
              { label: "下级单位", value: `${formatCapped(organization.below, countCap)} 个` },
              { label: "人员", value: `${formatCapped(organization.people, countCap)} 人` },
              { label: "创建日期", value: formatDate(organization.createdAt) },
            ]}
          />
        </CardContent>
      </Card>
      <Card>
        <CardHeader title="单位管理员" />
        <CardContent className="max-sm:px-0 max-sm:pb-0">
          <DataTable
            caption="单位管理员"
            columns={[
              { key: "name", header: "姓名" },
              { key: "phone", header: "手机号" },
              { key: "state", header: "状态" },
              { key: "login", header: "最近登录" },
            ]}
            rows={administrators.map((administrator) => ({
              id: administrator.id,
              label: administrator.name,
              cells: [
                administrator.name,
                administrator.phone ?? "—",
                <Badge key="state" tone={administrator.state === "active" ? "success" : "neutral"}>
                  {administrator.state === "active" ? "启用" : "已停用"}
                </Badge>,
                administrator.lastLoginAt ? formatDateTime(administrator.lastLoginAt) : "尚未登录",
              ],
            }))}
            empty={<EmptyState title="该单位还没有管理员" />}
          />
        </CardContent>
      </Card>
    </div>
  );
}
