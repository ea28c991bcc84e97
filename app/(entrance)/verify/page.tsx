// §10.4 学习记录验证: where anybody types in the 验证码 of a 学时证明.
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { VerifyForm } from "@/components/certificate/verify-form";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { normalizeCode } from "@/lib/certificate/rules";

export const metadata: Metadata = { title: "学时证明验证", robots: { index: false, follow: false } };

export default async function VerifyPage({ searchParams }: PageProps<"/verify">) {
  const { code } = await searchParams;
  const typed = typeof code === "string" ? code.trim() : "";
  const normal = normalizeCode(typed);
  if (normal) redirect(`/verify/${normal}`);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title="学时证明验证"
        description="核对一份学时证明是否由本平台开具、内容是否与平台记录一致。"
      />
      <Card>
        <CardContent>
          <VerifyForm
            typed={typed}
            error={typed ? "验证码应为 26 位字母和数字，请对照学时证明核对后重新输入" : undefined}
          />
        </CardContent>
      </Card>
    </div>
  );
}
