// §1 管理主管部门: the basic data of an authority or lower 人社局
import type { Metadata } from "next";
import { requirePage } from "@/lib/access/require";
import { EditOrganization } from "../../../organizations";
import { editAuthority } from "../../actions";

export const metadata: Metadata = { title: "修改单位信息" };

export default async function EditAuthorityPage({ params }: PageProps<"/structure/authorities/[id]/edit">) {
  const ctx = await requirePage("authorities.manage");
  return <EditOrganization ctx={ctx} branch="authorities" id={(await params).id} edit={editAuthority} />;
}
