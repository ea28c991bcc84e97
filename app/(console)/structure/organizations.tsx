import type { Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type ComponentProps, type ReactNode, Suspense } from "react";
import { FilterBar } from "@/components/list/filter-bar";
import { AdministratorsCard } from "@/components/structure/administrators-card";
import { CreateOrganizationForm } from "@/components/structure/create-form";
import { EditOrganizationForm } from "@/components/structure/edit-form";
import { OrganizationActions } from "@/components/structure/organization-actions";
import { OrganizationFilterFields } from "@/components/structure/organization-filters";
import { OrganizationList } from "@/components/structure/organization-list";
import { OrganizationView } from "@/components/structure/organization-view";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { parseList, type SearchParams } from "@/lib/list";
import { stayWithin } from "@/lib/list-page";
import { listAdministratorsOf } from "@/lib/structure/administrators";
import { findOrganization, findOwnSuperior, listOrganizations } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { type Branch, organizationFilters } from "@/lib/structure/schema";

/* The pages of both branches: 管理主管部门 and 管理下级单位. Each says so itself to whom a branch is no use. */

type Asked = { ctx: Ctx; branch: Branch };

/** The list; `children` stand above it. */
export function Organizations({
  description,
  actions,
  children,
  ...asked
}: Asked & { search: SearchParams; description: string; actions?: ReactNode; children?: ReactNode }) {
  const { ctx, branch, search } = asked;
  const { title, path, create } = branchWords[branch];
  const refusal = branchRefusal(ctx.viewer.organization.kind, branch);
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={
          <>
            {actions}
            <Button asChild>
              <Link href={`${path}/new` as Route}>{create}</Link>
            </Button>
          </>
        }
      />
      {children}
      <FilterBar action={path as Route}>
        <OrganizationFilterFields filters={parseList(search, organizationFilters).filters} />
      </FilterBar>
      <Suspense key={JSON.stringify(search)} fallback={<ListSkeleton />}>
        <Rows {...asked} />
      </Suspense>
    </>
  );
}

async function Rows({ ctx: { db, scope }, branch, search }: Asked & { search: SearchParams }) {
  const params = parseList(search, organizationFilters);
  const list = await listOrganizations(db, scope, branch, params);
  stayWithin(branchWords[branch].path, search, params, list.total);
  return <OrganizationList branch={branch} search={search} params={params} {...list} />;
}

/** A new one with its first administrator. */
export function CreateOrganization({
  ctx: { viewer },
  branch,
  create,
}: Asked & Pick<ComponentProps<typeof CreateOrganizationForm>, "create">) {
  const { title: list, create: title, path } = branchWords[branch];
  const refusal = branchRefusal(viewer.organization.kind, branch);
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  return (
    <>
      <PageHeader title={title} breadcrumb={[{ label: list, href: path }, { label: title }]} />
      <CreateOrganizationForm
        branch={branch}
        keep={`structure:${viewer.accountId}:${branch}`}
        create={create}
      />
    </>
  );
}

type Actions = ComponentProps<typeof OrganizationActions>;

/** One, its administrators, and what can be done with it and with them; `detach` where the branch has it. */
export async function ShowOrganization({
  ctx: { db, scope, viewer },
  branch,
  id: asked,
  detach,
  appoint,
  resetPassword,
  ...actions
}: Asked & { id: string } & Pick<Actions, "disable" | "enable"> &
  Pick<ComponentProps<typeof AdministratorsCard>, "appoint" | "resetPassword"> & {
    detach?: NonNullable<Actions["detach"]>["run"];
  }) {
  const { title, path } = branchWords[branch];
  const refusal = branchRefusal(viewer.organization.kind, branch);
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const [organization, superior] = await Promise.all([
    findOrganization(db, scope, branch, asked),
    detach ? findOwnSuperior(db, scope) : null,
  ]);
  if (!organization) notFound();
  const { id, name, state } = organization;
  const administrators = await listAdministratorsOf(db, organization);
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={[{ label: title, href: path }, { label: name }]}
        actions={
          <>
            <Button asChild>
              <Link href={`${path}/${id}/edit` as Route}>修改信息</Link>
            </Button>
            <OrganizationActions
              organization={{ id, name, state }}
              {...actions}
              detach={
                detach && superior ? { run: detach, superior: superior.name, listHref: path } : undefined
              }
            />
          </>
        }
      />
      <div className="space-y-4">
        <OrganizationView organization={organization} />
        <AdministratorsCard
          organization={organization}
          portal={branchWords[branch].portal}
          administrators={administrators}
          keep={`appoint:${viewer.accountId}:${id}`}
          appoint={appoint}
          resetPassword={resetPassword}
        />
      </div>
    </>
  );
}

/** The basic data of one, to be changed by its superior. */
export async function EditOrganization({
  ctx: { db, scope, viewer },
  branch,
  id: asked,
  edit,
}: Asked & { id: string } & Pick<ComponentProps<typeof EditOrganizationForm>, "edit">) {
  const { title, path } = branchWords[branch];
  const refusal = branchRefusal(viewer.organization.kind, branch);
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const organization = await findOrganization(db, scope, branch, asked);
  if (!organization) notFound();
  const { id, name, divisionCode, phone, address } = organization;
  return (
    <>
      <PageHeader
        title={`修改${name}的信息`}
        breadcrumb={[{ label: title, href: path }, { label: name, href: `${path}/${id}` }, { label: "修改" }]}
      />
      <EditOrganizationForm
        defaults={{ id, name, divisionCode, phone, address: address ?? "" }}
        viewHref={`${path}/${id}`}
        keep={`structure:${viewer.accountId}:${id}`}
        edit={edit}
      />
    </>
  );
}
