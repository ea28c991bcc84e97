// §4.3 管理下级单位: the basic data of a sub-unit
import type { Metadata } from "next";
import { requirePage } from "@/lib/access/require";
import { EditOrganization } from "../../../organizations";
import { editUnit } from "../../actions";

export const metadata: Metadata = { title: "修改单位信息" };

export default async function EditUnitPage({ params }: PageProps<"/structure/units/[id]/edit">) {
  const ctx = await requirePage("units.manage");
  return <EditOrganization ctx={ctx} branch="units" id={(await params).id} edit={editUnit} />;
}
