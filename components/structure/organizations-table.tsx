import type { Column, Row } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { formatCapped } from "@/components/ui/count";
import { UrlLink } from "@/components/ui/url-link";
import type { OrganizationState } from "@/db/enums";
import { countCap } from "@/lib/list";
import type { OrganizationRow } from "@/lib/structure/queries";
import { type Branch, organizationKindLabels, organizationStateLabels } from "@/lib/structure/schema";
import { branchWords } from "./words";

export function OrganizationStateBadge({ state }: { state: OrganizationState }) {
  return <Badge tone={state === "active" ? "success" : "neutral"}>{organizationStateLabels[state]}</Badge>;
}

/** Columns of 管理主管部门 and 管理下级单位. */
export const organizationColumns = (branch: Branch): Column[] => [
  { key: "name", header: "单位名称" },
  ...(branch === "authorities" ? [{ key: "kind", header: "类型" }] : []),
  { key: "code", header: "代码" },
  { key: "phone", header: "联系电话" },
  { key: "administrator", header: "管理员" },
  { key: "below", header: "下级单位", align: "right" as const },
  ...(branch === "units" ? [{ key: "people", header: "在岗人员", align: "right" as const }] : []),
  { key: "state", header: "状态" },
  { key: "actions", header: "操作", hideOnPhone: true },
];

/** One page of organizations as the table's rows. */
export function organizationRows(branch: Branch, rows: readonly OrganizationRow[]): Row[] {
  return rows.map((row) => {
    const href = `${branchWords[branch].path}/${row.id}` as Row["href"];
    return {
      id: row.id,
      label: row.name,
      href,
      cells: [
        row.name,
        ...(branch === "authorities" ? [organizationKindLabels[row.kind]] : []),
        row.code,
        row.phone,
        <span key="administrator">
          {row.administrator?.name ?? "—"}
          {row.administrator?.phone && (
            <span className="block text-muted-foreground tabular-nums">{row.administrator.phone}</span>
          )}
        </span>,
        formatCapped(row.below, countCap),
        ...(branch === "units" ? [formatCapped(row.people, countCap)] : []),
        <OrganizationStateBadge key="state" state={row.state} />,
        <UrlLink key="actions" href={href as string} className="whitespace-nowrap text-primary">
          管理<span className="sr-only">：{row.name}</span>
        </UrlLink>,
      ],
    };
  });
}
