// §4.4 角色管理: one role, to be changed; a built-in one and one beyond the viewer's rights, to be looked at
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeleteRole } from "@/components/role/delete-role";
import { rolesPath } from "@/components/role/path";
import { EditRoleForm } from "@/components/role/role-form";
import { RoleView } from "@/components/role/role-view";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { permissionsOf } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { findActor, findUsersBeyond } from "@/lib/administrator/queries";
import { findRole, findRoleUsers } from "@/lib/role/queries";
import { modulesBeyond, usersBeyondRefusal, usersSentence } from "@/lib/role/rules";
import { deleteRole, editRole } from "../actions";

export const metadata: Metadata = { title: "角色管理" };

export default async function RolePage({ params }: PageProps<"/structure/roles/[id]">) {
  const ctx = await requirePage("roles.manage");
  const { viewer, db } = ctx;
  const role = await findRole(db, ctx, (await params).id);
  if (!role) notFound();
  const { id, name, description, permissions, editable } = role;
  const [users, beyond] = await Promise.all([
    findRoleUsers(db, viewer, id),
    findActor(db, ctx).then((actor) => findUsersBeyond(db, ctx, actor, id)),
  ]);
  const fixed = beyond.total > 0 ? usersBeyondRefusal(name, beyond) : null;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: "角色管理", href: rolesPath }, { label: name }]}
        description={users.total > 0 ? `使用人员：${usersSentence(users)}` : "还没有管理员使用该角色"}
        actions={
          <>
            <Button asChild variant="outline">
              <Link href={`${rolesPath}/new?from=${id}` as Route}>复制为新角色</Link>
            </Button>
            {editable && <DeleteRole id={id} name={name} remove={deleteRole} leave />}
          </>
        }
      />
      {editable ? (
        <>
          {users.mine && !fixed && (
            <Alert tone="warning" className="mb-4">
              <p>您自己使用该角色：去掉的权限模块，保存后您也不能再用。</p>
            </Alert>
          )}
          <EditRoleForm
            // A role that was changed meanwhile is another matter: an old draft must not undo that.
            keep={`role:${viewer.accountId}:${id}:${permissions.join()}`}
            id={id}
            modules={permissionsOf(viewer.organization.kind)}
            held={[...viewer.permissions]}
            defaults={{ name, description, permissions }}
            fixed={fixed}
            edit={editRole}
          />
        </>
      ) : (
        <RoleView role={role} beyond={modulesBeyond(permissions, viewer)} />
      )}
    </>
  );
}
