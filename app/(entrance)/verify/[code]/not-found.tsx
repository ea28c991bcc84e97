import { VerifyForm } from "@/components/certificate/verify-form";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";

export default function UnknownCode() {
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title="学时证明验证结果" />
      <Alert tone="danger" role="alert" title="未查到该验证码对应的学时证明">
        <p>请对照证明核对验证码，或重新扫描证明上的二维码。核对无误仍查不到的，该证明不是由本平台开具。</p>
      </Alert>
      <Card className="mt-4">
        <CardContent>
          <VerifyForm />
        </CardContent>
      </Card>
    </div>
  );
}
