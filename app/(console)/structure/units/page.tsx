// §4.3 管理下级单位: the sub-units, and the link with which they register themselves
import type { Metadata, Route } from "next";
import Link from "next/link";
import { InvitationCard } from "@/components/structure/invitation-card";
import { branchWords } from "@/components/structure/words";
import { Button } from "@/components/ui/button";
import { may } from "@/lib/access/permissions";
import { requirePage } from "@/lib/access/require";
import type { Ctx } from "@/lib/context";
import { formatDateTime } from "@/lib/date";
import { invitationDays, invitationUrl } from "@/lib/structure/invitations";
import { findOwnInvitation } from "@/lib/structure/queries";
import { Organizations } from "../organizations";
import { createUnitInvitation, endUnitInvitation } from "./actions";

export const metadata: Metadata = { title: branchWords.units.title };

export default async function UnitsPage({ searchParams }: PageProps<"/structure/units">) {
  const ctx = await requirePage("units.manage");
  return (
    <Organizations
      ctx={ctx}
      branch="units"
      search={await searchParams}
      description={
        ctx.viewer.organization.kind === "employer"
          ? "分公司、校区、院区等下属单位，可由本单位直接创建，也可通过注册链接自行注册"
          : "本部门直接管理的用人单位，可由本部门直接创建，也可通过注册链接自行注册"
      }
      actions={
        may(ctx.viewer, "units.review") && (
          <Button asChild variant="outline">
            <Link href={"/reviews/units" as Route}>审核下级单位</Link>
          </Button>
        )
      }
    >
      <Invitation ctx={ctx} />
    </Organizations>
  );
}

async function Invitation({ ctx: { db, scope } }: { ctx: Ctx }) {
  const invitation = await findOwnInvitation(db, scope);
  return (
    <InvitationCard
      invitation={
        invitation && {
          url: invitationUrl(invitation.token),
          expires: formatDateTime(invitation.expiresAt),
        }
      }
      days={invitationDays}
      create={createUnitInvitation}
      end={endUnitInvitation}
    />
  );
}
