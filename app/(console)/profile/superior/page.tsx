// §3 资料管理: 更换上级部门, reviewed in §5.5 by the new superior
import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { searchOrganizations } from "@/app/(entrance)/register/actions";
import { Obstacles } from "@/components/org-profile/obstacles";
import { SuperiorForm } from "@/components/org-profile/superior-form";
import { PageHeader } from "@/components/ui/page-header";
import { may, type Permission } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import { countCap } from "@/lib/list";
import type { OpenMatter } from "@/lib/org/change";
import { listOpenMatters } from "@/lib/org/queries";
import { findUnitProfile, formerChange } from "@/lib/review/unit-profile";
import { submitSuperiorChange } from "../actions";

export const metadata: Metadata = { title: "更换上级部门" };

/** Where the matters in the way are found, and who may open that. */
const places: Record<OpenMatter, { href: string; permission: Permission }> = {
  "unit-change": { href: "/profile", permission: "unit.profile" },
  "unit-registration": { href: "/reviews/units", permission: "units.review" },
  "person-registration": { href: "/reviews/persons", permission: "registrations.review" },
  "person-change": { href: "/reviews/person-changes", permission: "person-changes.review" },
  "transfer-in": { href: "/reviews/transfers", permission: "transfers.review" },
  "transfer-out": { href: "/reviews/transfers-out", permission: "transfers.review" },
  declaration: { href: "/hours/progress?state=pending", permission: "hours.progress" },
};

export default async function SuperiorPage() {
  const ctx = await requirePage("unit.profile");
  const profile = await findUnitProfile(ctx);
  if (!profile) notFound();
  const { unit } = profile;
  if (!unit.superior) redirect("/profile" as Route);
  const matters = await listOpenMatters(ctx.db, [unit.id]);
  const former = formerChange(profile, "superior");
  return (
    <>
      <PageHeader
        title="更换上级部门"
        description={`现在的上级部门：${unit.superior.name}（电话 ${unit.superior.phone}）`}
        breadcrumb={[{ label: "资料管理", href: "/profile" }, { label: "更换上级部门" }]}
      />
      {matters.length > 0 ? (
        <Obstacles
          cap={countCap}
          obstacles={matters.map(({ matter, count }) => ({
            matter,
            count,
            href: may(ctx.viewer, places[matter].permission) ? (places[matter].href as Route) : null,
          }))}
        />
      ) : (
        <SuperiorForm
          defaults={{
            superior: former?.superior,
            reason: former?.reason ?? "",
            evidence: former?.evidence ?? [],
          }}
          search={searchOrganizations}
          submit={submitSuperiorChange}
          keep={`unit-superior:${ctx.viewer.accountId}:${former?.reviewId ?? "new"}`}
        />
      )}
    </>
  );
}
