// §1 管理主管部门: the basic data of an authority or lower 人社局
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditOrganizationForm } from "@/components/structure/edit-form";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findOrganization } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import { editAuthority } from "../../actions";

export const metadata: Metadata = { title: "修改单位信息" };

const { title, path } = branchWords.authorities;

export default async function EditAuthorityPage({ params }: PageProps<"/structure/authorities/[id]/edit">) {
  const { db, scope, viewer } = await requirePage("authorities.manage");
  const refusal = branchRefusal(viewer.organization.kind, "authorities");
  if (refusal) return <StructureRefusal title={title} refusal={refusal} />;
  const organization = await findOrganization(db, scope, "authorities", (await params).id);
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
        edit={editAuthority}
      />
    </>
  );
}
