import type { ReactNode } from "react";
import { Bell } from "@/components/notice/bell";
import { Badge } from "@/components/ui/badge";
import { site } from "@/lib/site";
import { ConsoleFrame } from "./console-frame";
import { SkipLink } from "./skip-link";
import type { ShellMenu, ShellViewer } from "./types";
import { UserMenu } from "./user-menu";

/** The frame of the units' and reviewers' pages. */
export function ConsoleShell({
  viewer,
  menu,
  children,
}: {
  viewer: ShellViewer;
  menu: ShellMenu;
  children: ReactNode;
}) {
  return (
    <div className="console">
      <SkipLink />
      <ConsoleFrame
        menu={menu}
        header={
          <>
            <p className="min-w-0 flex-1 truncate font-semibold">
              {viewer.organizationName}
              <span className="ml-3 hidden font-normal text-muted-foreground xl:inline">{site.name}</span>
            </p>
            <Badge tone="info" className="hidden sm:inline-flex">
              {viewer.portalLabel}
            </Badge>
            <Bell href="/messages" />
            <UserMenu viewer={viewer} />
          </>
        }
      >
        {children}
      </ConsoleFrame>
    </div>
  );
}
