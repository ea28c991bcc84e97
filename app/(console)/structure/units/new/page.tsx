// §4.3 管理下级单位: create a sub-unit with its first administrator
import type { Metadata } from "next";
import { branchWords } from "@/components/structure/words";
import { requirePage } from "@/lib/access/require";
import { CreateOrganization } from "../../organizations";
import { createUnit } from "../actions";

export const metadata: Metadata = { title: branchWords.units.create };

export default async function NewUnitPage() {
  const ctx = await requirePage("units.manage");
  return <CreateOrganization ctx={ctx} branch="units" create={createUnit} />;
}
