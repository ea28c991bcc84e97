import { FulfilmentBadge } from "@/components/hours/ledger";
import type { Column, Row } from "@/components/list/data-table";
import { UrlLink } from "@/components/ui/url-link";
import { categoryLabels } from "@/lib/hours/forms";
import { listHref } from "@/lib/list";
import type { PersonRow } from "@/lib/person/queries";
import { PersonStateBadge } from "./state-badge";

/** Columns of 专技人员信息查询: who, where, and the credited hours of the year. */
export const personColumns = (year: number): Column[] => [
  { key: "name", header: "姓名", className: "min-w-20" },
  { key: "id-number", header: "证件号码" },
  { key: "unit", header: "单位 / 部门" },
  { key: "title", header: "职称" },
  { key: "state", header: "状态" },
  {
    key: "public",
    header: `${year} ${categoryLabels.public}`,
    label: categoryLabels.public,
    align: "right",
  },
  {
    key: "professional",
    header: `${year} ${categoryLabels.professional}`,
    label: categoryLabels.professional,
    align: "right",
  },
  { key: "fulfilled", header: `${year} 完成情况`, label: `${year} 年` },
  { key: "actions", header: "操作", hideOnPhone: true },
];

/** One page of people as the table's rows. */
export function personRows(pathname: string, rows: readonly PersonRow[]): Row[] {
  return rows.map((row) => {
    const href = listHref(`${pathname}/${row.id}`, {}, {});
    return {
      id: row.id,
      label: row.name,
      href,
      cells: [
        row.name,
        row.maskedIdNumber,
        <span key="unit">
          {row.organizationName}
          {row.departmentName && <span className="block text-muted-foreground">{row.departmentName}</span>}
        </span>,
        row.title ?? row.titleLevel ?? "—",
        <PersonStateBadge key="state" state={row.state} />,
        row.credited.public,
        row.credited.professional,
        <FulfilmentBadge key="fulfilled" fulfilled={row.fulfilled} exempt={row.exempt} />,
        <UrlLink key="actions" href={href} className="whitespace-nowrap text-primary">
          查看学时<span className="sr-only">：{row.name}</span>
        </UrlLink>,
      ],
    };
  });
}
