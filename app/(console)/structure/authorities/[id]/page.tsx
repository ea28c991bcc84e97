// §1 管理主管部门: an authority or lower 人社局, its administrators, and what can be done with it
import type { Metadata } from "next";
import { branchWords } from "@/components/structure/words";
import { requirePage } from "@/lib/access/require";
import { ShowOrganization } from "../../organizations";
import {
  appointAuthorityAdministrator,
  disableAuthority,
  enableAuthority,
  resetAuthorityAdministrator,
} from "../actions";

export const metadata: Metadata = { title: branchWords.authorities.title };

export default async function AuthorityPage({ params }: PageProps<"/structure/authorities/[id]">) {
  const ctx = await requirePage("authorities.manage");
  return (
    <ShowOrganization
      ctx={ctx}
      branch="authorities"
      id={(await params).id}
      disable={disableAuthority}
      enable={enableAuthority}
      appoint={appointAuthorityAdministrator}
      resetPassword={resetAuthorityAdministrator}
    />
  );
}
