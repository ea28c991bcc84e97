import type { Column, Row } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { UrlLink } from "@/components/ui/url-link";
import type { AdministratorRow } from "@/lib/administrator/queries";
import { formatDateTime } from "@/lib/date";
import { administratorsPath } from "./path";
import { AdministratorStateBadge, FullBadge } from "./state-badge";

/** Columns of 管理单位管理员; `scoped`: where administrators can be limited to departments. */
export const administratorColumns = ({ scoped }: { scoped: boolean }): Column[] => [
  { key: "name", header: "姓名" },
  { key: "id-number", header: "证件号码" },
  { key: "phone", header: "手机号" },
  { key: "roles", header: "角色" },
  ...(scoped ? [{ key: "scope", header: "数据范围" }] : []),
  { key: "state", header: "状态" },
  { key: "login", header: "最近登录" },
  { key: "actions", header: "操作", hideOnPhone: true },
];

/** Departments of a limit that a row names; the administrator's page names all. */
const departmentsNamed = 3;

/** One page of administrators as the table's rows. */
export function administratorRows(rows: readonly AdministratorRow[], { scoped }: { scoped: boolean }): Row[] {
  return rows.map((row) => {
    const { id, name, departments } = row;
    const href = `${administratorsPath}/${id}`;
    return {
      id,
      label: name,
      href: href as Row["href"],
      cells: [
        <span key="name" className="break-words">
          {name}
          {row.full && <FullBadge />}
          {row.own && <Badge className="ml-2">本人</Badge>}
          {row.position && <span className="block text-muted-foreground">{row.position}</span>}
        </span>,
        row.maskedIdNumber,
        row.phone ?? "—",
        row.roles.map((role) => role.name).join("、") || "—",
        ...(scoped
          ? [
              row.limited
                ? `${departments
                    .slice(0, departmentsNamed)
                    .map((department) => department.name)
                    .join(
                      "、",
                    )}${departments.length > departmentsNamed ? ` 等 ${departments.length} 个部门` : ""}`
                : "全部",
            ]
          : []),
        <AdministratorStateBadge key="state" state={row.state} />,
        row.lastLoginAt ? formatDateTime(row.lastLoginAt) : "尚未登录",
        <UrlLink key="actions" href={href} className="whitespace-nowrap text-primary">
          {row.own || row.refusal ? "查看" : "管理"}
          <span className="sr-only">：{name}</span>
        </UrlLink>,
      ],
    };
  });
}
