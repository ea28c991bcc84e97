// §6 学时申报: a draft, or a correction after 驳回 or 撤回
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { DeclarationForm } from "@/components/hours/declaration-form";
import { RejectionNotice } from "@/components/hours/rejection-notice";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { formValuesOf } from "@/lib/hours/schema";
import { applicantActions, findDeclarationMatter } from "@/lib/review/queries";
import { saveOwnDraft, submitOwnDeclaration } from "../../actions";

export const metadata: Metadata = { title: "修改申报" };

export default async function EditDeclarationPage({ params }: PageProps<"/me/declarations/[id]/edit">) {
  const ctx = await requirePage("self");
  const { id } = await params;
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  if (!applicantActions(matter).includes("edit")) redirect(`/me/declarations/${id}`);
  const { declaration } = matter;
  return (
    <>
      <PageHeader
        title="修改申报"
        breadcrumb={[
          { label: "学时申报", href: "/me/declarations" },
          { label: declaration.title || "草稿", href: `/me/declarations/${id}` },
          { label: "修改" },
        ]}
      />
      <RejectionNotice {...matter} />
      <DeclarationForm
        form={declaration.form}
        personId={declaration.personId}
        defaults={formValuesOf(declaration)}
        facts={await hoursFacts(ctx.db, declaration.personId, id)}
        actions={{ submit: submitOwnDeclaration, save: saveOwnDraft }}
        accountId={ctx.viewer.accountId}
        paths={{ edit: "/me/declarations/[id]/edit", view: "/me/declarations" }}
      />
    </>
  );
}
