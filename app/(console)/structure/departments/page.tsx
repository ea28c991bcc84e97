// §4.1 管理内设部门
import type { Metadata } from "next";
import { AddDepartmentButton, DepartmentDialogs } from "@/components/department/dialogs";
import { DepartmentTree } from "@/components/department/tree";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { UrlLink } from "@/components/ui/url-link";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { departmentTree } from "@/lib/department/queries";
import * as actions from "./actions";

const title = "管理内设部门";

const departmentActions = {
  add: actions.addDepartment,
  rename: actions.renameDepartment,
  move: actions.moveDepartment,
  sort: actions.sortDepartment,
  remove: actions.deleteDepartment,
};

export const metadata: Metadata = { title };

export default async function DepartmentsPage() {
  const { db, scope, viewer } = await requirePage("departments.manage");
  const { trees, unassigned } = await departmentTree(db, scope);
  return (
    <DepartmentDialogs trees={trees} actions={departmentActions} keep={`department:${viewer.accountId}`}>
      <PageHeader
        title={title}
        description="本单位的内设机构，便于专业技术人员的管理；点部门名称查看和调整其人员"
        actions={<AddDepartmentButton />}
      />
      {trees.length > 0 ? (
        <DepartmentTree
          trees={trees}
          unassigned={unassigned}
          actions={departmentActions}
          personsPath={may(viewer, "persons.read") ? "/statistics/persons" : null}
        />
      ) : (
        <div className="rounded-lg border bg-card">
          <EmptyState
            title="还没有内设部门"
            hint="点“新增内设部门”按本单位的机构设置建立；人员注册和信息修改时即可选择所在部门"
            action={
              unassigned.people > 0 && (
                <UrlLink href="/structure/departments/unassigned" className="text-primary underline">
                  查看未分部门的 {unassigned.people.toLocaleString("zh-CN")} 名人员
                </UrlLink>
              )
            }
          />
        </div>
      )}
    </DepartmentDialogs>
  );
}
