// §3 资料管理: 修改其他敏感信息, reviewed in §5.5
import type { Metadata, Route } from "next";
import { notFound, redirect } from "next/navigation";
import { ChangeForm } from "@/components/org-profile/change-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { sensitiveFields, typedValues } from "@/lib/org/change";
import { findUnitProfile, formerChange } from "@/lib/review/unit-change";
import { submitUnitChange } from "../actions";

export const metadata: Metadata = { title: "修改敏感信息" };

export default async function ChangePage() {
  const ctx = await requirePage("unit.profile");
  const profile = await findUnitProfile(ctx);
  if (!profile) notFound();
  const { unit, rounds } = profile;
  if (rounds[0]?.state === "pending") redirect("/profile" as Route);
  const former = formerChange(profile, "fields");
  return (
    <>
      <PageHeader
        title="修改敏感信息"
        description={
          unit.superior
            ? `由${unit.superior.name}（电话 ${unit.superior.phone}）审核，通过后生效`
            : "本单位没有上级部门，保存后立即生效"
        }
        breadcrumb={[{ label: "资料管理", href: "/profile" }, { label: "修改敏感信息" }]}
      />
      <ChangeForm
        kind={unit.kind}
        divisionCode={unit.divisionCode}
        superior={unit.superior?.name ?? null}
        defaults={{
          ...typedValues(unit, sensitiveFields),
          ...former?.values,
          evidence: former?.evidence ?? [],
        }}
        submit={submitUnitChange}
        keep={`unit-change:${ctx.viewer.accountId}:${former?.reviewId ?? "new"}`}
      />
    </>
  );
}
