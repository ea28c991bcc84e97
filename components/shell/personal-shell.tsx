import type { ReactNode } from "react";
import { Bell } from "@/components/notice/bell";
import { site } from "@/lib/site";
import { BarMenu } from "./side-menu";
import { SkipLink } from "./skip-link";
import type { ShellMenu, ShellViewer } from "./types";
import { UserMenu } from "./user-menu";

/** The frame of the professional's own pages, made for a phone first. */
export function PersonalShell({
  viewer,
  menu,
  children,
}: {
  viewer: ShellViewer;
  /** At most five entries in all: on a phone they share one row. */
  menu: ShellMenu;
  children: ReactNode;
}) {
  return (
    <div className="pb-20 sm:pb-0 print:pb-0">
      <SkipLink />
      <header className="border-b bg-card print:hidden">
        <div className="mx-auto flex h-14 max-w-[1080px] items-center gap-3 px-4">
          <p className="min-w-0 flex-1 leading-tight">
            <span className="block truncate font-semibold">{site.name}</span>
            <span className="block truncate text-[0.8125rem] text-muted-foreground">
              {viewer.organizationName}
            </span>
          </p>
          <Bell href="/me/messages" />
          <UserMenu viewer={viewer} />
        </div>
      </header>
      <BarMenu menu={menu} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1080px] p-4 sm:py-6 print:p-0">
        {children}
      </main>
    </div>
  );
}
