// §1 管理主管部门: a bureau's authorities and lower bureaus
import type { Metadata } from "next";
import { branchWords } from "@/components/structure/words";
import { requirePage } from "@/lib/access/require";
import { Organizations } from "../organizations";

export const metadata: Metadata = { title: branchWords.authorities.title };

export default async function AuthoritiesPage({ searchParams }: PageProps<"/structure/authorities">) {
  const ctx = await requirePage("authorities.manage");
  return (
    <Organizations
      ctx={ctx}
      branch="authorities"
      search={await searchParams}
      description="本局直接管理的主管部门和下级人社局"
    />
  );
}
