// §1 管理主管部门: an authority or lower 人社局, its administrators, and what can be done with it
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
import { findOrganization } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { disableAuthority, enableAuthority } from "../actions";

const { title, path } = branchWords.authorities;

export const metadata: Metadata = { title };

export default async function AuthorityPage({ params }: PageProps<"/structure/authorities/[id]">) {
  const { db, scope, viewer } = await requirePage("authorities.manage");
  const refusal = branchRefusal(viewer.organization.kind, "authorities");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const organization = await findOrganization(db, scope, "authorities", (await params).id);
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
              disable={disableAuthority}
              enable={enableAuthority}
            />
          </>
        }
      />
      <OrganizationView organization={organization} />
    </>
  );
}
