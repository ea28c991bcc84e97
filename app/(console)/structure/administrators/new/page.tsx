// §4.2 新增管理员: 基本信息, then 权限信息
import type { Metadata } from "next";
import { CreateAdministratorForm } from "@/components/administrator/create-form";
import { administratorsPath } from "@/components/administrator/path";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findActor } from "@/lib/administrator/queries";
import { portalLabels } from "@/lib/auth/schema";
import { portalOf } from "@/lib/org/create";
import { createAdministrator } from "../actions";
import { rightsOptions } from "../options";

const title = "新增管理员";

export const metadata: Metadata = { title };

export default async function NewAdministratorPage() {
  const ctx = await requirePage("administrators.manage");
  const { viewer } = ctx;
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: "管理单位管理员", href: administratorsPath }, { label: title }]}
      />
      <CreateAdministratorForm
        {...(await rightsOptions(ctx, await findActor(ctx.db, ctx)))}
        portal={portalLabels[portalOf(viewer.organization.kind)]}
        keep={`administrator:${viewer.accountId}:new`}
        create={createAdministrator}
      />
    </>
  );
}
