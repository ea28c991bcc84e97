// §5.2 职称变更: the short form of 资料变更
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeRefused } from "@/components/person/change-refused";
import { TitleForm } from "@/components/person/title-form";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Facts } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { changeFormValues, evidenceValues, presentOf } from "@/lib/person/change";
import { profileLabels, titleFields } from "@/lib/person/profile";
import { findOwnProfile } from "@/lib/person/queries";
import { changeRefusal, findOwnReturned } from "@/lib/review/person-change";
import { submitOwnTitle } from "../actions";

export const metadata: Metadata = { title: "职称变更" };

export default async function TitlePage({ searchParams }: PageProps<"/me/profile/title">) {
  const ctx = await requirePage("self");
  const { db, scope, viewer } = ctx;
  const profile = await findOwnProfile(db, scope);
  if (!profile) notFound();
  const again = (await searchParams).again !== undefined;
  const [refusal, returned] = await Promise.all([
    changeRefusal(db, profile),
    again ? findOwnReturned(ctx) : null,
  ]);
  const present = presentOf(profile);
  return (
    <>
      <PageHeader
        title="职称变更"
        description="填写新取得的职称并上传职称证书，由所在单位审核后生效"
        breadcrumb={[{ label: "个人资料", href: "/me/profile" }, { label: "职称变更" }]}
      />
      {refusal ? (
        <ChangeRefused message={refusal.message} />
      ) : (
        <div className="space-y-5">
          <Card>
            <CardHeader title="现有职称" />
            <CardContent>
              <Facts
                items={titleFields.map((field) => ({ label: profileLabels[field], value: profile[field] }))}
              />
            </CardContent>
          </Card>
          <TitleForm
            personId={profile.id}
            present={present}
            values={{
              ...changeFormValues(titleFields, present, returned?.proposal.changes),
              evidence: { title: evidenceValues(returned?.files ?? []).title },
            }}
            submit={submitOwnTitle}
            keep={`profile-title:${viewer.accountId}:${returned?.reviewId ?? "new"}`}
          />
        </div>
      )}
    </>
  );
}
