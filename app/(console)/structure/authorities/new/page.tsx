// §1 管理主管部门: create an authority or lower 人社局 with its first administrator
import type { Metadata } from "next";
import { CreateOrganizationForm } from "@/components/structure/create-form";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { branchRefusal } from "@/lib/structure/rules";
import { createAuthority } from "../actions";

const { title, create, path } = branchWords.authorities;

export const metadata: Metadata = { title: create };

export default async function NewAuthorityPage() {
  const { viewer } = await requirePage("authorities.manage");
  const refusal = branchRefusal(viewer.organization.kind, "authorities");
  if (refusal) return <StructureRefusal title={create} refusal={refusal} />;
  return (
    <>
      <PageHeader title={create} breadcrumb={[{ label: title, href: path }, { label: create }]} />
      <CreateOrganizationForm
        branch="authorities"
        keep={`structure:${viewer.accountId}:authorities`}
        create={createAuthority}
      />
    </>
  );
}
