// §6 学时申报 by the professional
import type { Metadata } from "next";
import { NewDeclaration } from "@/components/hours/new-declaration";
import { OwnStateNotice } from "@/components/person/own-state";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { hoursFacts } from "@/lib/hours/ledger/queries";
import { findOwnState } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";
import { saveOwnDraft, submitOwnDeclaration } from "../actions";

export const metadata: Metadata = { title: "申报学时" };

export default async function NewDeclarationPage() {
  const { db, scope, viewer } = await requirePage("self");
  const own = await findOwnState(db, scope);
  return (
    <>
      <PageHeader
        title="申报学时"
        breadcrumb={[{ label: "学时申报", href: "/me/declarations" }, { label: "申报学时" }]}
      />
      {own && stateRules[own.state].declares ? (
        <NewDeclaration
          personId={viewer.person.id}
          facts={await hoursFacts(db, viewer.person.id)}
          actions={{ submit: submitOwnDeclaration, save: saveOwnDraft }}
          accountId={viewer.accountId}
          paths={{ edit: "/me/declarations/[id]/edit", view: "/me/declarations" }}
        />
      ) : (
        <OwnStateNotice own={own} />
      )}
    </>
  );
}
