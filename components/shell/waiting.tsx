"use client";

import { createContext, type ReactNode, useContext } from "react";
import { usePolled } from "./use-polled";

/** Path of an inbox → how many wait there, as GET /reviews/counts answers it. */
type Counts = Readonly<Record<string, number>>;

const WaitingContext = createContext<Counts>({});

/** Knows what waits in the viewer's inboxes, for the badges of all menus inside: the one at the side, the drawer's. */
export function WaitingProvider({ children }: { children: ReactNode }) {
  return <WaitingContext value={usePolled<Counts>("/reviews/counts") ?? {}}>{children}</WaitingContext>;
}

/** How many wait in the inbox at this path; nothing while none do, or nothing is known. Beyond 99 it says so. */
export function WaitingBadge({ path }: { path: string }) {
  const count = useContext(WaitingContext)[path] ?? 0;
  if (count === 0) return null;
  const shown = count > 99 ? "99+" : count;
  return (
    <>
      <span
        aria-hidden
        className="ml-auto min-w-6 rounded-full bg-warning-soft px-1.5 text-center text-[0.75rem] leading-5 font-semibold text-warning tabular-nums"
      >
        {shown}
      </span>
      <span className="sr-only">（待审核 {shown} 条）</span>
    </>
  );
}
