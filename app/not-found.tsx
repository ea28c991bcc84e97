import type { Metadata } from "next";
import Link from "next/link";
import { EntranceShell } from "@/components/shell/entrance-shell";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "页面不存在" };

export default function NotFound() {
  return (
    <EntranceShell>
      <PageHeader
        title="没有找到这个页面"
        description="地址可能有误，或者这项内容不属于您的单位。请检查地址，或者回到首页重新进入。"
      />
      <Button asChild>
        <Link href="/">返回首页</Link>
      </Button>
    </EntranceShell>
  );
}
