import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { formatCapped } from "@/components/ui/count";
import { Facts } from "@/components/ui/description-list";
import { formatDate } from "@/lib/date";
import { countCap } from "@/lib/list";
import { divisions } from "@/lib/reference/divisions";
import type { StructureOrganization } from "@/lib/structure/queries";
import { organizationKindLabels } from "@/lib/structure/schema";
import { OrganizationStateBadge } from "./organizations-table";

/** An organization directly below: its data. */
export function OrganizationView({ organization }: { organization: StructureOrganization }) {
  const { divisionCode } = organization;
  return (
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
            { label: "在岗人员", value: `${formatCapped(organization.people, countCap)} 人` },
            { label: "创建日期", value: formatDate(organization.createdAt) },
          ]}
        />
      </CardContent>
    </Card>
  );
}
