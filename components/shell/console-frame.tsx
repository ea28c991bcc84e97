"use client";

import { Menu, PanelLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { Fragment, type ReactNode, useState } from "react";
import { TrailProvider } from "@/components/ui/breadcrumb";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTrigger } from "@/components/ui/sheet";
import { cn } from "@/lib/cn";
import { currentEntry } from "./current";
import { SideMenu } from "./side-menu";
import type { ShellMenu } from "./types";
import { WaitingProvider } from "./waiting";

/** The console's frame: the header with the menu's switch, the menu at the side or in a drawer, the content. */
export function ConsoleFrame({
  menu,
  header,
  children,
}: {
  menu: ShellMenu;
  header: ReactNode;
  children: ReactNode;
}) {
  const [folded, setFolded] = useState(false);
  const [drawer, setDrawer] = useState(false);
  // What no menu leads to stands beside the home page.
  const place = currentEntry(usePathname(), menu)?.group ?? menu[0]?.title;
  // Who reviews nothing has nothing to ask for.
  const Waiting = menu.some(({ items }) => items.some((entry) => entry.inbox)) ? WaitingProvider : Fragment;
  return (
    <Waiting>
      <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-card px-2 sm:px-4 print:hidden">
        <Sheet open={drawer} onOpenChange={setDrawer}>
          <SheetTrigger asChild>
            <Button variant="ghost" size="icon" aria-label="打开菜单" className="lg:hidden">
              <Menu aria-hidden />
            </Button>
          </SheetTrigger>
          <SheetContent side="left" title="菜单">
            <SideMenu menu={menu} onNavigate={() => setDrawer(false)} />
          </SheetContent>
        </Sheet>
        <Button
          variant="ghost"
          size="icon"
          aria-label={folded ? "展开菜单" : "收起菜单"}
          aria-expanded={!folded}
          className="hidden lg:inline-flex"
          onClick={() => setFolded(!folded)}
        >
          <PanelLeft aria-hidden />
        </Button>
        {header}
      </header>
      <div className="flex">
        <div
          className={cn(
            "sticky top-14 hidden h-[calc(100dvh-3.5rem)] w-[220px] shrink-0 overflow-y-auto border-r bg-card print:hidden",
            !folded && "lg:block",
          )}
        >
          <SideMenu menu={menu} />
        </div>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 p-4 sm:p-6 print:p-0">
          <div className="mx-auto max-w-[1440px]">
            <TrailProvider trail={place ? [{ label: place }] : []}>{children}</TrailProvider>
          </div>
        </main>
      </div>
    </Waiting>
  );
}
