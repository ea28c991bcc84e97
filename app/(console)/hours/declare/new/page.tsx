// §6 学时申报 by the unit for one of its people
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationForm } from "@/components/hours/declaration-form";
import { FormTabs } from "@/components/hours/form-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { findDeclarablePerson } from "@/lib/hours/queries";
import { formOf } from "@/lib/hours/schema";
import { saveDraftForPerson, submitForPerson } from "../actions";

export const metadata: Metadata = { title: "学时申报" };

export default async function DeclareForPersonPage({ searchParams }: PageProps<"/hours/declare/new">) {
  const { db, scope, viewer } = await requirePage("hours.declare");
  const search = await searchParams;
  const person = await findDeclarablePerson(db, scope, String(search.person));
  if (!person) notFound();
  const form = formOf(search);
  return (
    <>
      <PageHeader
        title={`为${person.name}申报学时`}
        breadcrumb={[{ label: "学时申报", href: "/hours/declare" }, { label: person.name }]}
      />
      <FormTabs pathname="/hours/declare/new" search={search} form={form} />
      <DeclarationForm
        key={form}
        form={form}
        personId={person.id}
        facts={await hoursFacts(db, person.id)}
        actions={{ submit: submitForPerson, save: saveDraftForPerson }}
        keep={{
          here: `declare:${viewer.accountId}:${person.id}:${form}`,
          saved: `declare:${viewer.accountId}:[id]`,
        }}
        paths={{ edit: "/hours/declare/[id]", view: "/hours/progress" }}
      />
    </>
  );
}
