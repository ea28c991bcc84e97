// §4.3 管理下级单位: the sub-units, and the link with which they register themselves
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { FilterBar } from "@/components/list/filter-bar";
import { InvitationCard } from "@/components/structure/invitation-card";
import { OrganizationFilterFields } from "@/components/structure/organization-filters";
import { OrganizationList } from "@/components/structure/organization-list";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { formatDateTime } from "@/lib/date";
import { parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { invitationDays, invitationUrl } from "@/lib/structure/invitations";
import { findOwnInvitation, listOrganizations } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { organizationFilters } from "@/lib/structure/schema";
import { createUnitInvitation, endUnitInvitation } from "./actions";

const { title, path, create } = branchWords.units;

export const metadata: Metadata = { title };

export default async function UnitsPage({ searchParams }: PageProps<"/structure/units">) {
  const ctx = await requirePage("units.manage");
  const refusal = branchRefusal(ctx.viewer.organization.kind, "units");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const search = await searchParams;
  const invitation = await findOwnInvitation(ctx.db, ctx.scope);
  return (
    <>
      <PageHeader
        title={title}
        description="分公司、校区、院区等下属单位，可由本单位直接创建，也可通过注册链接自行注册"
        actions={
          <>
            {may(ctx.viewer, "units.review") && (
              <Button asChild variant="outline">
                <Link href={"/reviews/units" as Route}>审核下级单位</Link>
              </Button>
            )}
            <Button asChild>
              <Link href={`${path}/new` as Route}>{create}</Link>
            </Button>
          </>
        }
      />
      <InvitationCard
        invitation={
          invitation && {
            url: invitationUrl(invitation.token),
            expires: formatDateTime(invitation.expiresAt),
          }
        }
        days={invitationDays}
        create={createUnitInvitation}
        end={endUnitInvitation}
      />
      <FilterBar action={path as Route}>
        <OrganizationFilterFields filters={parseList(search, organizationFilters).filters} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <UnitList ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function UnitList({ ctx: { db, scope }, search }: { ctx: Ctx; search: SearchParams }) {
  const params = parseList(search, organizationFilters);
  const list = await listOrganizations(db, scope, "units", params);
  stayWithin(path, search, params, list.total);
  return <OrganizationList branch="units" search={search} params={params} {...list} />;
}
