import { AdministratorStateBadge, FullBadge } from "@/components/administrator/state-badge";
import { DataTable } from "@/components/list/data-table";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDateTime } from "@/lib/date";
import type { ActionResult } from "@/lib/result";
import type { SubordinateAdministrator } from "@/lib/structure/administrators";
import type { Appointed } from "@/lib/structure/appoint";
import type { AppointValues, ResetAdministratorInput } from "@/lib/structure/schema";
import { AppointForm } from "./appoint";
import { ResetAdministrator } from "./reset-administrator";

/**
 * 单位管理员 of an organization directly below. Its 全权管理员 manage the others; without one the superior appoints.
 */
export function AdministratorsCard({
  organization: { id, name },
  portal,
  administrators,
  keep,
  appoint,
  resetPassword,
}: {
  organization: { id: string; name: string };
  /** Where its administrators log in. */
  portal: string;
  administrators: readonly SubordinateAdministrator[];
  keep: string;
  appoint: (values: AppointValues) => Promise<ActionResult<Appointed>>;
  resetPassword: (input: ResetAdministratorInput) => Promise<ActionResult<{ name: string }>>;
}) {
  const hasFull = administrators.some((administrator) => administrator.full);
  return (
    <>
      <Card>
        <CardHeader
          title="单位管理员"
          description="管理员由该单位的全权管理员管理；全权管理员忘记密码时，由上级部门重置"
        />
        <CardContent className="max-sm:px-0 max-sm:pb-0">
          <DataTable
            caption="单位管理员"
            columns={[
              { key: "name", header: "姓名" },
              { key: "phone", header: "手机号" },
              { key: "state", header: "状态" },
              { key: "login", header: "最近登录" },
              { key: "actions", header: "操作" },
            ]}
            rows={administrators.map((administrator) => ({
              id: administrator.id,
              label: administrator.name,
              cells: [
                <span key="name" className="break-words">
                  {administrator.name}
                  {administrator.full && <FullBadge />}
                  {administrator.position && (
                    <span className="block text-muted-foreground">{administrator.position}</span>
                  )}
                </span>,
                administrator.phone ?? "—",
                <AdministratorStateBadge key="state" state={administrator.state} />,
                administrator.lastLoginAt ? formatDateTime(administrator.lastLoginAt) : "尚未登录",
                administrator.full ? (
                  <ResetAdministrator
                    key="actions"
                    organizationId={id}
                    administrator={administrator}
                    reset={resetPassword}
                  />
                ) : (
                  "—"
                ),
              ],
            }))}
            empty={<EmptyState title="该单位还没有管理员" />}
          />
        </CardContent>
      </Card>
      {!hasFull && (
        <Alert tone="warning">
          <p>{name}没有可用的全权管理员，请指定一名，由其管理该单位的其他管理员。</p>
        </Alert>
      )}
      <AppointForm
        organization={{ id, name }}
        portal={portal}
        needed={!hasFull}
        administrators={administrators.map(({ id, name, position, state }) => {
          const notes = [position, state === "disabled" && "已禁用"].filter(Boolean);
          return { id, label: notes.length > 0 ? `${name}（${notes.join("，")}）` : name };
        })}
        keep={keep}
        appoint={appoint}
      />
    </>
  );
}
