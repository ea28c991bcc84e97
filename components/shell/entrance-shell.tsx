import Link from "next/link";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { site } from "@/lib/site";
import { SkipLink } from "./skip-link";

/** The frame of the pages that are open to anyone. */
export async function EntranceShell({ children }: { children: ReactNode }) {
  // The names come from the server's environment, not from that of the build.
  await connection();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b bg-card print:hidden">
        <div className="mx-auto flex max-w-[1080px] items-center px-4 py-3">
          <Link href="/" className="rounded-sm leading-snug hover:text-primary">
            <span className="block text-[1.0625rem] font-semibold">{site.name}</span>
            <span className="block text-[0.875rem] text-muted-foreground">{site.authority}</span>
          </Link>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[1080px] flex-1 px-4 py-6 sm:py-8">
        {children}
      </main>
      <footer className="border-t bg-card print:hidden">
        <div className="mx-auto flex max-w-[1080px] flex-wrap justify-between gap-x-6 gap-y-1 px-4 py-4 text-[0.875rem] text-muted-foreground">
          <p>主管：{site.authority}</p>
          <p>咨询电话：{site.phone}</p>
        </div>
      </footer>
    </div>
  );
}
