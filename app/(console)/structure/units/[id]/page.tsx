// §4.3 管理下级单位: a sub-unit, its administrators, and what can be done with it
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { OrganizationActions } from "@/components/structure/organization-actions";
import { OrganizationView } from "@/components/structure/organization-view";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findOrganization, findOwnSuperior } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { detachUnit, disableUnit, enableUnit } from "../actions";

const { title, path } = branchWords.units;

export const metadata: Metadata = { title };

export default async function UnitPage({ params }: PageProps<"/structure/units/[id]">) {
  const { db, scope, viewer } = await requirePage("units.manage");
  const refusal = branchRefusal(viewer.organization.kind, "units");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const [organization, superior] = await Promise.all([
    findOrganization(db, scope, "units", (await params).id),
    findOwnSuperior(db, scope),
  ]);
  if (!organization) notFound();
  return (
    <>
      <PageHeader
        title={organization.name}
        breadcrumb={[{ label: title, href: path }, { label: organization.name }]}
        actions={
          <>
            <Button asChild>
              <Link href={`${path}/${organization.id}/edit` as Route}>修改信息</Link>
            </Button>
            <OrganizationActions
              organization={{ id: organization.id, name: organization.name, state: organization.state }}
              disable={disableUnit}
              enable={enableUnit}
              detach={superior ? { run: detachUnit, superior: superior.name, listHref: path } : undefined}
            />
          </>
        }
      />
      <OrganizationView organization={organization} />
    </>
  );
}
