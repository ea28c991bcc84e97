// §1 管理主管部门: a bureau's authorities and lower bureaus
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { FilterBar } from "@/components/list/filter-bar";
import { OrganizationFilterFields } from "@/components/structure/organization-filters";
import { OrganizationList } from "@/components/structure/organization-list";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listOrganizations } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { organizationFilters } from "@/lib/structure/schema";

const { title, path, create } = branchWords.authorities;

export const metadata: Metadata = { title };

export default async function AuthoritiesPage({ searchParams }: PageProps<"/structure/authorities">) {
  const ctx = await requirePage("authorities.manage");
  const refusal = branchRefusal(ctx.viewer.organization.kind, "authorities");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const search = await searchParams;
  return (
    <>
      <PageHeader
        title={title}
        description="本局直接管理的主管部门和下级人社局"
        actions={
          <Button asChild>
            <Link href={`${path}/new` as Route}>{create}</Link>
          </Button>
        }
      />
      <FilterBar action={path as Route}>
        <OrganizationFilterFields filters={parseList(search, organizationFilters).filters} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <AuthorityList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function AuthorityList({ ctx: { db, scope }, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, organizationFilters);
  const list = await listOrganizations(db, scope, "authorities", params);
  stayWithin(path, search, params, list.total);
  return <OrganizationList branch="authorities" search={search} params={params} {...list} />;
}
