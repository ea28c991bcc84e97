// §1 管理主管部门: create an authority or lower 人社局 with its first administrator
import type { Metadata } from "next";
import { branchWords } from "@/components/structure/words";
import { requirePage } from "@/lib/access/require";
import { CreateOrganization } from "../../organizations";
import { createAuthority } from "../actions";

export const metadata: Metadata = { title: branchWords.authorities.create };

export default async function NewAuthorityPage() {
  const ctx = await requirePage("authorities.manage");
  return <CreateOrganization ctx={ctx} branch="authorities" create={createAuthority} />;
}
