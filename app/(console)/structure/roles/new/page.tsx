// §4.4 新增角色: name, description, and the modules that it gives
import type { Metadata } from "next";
import { rolesPath } from "@/components/role/path";
import { CreateRoleForm } from "@/components/role/role-form";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { permissionsOf } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { findRole } from "@/lib/role/queries";
import { copyOf, labelsOf } from "@/lib/role/rules";
import { createRole } from "../actions";

const title = "新增角色";

export const metadata: Metadata = { title };

export default async function NewRolePage({ searchParams }: PageProps<"/structure/roles/new">) {
  const ctx = await requirePage("roles.manage");
  const { viewer, db } = ctx;
  const { from } = await searchParams;
  const original = typeof from === "string" ? await findRole(db, ctx, from) : null;
  const { left, ...defaults } = copyOf(original, viewer);
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "角色管理", href: rolesPath }, { label: title }]}
        description={original && `复制自“${original.name}”`}
      />
      {left.length > 0 && (
        <Alert tone="warning" className="mb-4">
          <p>没有复制您不能授予的权限模块：{labelsOf(left)}。</p>
        </Alert>
      )}
      <CreateRoleForm
        modules={permissionsOf(viewer.organization.kind)}
        held={[...viewer.permissions]}
        defaults={defaults}
        keep={`role:${viewer.accountId}:new:${original?.id ?? ""}`}
        create={createRole}
      />
    </>
  );
}
