// §7 申报进度查询: one declaration
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationView } from "@/components/hours/declaration-view";
import { MatterActions } from "@/components/hours/matter-actions";
import { MatterTitle } from "@/components/hours/matter-title";
import { PersonCard } from "@/components/hours/person-card";
import { may, requirePage } from "@/lib/access/require";
import { applicantActions, findDeclarationMatter } from "@/lib/review/queries";
import { deleteDraftForPerson, withdrawForPerson } from "../../declare/actions";

export const metadata: Metadata = { title: "申报详情" };

export default async function ProgressDetailPage({ params }: PageProps<"/hours/progress/[id]">) {
  const ctx = await requirePage("hours.progress");
  const { id } = await params;
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const { declaration } = matter;
  const available = may(ctx.viewer, "hours.declare") ? applicantActions(matter) : [];
  return (
    <>
      <MatterTitle
        {...matter}
        breadcrumb={[{ label: "申报进度查询", href: "/hours/progress" }, { label: "申报详情" }]}
        actions={
          <MatterActions
            id={id}
            title={declaration.title}
            available={available}
            withdraw={withdrawForPerson}
            remove={deleteDraftForPerson}
            editHref={`/hours/declare/${id}`}
            listHref="/hours/progress"
          />
        }
      />
      <DeclarationView
        {...matter}
        person={<PersonCard declaration={declaration} withContact={matter.inScope} />}
      />
    </>
  );
}
