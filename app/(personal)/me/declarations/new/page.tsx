// §6 学时申报 by the professional
import type { Metadata } from "next";
import { DeclarationForm } from "@/components/hours/declaration-form";
import { FormTabs } from "@/components/hours/form-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { formOf } from "@/lib/hours/schema";
import { saveOwnDraft, submitOwnDeclaration } from "../actions";

export const metadata: Metadata = { title: "申报学时" };

export default async function NewDeclarationPage({ searchParams }: PageProps<"/me/declarations/new">) {
  const { db, viewer } = await requirePage("self");
  const search = await searchParams;
  const form = formOf(search);
  return (
    <>
      <PageHeader
        title="申报学时"
        breadcrumb={[{ label: "学时申报", href: "/me/declarations" }, { label: "申报学时" }]}
      />
      <FormTabs pathname="/me/declarations/new" search={search} form={form} />
      <DeclarationForm
        key={form}
        form={form}
        personId={viewer.person.id}
        facts={await hoursFacts(db, viewer.person.id)}
        actions={{ submit: submitOwnDeclaration, save: saveOwnDraft }}
        keep={{ here: `declare:${viewer.accountId}:${form}`, saved: `declare:${viewer.accountId}:[id]` }}
        paths={{ edit: "/me/declarations/[id]/edit", view: "/me/declarations" }}
      />
    </>
  );
}
