// §4.3 管理下级单位: create a sub-unit with its first administrator
import type { Metadata } from "next";
import { CreateOrganizationForm } from "@/components/structure/create-form";
import { StructureRefusal } from "@/components/structure/refusal";
import { branchWords } from "@/components/structure/words";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { branchRefusal } from "@/lib/structure/rules";
import { createUnit } from "../actions";

const { title, create, path } = branchWords.units;

export const metadata: Metadata = { title: create };

export default async function NewUnitPage() {
  const { viewer } = await requirePage("units.manage");
  const refusal = branchRefusal(viewer.organization.kind, "units");
  if (refusal) return <StructureRefusal title={create} refusal={refusal} />;
  return (
    <>
      <PageHeader title={create} breadcrumb={[{ label: title, href: path }, { label: create }]} />
      <CreateOrganizationForm
        branch="units"
        keep={`structure:${viewer.accountId}:units`}
        create={createUnit}
      />
    </>
  );
}
