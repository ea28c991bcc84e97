import Link from "next/link";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

/** What an address gets that leads nowhere, or to somebody else's matters; it stands inside a shell. */
export function PageMissing() {
  return (
    <>
      <PageHeader
        title="没有找到这个页面"
        description="地址可能有误，或者这项内容不属于您的单位。请检查地址，或者回到首页重新进入。"
      />
      <Button asChild>
        <Link href="/">返回首页</Link>
      </Button>
    </>
  );
}
