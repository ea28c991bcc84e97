// §7 申报进度查询: one declaration
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeclarationView } from "@/components/hours/declaration-view";
import { MatterActions } from "@/components/hours/matter-actions";
import { MatterTitle } from "@/components/hours/matter-title";
import { PersonCard } from "@/components/hours/person-card";
import { RemindButton } from "@/components/review/remind-button";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { applicantActions, findDeclarationMatter, openStep } from "@/lib/review/queries";
import { deleteDraftForPerson, remindForPerson, withdrawForPerson } from "../../declare/actions";

export const metadata: Metadata = { title: "申报详情" };

export default async function ProgressDetailPage({ params }: PageProps<"/hours/progress/[id]">) {
  const ctx = await requirePage("hours.progress");
  const { id } = await params;
  const matter = await findDeclarationMatter(ctx, id);
  if (!matter) notFound();
  const { declaration } = matter;
  const applicant = may(ctx.viewer, "hours.declare");
  const waiting = applicant && openStep(matter);
  return (
    <>
      <MatterTitle
        {...matter}
        breadcrumb={[{ label: "申报进度查询", href: "/hours/progress" }, { label: "申报详情" }]}
        actions={
          <>
            {waiting && <RemindButton id={id} step={waiting} remind={remindForPerson} />}
            <MatterActions
              id={id}
              title={declaration.title}
              available={applicant ? applicantActions(matter) : []}
              withdraw={withdrawForPerson}
              remove={deleteDraftForPerson}
              editHref={`/hours/declare/${id}`}
              listHref="/hours/progress"
            />
          </>
        }
      />
      <DeclarationView
        {...matter}
        person={<PersonCard declaration={declaration} withContact={matter.inScope} />}
      />
    </>
  );
}
