// §4.3 管理下级单位: a sub-unit, its administrators, and what can be done with it
import type { Metadata } from "next";
import { branchWords } from "@/components/structure/words";
import { requirePage } from "@/lib/access/require";
import { ShowOrganization } from "../../organizations";
import {
  appointUnitAdministrator,
  detachUnit,
  disableUnit,
  enableUnit,
  resetUnitAdministrator,
} from "../actions";

export const metadata: Metadata = { title: branchWords.units.title };

export default async function UnitPage({ params }: PageProps<"/structure/units/[id]">) {
  const ctx = await requirePage("units.manage");
  return (
    <ShowOrganization
      ctx={ctx}
      branch="units"
      id={(await params).id}
      disable={disableUnit}
      enable={enableUnit}
      appoint={appointUnitAdministrator}
      resetPassword={resetUnitAdministrator}
      detach={detachUnit}
    />
  );
}
