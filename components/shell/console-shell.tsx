import { Bell } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { site } from "@/lib/site";
import { ConsoleFrame } from "./console-frame";
import { SkipLink } from "./skip-link";
import type { ShellMenu, ShellViewer } from "./types";
import { UserMenu } from "./user-menu";

/** The frame of the units' and reviewers' pages. */
export function ConsoleShell({
  viewer,
  menu,
  unread,
  children,
}: {
  viewer: ShellViewer;
  menu: ShellMenu;
  /** Unread messages and where they are; absent where there are no messages. */
  unread?: { count: number; href: Route };
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
            {unread && (
              <Button asChild variant="ghost" className="px-2">
                <Link href={unread.href}>
                  <Bell aria-hidden />
                  <span className="sr-only">未读消息</span>
                  {unread.count}
                </Link>
              </Button>
            )}
            <UserMenu viewer={viewer} />
          </>
        }
      >
        {children}
      </ConsoleFrame>
    </div>
  );
}
