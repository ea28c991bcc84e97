// §4.2 编辑: the basic data and the rights of another administrator
import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { EditAdministratorForm } from "@/components/administrator/edit-form";
import { administratorsPath } from "@/components/administrator/path";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findAdministrator } from "@/lib/administrator/queries";
import { editAdministrator } from "../../actions";
import { rightsOptions } from "../../options";

export const metadata: Metadata = { title: "编辑管理员" };

export default async function EditAdministratorPage({
  params,
}: PageProps<"/structure/administrators/[id]/edit">) {
  const ctx = await requirePage("administrators.manage");
  const administrator = await findAdministrator(ctx.db, ctx, (await params).id);
  if (!administrator) notFound();
  const { id, name, limited, own, refusal, actor } = administrator;
  const viewHref = `${administratorsPath}/${id}`;
  if (own || refusal) redirect(viewHref as Route);
  const was = {
    name,
    phone: administrator.phone ?? "",
    email: administrator.email ?? "",
    position: administrator.position ?? "",
  };
  const seen = {
    roleIds: administrator.roles.map((role) => role.id),
    departmentIds: administrator.departments.map((department) => department.id),
  };
  return (
    <>
      <PageHeader
        title={`编辑管理员${name}`}
        breadcrumb={[
          { label: "管理单位管理员", href: administratorsPath },
          { label: name, href: viewHref },
          { label: "编辑" },
        ]}
      />
      <EditAdministratorForm
        {...(await rightsOptions(ctx, actor))}
        // What was changed meanwhile is another matter: an old draft must not undo that.
        keep={`administrator:${ctx.viewer.accountId}:${id}:${JSON.stringify([was, seen])}`}
        defaults={{ id, ...was, was, seen, rights: { ...seen, scope: limited ? "departments" : "all" } }}
        edit={editAdministrator}
      />
    </>
  );
}
