// §3 资料管理: 修改单位基本信息
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BasicForm } from "@/components/org-profile/basic-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { basicFields, typedValues } from "@/lib/org/change";
import { findOwnUnit } from "@/lib/org/queries";
import { saveUnitBasics } from "../actions";

export const metadata: Metadata = { title: "修改单位基本信息" };

export default async function BasicPage() {
  const ctx = await requirePage("unit.profile");
  const unit = await findOwnUnit(ctx.db, ctx.scope);
  if (!unit) notFound();
  return (
    <>
      <PageHeader
        title="修改单位基本信息"
        description="保存后立即生效，无需审核"
        breadcrumb={[{ label: "资料管理", href: "/profile" }, { label: "修改基本信息" }]}
      />
      <BasicForm
        kind={unit.kind}
        divisionCode={unit.divisionCode}
        defaults={typedValues(unit, basicFields)}
        save={saveUnitBasics}
        keep={`unit-basics:${ctx.viewer.accountId}`}
      />
    </>
  );
}
