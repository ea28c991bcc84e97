import type { Column, Row } from "@/components/list/data-table";
import { Badge } from "@/components/ui/badge";
import { UrlLink } from "@/components/ui/url-link";
import type { ActionResult } from "@/lib/result";
import type { RoleRow } from "@/lib/role/queries";
import { labelsOf } from "@/lib/role/rules";
import { DeleteRole } from "./delete-role";
import { rolesPath } from "./path";

/** Columns of 角色管理. */
export const roleColumns: Column[] = [
  { key: "name", header: "角色名称" },
  { key: "description", header: "角色描述" },
  { key: "modules", header: "权限模块" },
  { key: "users", header: "使用人数", align: "right" },
  { key: "actions", header: "操作" },
];

/** Modules of a role that a row names; its page names all. */
const modulesNamed = 3;

/** One page of roles as the table's rows. */
export function roleRows(
  rows: readonly RoleRow[],
  remove: (input: { id: string }) => Promise<ActionResult<{ name: string }>>,
): Row[] {
  return rows.map(({ id, name, description, permissions, builtIn, editable, users }) => ({
    id,
    label: name,
    href: `${rolesPath}/${id}` as Row["href"],
    cells: [
      <span key="name" className="break-words">
        {name}
        {builtIn && (
          <Badge tone="info" className="ml-2">
            内置
          </Badge>
        )}
      </span>,
      description || "—",
      <span key="modules">
        {labelsOf(permissions.slice(0, modulesNamed)) || "—"}
        {permissions.length > modulesNamed && ` 等 ${permissions.length} 项`}
      </span>,
      users.toLocaleString("zh-CN"),
      <span key="actions" className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <RowLink href={`${rolesPath}/${id}`} label={editable ? "编辑" : "查看"} of={name} />
        <RowLink href={`${rolesPath}/new?from=${id}`} label="复制" of={name} />
        {editable && <DeleteRole {...{ id, name, remove }} />}
      </span>,
    ],
  }));
}

function RowLink({ href, label, of }: { href: string; label: string; of: string }) {
  return (
    <UrlLink href={href} className="whitespace-nowrap text-primary">
      {label}
      <span className="sr-only">：{of}</span>
    </UrlLink>
  );
}
