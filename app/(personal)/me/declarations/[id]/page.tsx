// §7 申报进度 of one declaration of the professional
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationView } from "@/components/hours/declaration-view";
import { MatterActions } from "@/components/hours/matter-actions";
import { MatterTitle } from "@/components/hours/matter-title";
import { RemindButton } from "@/components/review/remind-button";
import { requirePage } from "@/lib/access/require";
import { applicantActions, findDeclarationMatter, openStep } from "@/lib/review/queries";
import { deleteOwnDraft, remindOwnDeclaration, withdrawOwnDeclaration } from "../actions";

export const metadata: Metadata = { title: "申报详情" };

export default async function MyDeclarationPage({ params }: PageProps<"/me/declarations/[id]">) {
  const ctx = await requirePage("self");
  const { id } = await params;
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const { declaration } = matter;
  const waiting = openStep(matter);
  return (
    <>
      <MatterTitle
        {...matter}
        breadcrumb={[{ label: "学时申报", href: "/me/declarations" }, { label: "申报详情" }]}
        actions={
          <>
            {waiting && <RemindButton id={id} step={waiting} remind={remindOwnDeclaration} />}
            <MatterActions
              id={id}
              title={declaration.title}
              available={applicantActions(matter)}
              withdraw={withdrawOwnDeclaration}
              remove={deleteOwnDraft}
              editHref={`/me/declarations/${id}/edit`}
              listHref="/me/declarations"
            />
          </>
        }
      />
      <DeclarationView {...matter} />
    </>
  );
}
