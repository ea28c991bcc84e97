// §10.2 学时证明, printed by the professional
import type { Metadata } from "next";
import { CertificateList } from "@/components/certificate/certificate-list";
import { IssueCertificateForm } from "@/components/certificate/issue-form";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requirePage } from "@/lib/access/require";
import { creditedYears, listCertificates } from "@/lib/certificate/queries";
import { issueOwnCertificate } from "./actions";

export const metadata: Metadata = { title: "学时证明" };

export default async function OwnCertificatePage() {
  const { db, scope, viewer } = await requirePage("self");
  const personId = viewer.person.id;
  const [years, items] = await Promise.all([
    creditedYears(db, scope, personId),
    listCertificates(db, scope, personId),
  ]);
  return (
    <>
      <PageHeader
        title="学时证明"
        description="打印一个年度或连续几个年度审核通过的学时，证明上的二维码可供他人验证"
      />
      <div className="space-y-4">
        <Card>
          <CardHeader title="打印学时证明" />
          <CardContent>
            <IssueCertificateForm personId={personId} years={years} action={issueOwnCertificate} />
          </CardContent>
        </Card>
        {(years.length > 0 || items.length > 0) && (
          <Card>
            <CardHeader
              title="已开具的证明"
              description="学时记录有变化后，原证明验证时显示已失效，请重新打印"
            />
            <CardContent>
              <CertificateList items={items} />
            </CardContent>
          </Card>
        )}
      </div>
    </>
  );
}
