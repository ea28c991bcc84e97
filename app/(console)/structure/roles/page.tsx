// §4.4 角色管理: the roles that the organization can give, its own and the built-in ones
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { DataTable } from "@/components/list/data-table";
import { FilterBar, FilterSearch } from "@/components/list/filter-bar";
import { Pager } from "@/components/list/pager";
import { pagerLinks } from "@/components/list/pager-links";
import { rolesPath } from "@/components/role/path";
import { roleColumns, roleRows } from "@/components/role/roles-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { countCap, parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listRoles } from "@/lib/role/queries";
import { roleFilters } from "@/lib/role/schema";
import { deleteRole } from "./actions";

const title = "角色管理";

export const metadata: Metadata = { title };

export default async function RolesPage({ searchParams }: PageProps<"/structure/roles">) {
  const ctx = await requirePage("roles.manage");
  const search = await searchParams;
  return (
    <>
      <PageHeader
        title={title}
        description="角色是一组权限模块，管理员拥有所授角色的全部权限；修改后，使用者下一次操作时生效"
        actions={
          <Button asChild>
            <Link href={`${rolesPath}/new` as Route}>新增角色</Link>
          </Button>
        }
      />
      <FilterBar action={rolesPath as Route}>
        <FilterSearch label="角色名称" value={parseList(search, roleFilters).filters.q} className="sm:w-60" />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <RoleList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function RoleList({ ctx, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, roleFilters);
  const { rows, total } = await listRoles(ctx.db, ctx, params);
  stayWithin(rolesPath, search, params, total);
  return (
    <>
      <DataTable
        caption="角色列表"
        columns={roleColumns}
        rows={roleRows(rows, deleteRole)}
        empty={<EmptyState title="没有符合条件的角色" hint="角色名称可只填一部分；也可点“重置”查看全部" />}
      />
      {total > 0 && <Pager {...pagerLinks(rolesPath, search, params, { total, cap: countCap })} />}
    </>
  );
}
