"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/cn";
import { currentEntry } from "./current";
import type { MenuEntry, ShellMenu } from "./types";
import { WaitingBadge } from "./waiting";

/** The console's menu, the current entry marked. */
export function SideMenu({ menu, onNavigate }: { menu: ShellMenu; onNavigate?: () => void }) {
  const current = currentEntry(usePathname(), menu)?.entry;
  return (
    <nav aria-label="主菜单" className="space-y-4 p-3">
      {menu.map((group) => (
        <div key={group.title}>
          <p className="px-3 py-1 text-[max(0.75rem,0.929em)] text-muted-foreground">{group.title}</p>
          <ul>
            {group.items.map((entry) => (
              <li key={entry.href}>
                <EntryLink
                  entry={entry}
                  current={entry === current}
                  onNavigate={onNavigate}
                  className="flex min-h-10 items-center rounded-md px-3 -outline-offset-3 hover:bg-muted aria-[current]:bg-primary-soft aria-[current]:font-semibold aria-[current]:text-primary"
                />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The professional's menu: a row of entries, at the bottom of a phone's screen and on top of a larger one. */
export function BarMenu({ menu }: { menu: ShellMenu }) {
  const current = currentEntry(usePathname(), menu)?.entry;
  return (
    <nav
      aria-label="主菜单"
      className="fixed inset-x-0 bottom-0 z-20 border-t bg-card pb-[env(safe-area-inset-bottom)] sm:static sm:border-t-0 sm:border-b sm:pb-0 print:hidden"
    >
      <ul className="mx-auto flex max-w-[1080px] sm:px-4">
        {menu
          .flatMap((group) => group.items)
          .map((entry) => (
            <li key={entry.href} className="flex-1 sm:flex-none">
              <EntryLink
                entry={entry}
                current={entry === current}
                className="flex min-h-14 items-center justify-center border-t-2 border-transparent px-1 text-center text-[0.875rem] leading-tight -outline-offset-3 hover:text-primary sm:min-h-12 sm:border-t-0 sm:border-b-2 sm:px-4 sm:text-[1rem] aria-[current]:border-primary aria-[current]:font-semibold aria-[current]:text-primary"
              />
            </li>
          ))}
      </ul>
    </nav>
  );
}

function EntryLink({
  entry,
  current,
  className,
  onNavigate,
}: {
  entry: MenuEntry;
  current: boolean;
  className: string;
  onNavigate?: () => void;
}) {
  return (
    <Link
      href={entry.href}
      prefetch={false}
      aria-current={current ? "page" : undefined}
      className={cn(className)}
      onClick={onNavigate}
    >
      {entry.label}
      {entry.inbox && <WaitingBadge path={entry.href} />}
    </Link>
  );
}
