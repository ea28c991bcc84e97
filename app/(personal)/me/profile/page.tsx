// §5.2 资料变更: the professional's own profile, what of it is under review, and what was changed before
import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChangeFiles, OwnChangeCard } from "@/components/person/own-change";
import { OwnProfileGroups } from "@/components/person/own-profile";
import { OwnStateNotice } from "@/components/person/own-state";
import { ReviewHistory } from "@/components/review/history";
import { PersonChanges } from "@/components/review/matters/person-change";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { findOwnProfile } from "@/lib/person/queries";
import { findOwnState } from "@/lib/person/state/queries";
import { stateRules } from "@/lib/person/state/rules";
import { changeRefusal, listOwnChanges } from "@/lib/review/person-change";
import { remindOwnChange, saveOwnPhoto, withdrawOwnChange } from "./actions";

export const metadata: Metadata = { title: "个人资料" };

export default async function OwnProfilePage() {
  const ctx = await requirePage("self");
  const profile = await findOwnProfile(ctx.db, ctx.scope);
  if (!profile) notFound();
  const [changes, refusal, own] = await Promise.all([
    listOwnChanges(ctx),
    changeRefusal(ctx.db, profile),
    findOwnState(ctx.db, ctx.scope),
  ]);
  const [latest] = changes;
  const unsettled = latest && latest.state !== "approved" ? latest : undefined;
  return (
    <>
      <PageHeader
        title="个人资料"
        description="联系方式和照片可随时修改；姓名、学历、职称、岗位等的变更由所在单位审核后生效，证件号码不能更改"
        actions={
          !refusal && (
            <Button asChild>
              <Link href={"/me/profile/change" as Route}>资料变更</Link>
            </Button>
          )
        }
      />
      <OwnStateNotice own={own} />
      {refusal && latest?.state !== "pending" && stateRules[profile.state].changes && (
        <Alert className="mb-4" title="暂不能变更资料">
          <p>{refusal.message}</p>
        </Alert>
      )}
      {unsettled && (
        <OwnChangeCard
          personId={profile.id}
          change={unsettled}
          changeable={!refusal}
          withdraw={withdrawOwnChange}
          remind={remindOwnChange}
        />
      )}
      <OwnProfileGroups profile={profile} changeable={!refusal} savePhoto={saveOwnPhoto} />
      {latest && (
        <Card className="mt-4">
          <CardHeader title="变更记录" />
          <CardContent className="space-y-4">
            {!unsettled && <PersonChanges proposal={latest.proposal} />}
            <ReviewHistory
              rounds={changes}
              contentOf={(round) => (
                <div className="space-y-3">
                  <PersonChanges proposal={round.proposal} />
                  <ChangeFiles files={round.files} />
                </div>
              )}
            />
          </CardContent>
        </Card>
      )}
    </>
  );
}
