// §10.4 学习记录验证: what the platform says of one 学时证明, by QR or code.
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { VerificationResult } from "@/components/certificate/verification-result";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { verifyCertificate } from "@/lib/certificate/commands";
import { visitorContext } from "@/lib/context";
import { AppError } from "@/lib/errors";

export const metadata: Metadata = { title: "学时证明验证结果", robots: { index: false, follow: false } };

export default async function VerificationPage({ params }: PageProps<"/verify/[code]">) {
  const { code } = await params;
  const found = await verify(code);
  if (!found) notFound();
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="学时证明验证结果" />
      {typeof found === "string" ? (
        <Alert tone="warning" role="alert" title="暂时不能验证">
          <p>{found}</p>
        </Alert>
      ) : (
        <VerificationResult verification={found} />
      )}
      <Button asChild variant="outline" className="mt-4 print:hidden">
        <Link href="/verify">验证另一份证明</Link>
      </Button>
    </div>
  );
}

/** What is found, or the sentence with which the look-up is refused. */
async function verify(code: string) {
  try {
    const { db, address } = await visitorContext();
    return await verifyCertificate(db, code, address);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
