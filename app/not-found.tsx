import type { Metadata } from "next";
import { EntranceShell } from "@/components/shell/entrance-shell";
import { PageMissing } from "@/components/shell/page-missing";

export const metadata: Metadata = { title: "页面不存在" };

export default function NotFound() {
  return (
    <EntranceShell>
      <PageMissing />
    </EntranceShell>
  );
}
