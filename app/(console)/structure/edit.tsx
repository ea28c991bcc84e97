import { notFound } from "next/navigation";
import type { ComponentProps } from "react";
import { EditOrganizationForm } from "@/components/structure/edit-form";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { findOrganization } from "@/lib/structure/queries";
import { branchRefusal } from "@/lib/structure/rules";
import type { Branch } from "@/lib/structure/schema";

/** The basic data of an organization of either branch, to be changed by its superior. */
export async function EditOrganization({
  ctx: { db, scope, viewer },
  branch,
  id: asked,
  edit,
}: {
  ctx: Ctx;
  branch: Branch;
  id: string;
  edit: ComponentProps<typeof EditOrganizationForm>["edit"];
}) {
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
