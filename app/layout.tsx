import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { site } from "@/lib/site";
import "./globals.css";

export function generateMetadata(): Metadata {
  return {
    title: { default: site.name, template: `%s · ${site.name}` },
    description: `${site.authority}专业技术人员继续教育学时申报、审核与学时证明服务`,
    formatDetection: { telephone: false },
  };
}

export const viewport: Viewport = { themeColor: "#1455c0", colorScheme: "light" };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="zh-CN">
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
