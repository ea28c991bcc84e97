// §5.2 资料变更: proposed to the unit, new or corrected after a rejection
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangeForm } from "@/components/person/change-form";
import { ChangeRefused } from "@/components/person/change-refused";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { listDepartments } from "@/lib/department/queries";
import { changeFields, changeFormValues, evidenceValues, presentOf } from "@/lib/person/change";
import { findOwnProfile } from "@/lib/person/queries";
import { changeRefusal, findOwnReturned } from "@/lib/review/person-change";
import { submitOwnChange } from "../actions";

export const metadata: Metadata = { title: "资料变更" };

export default async function ChangePage({ searchParams }: PageProps<"/me/profile/change">) {
  const ctx = await requirePage("self");
  const { db, scope, viewer } = ctx;
  const profile = await findOwnProfile(db, scope);
  if (!profile) notFound();
  const again = (await searchParams).again !== undefined;
  const [refusal, departments, returned] = await Promise.all([
    changeRefusal(db, profile),
    listDepartments(db, scope),
    again ? findOwnReturned(ctx) : null,
  ]);
  const present = presentOf(profile);
  return (
    <>
      <PageHeader
        title="资料变更"
        description="请在需要变更处修改，其余保持不变；只提交有变化的内容，由所在单位审核"
        breadcrumb={[{ label: "个人资料", href: "/me/profile" }, { label: "资料变更" }]}
      />
      {refusal ? (
        <ChangeRefused message={refusal.message} />
      ) : (
        <ChangeForm
          personId={profile.id}
          present={present}
          values={{
            ...changeFormValues(changeFields, present, returned?.proposal.changes),
            evidence: evidenceValues(returned?.files ?? []),
          }}
          departments={departments}
          submit={submitOwnChange}
          keep={`profile-change:${viewer.accountId}:${returned?.reviewId ?? "new"}`}
        />
      )}
    </>
  );
}
