import { Badge } from "@/components/ui/badge";
import { type Permission, permissions } from "@/lib/access/permissions";
import { cn } from "@/lib/cn";
import { groupsOf, isByDepartment } from "@/lib/role/rules";

/**
 * What a set of modules lets one do, by group. `limited`: for an administrator who is limited to departments, to whom
 * some of them are of no use.
 */
export function PermissionList({
  modules,
  limited = false,
}: {
  modules: readonly Permission[];
  limited?: boolean;
}) {
  if (modules.length === 0) return <p className="text-muted-foreground">没有权限模块</p>;
  return (
    <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
      {groupsOf(modules).map(({ group, modules }) => (
        <div key={group} className="min-w-0">
          <dt className="font-medium">{group}</dt>
          {modules.map((module) => (
            <Module key={module} module={module} lost={limited && !isByDepartment(module)} />
          ))}
        </div>
      ))}
    </dl>
  );
}

function Module({ module, lost }: { module: Permission; lost: boolean }) {
  const { label, hint } = permissions[module];
  return (
    <dd className="mt-1">
      <span className={cn(lost && "text-muted-foreground line-through")}>{label}</span>
      {lost && (
        <Badge tone="waiting" className="ml-2">
          限定部门后不可用
        </Badge>
      )}
      <span className="block text-[max(0.8125rem,0.929em)] text-muted-foreground">{hint}</span>
    </dd>
  );
}
