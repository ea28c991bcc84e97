// §6 学时申报 by the unit for one of its people
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewDeclaration } from "@/components/hours/new-declaration";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { findDeclarablePerson } from "@/lib/hours/queries";
import { saveDraftForPerson, submitForPerson } from "../actions";

export const metadata: Metadata = { title: "学时申报" };

export default async function DeclareForPersonPage({ searchParams }: PageProps<"/hours/declare/new">) {
  const { db, scope, viewer } = await requirePage("hours.declare");
  const search = await searchParams;
  const person = await findDeclarablePerson(db, scope, String(search.person));
  if (!person) notFound();
  return (
    <>
      <PageHeader
        title={`为${person.name}申报学时`}
        breadcrumb={[{ label: "学时申报", href: "/hours/declare" }, { label: person.name }]}
      />
      <NewDeclaration
        personId={person.id}
        facts={await hoursFacts(db, person.id)}
        actions={{ submit: submitForPerson, save: saveDraftForPerson }}
        accountId={viewer.accountId}
        paths={{ edit: "/hours/declare/[id]", view: "/hours/progress" }}
      />
    </>
  );
}
