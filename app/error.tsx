"use client";

import Link from "next/link";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[1080px] p-4 sm:py-8">
      <PageHeader
        title="页面暂时无法打开"
        description="已经提交的内容不会丢失。请稍后重试；如果一直如此，请把下面的编号告诉平台管理员。"
      />
      {error.digest && <p className="mb-4">错误编号：{error.digest}</p>}
      <div className="flex gap-2">
        <Button onClick={() => retry()}>重试</Button>
        <Button asChild variant="outline">
          <Link href="/">返回首页</Link>
        </Button>
      </div>
    </main>
  );
}
