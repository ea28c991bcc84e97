// §6 学时申报 by the unit: a draft, or a correction after 驳回 or 撤回
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DeclarationForm } from "@/components/hours/declaration-form";
import { MatterActions } from "@/components/hours/matter-actions";
import { RejectionNotice } from "@/components/hours/rejection-notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { formValuesOf } from "@/lib/hours/schema";
import { applicantActions, findDeclarationMatter } from "@/lib/review/queries";
import { deleteDraftForPerson, saveDraftForPerson, submitForPerson, withdrawForPerson } from "../actions";

export const metadata: Metadata = { title: "修改申报" };

export default async function EditForPersonPage({ params }: PageProps<"/hours/declare/[id]">) {
  const ctx = await requirePage("hours.declare");
  const { id } = await params;
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const available = applicantActions(matter);
  if (!available.includes("edit")) redirect(`/hours/progress/${id}`);
  const { declaration } = matter;
  return (
    <>
      <PageHeader
        title={`为${declaration.person.name}修改申报`}
        breadcrumb={[{ label: "学时申报", href: "/hours/declare" }, { label: declaration.title || "草稿" }]}
        actions={
          <MatterActions
            id={id}
            title={declaration.title}
            available={available.filter((action) => action === "delete")}
            withdraw={withdrawForPerson}
            remove={deleteDraftForPerson}
            editHref=""
            listHref="/hours/declare"
          />
        }
      />
      <RejectionNotice {...matter} />
      <DeclarationForm
        form={declaration.form}
        personId={declaration.personId}
        defaults={formValuesOf(declaration)}
        facts={await hoursFacts(ctx.db, declaration.personId, id)}
        actions={{ submit: submitForPerson, save: saveDraftForPerson }}
        accountId={ctx.viewer.accountId}
        paths={{ edit: "/hours/declare/[id]", view: "/hours/progress" }}
      />
    </>
  );
}
