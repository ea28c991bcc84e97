// §4.2 管理单位管理员: one administrator, what they may, and what can be done with the account
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AdministratorActions } from "@/components/administrator/administrator-actions";
import { AdministratorView } from "@/components/administrator/administrator-view";
import { administratorsPath, handOverPath } from "@/components/administrator/path";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findAdministrator } from "@/lib/administrator/queries";
import { listDepartments } from "@/lib/department/queries";
import {
  deleteAdministrator,
  disableAdministrator,
  enableAdministrator,
  resetAdministratorPassword,
} from "../actions";

export const metadata: Metadata = { title: "管理单位管理员" };

export default async function AdministratorPage({ params }: PageProps<"/structure/administrators/[id]">) {
  const ctx = await requirePage("administrators.manage");
  const administrator = await findAdministrator(ctx.db, ctx, (await params).id);
  if (!administrator) notFound();
  const { id, name, state, own, refusal, departments, actor } = administrator;
  const named = ctx.viewer.organization.kind === "employer" ? await listDepartments(ctx.db, ctx.scope) : null;
  const limits = departments.map((department) => department.id);
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "管理单位管理员", href: administratorsPath }, { label: name }]}
        actions={
          <>
            {actor.full && (own || state === "active") && (
              <Button asChild variant="outline">
                <Link href={(own ? handOverPath : `${handOverPath}?to=${id}`) as Route}>移交全权</Link>
              </Button>
            )}
            {!own && !refusal && (
              <>
                <Button asChild>
                  <Link href={`${administratorsPath}/${id}/edit` as Route}>编辑</Link>
                </Button>
                <AdministratorActions
                  administrator={{ id, name, state }}
                  resetPassword={resetAdministratorPassword}
                  disable={disableAdministrator}
                  enable={enableAdministrator}
                  remove={deleteAdministrator}
                />
              </>
            )}
          </>
        }
      />
      {own && (
        <Alert className="mb-4">
          <p>这是您自己的账号：本人信息请在“资料管理”中修改，权限由其他管理员修改，不能自己禁用或删除。</p>
        </Alert>
      )}
      {!own && refusal && (
        <Alert className="mb-4">
          <p>{refusal}。</p>
        </Alert>
      )}
      <AdministratorView
        administrator={administrator}
        departmentNames={
          named
            ?.filter((department) => limits.includes(department.id))
            .map((department) => department.name) ?? null
        }
      />
    </>
  );
}
