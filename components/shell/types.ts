import type { Route } from "next";

/** Who is signed in, as the shells show it. */
export type ShellViewer = { name: string; organizationName: string; portalLabel: string };

/** `inbox`: shows how many wait there. */
export type MenuEntry = { href: Route; label: string; inbox?: true };

/** A portal's menu: groups of entries under a heading. */
export type ShellMenu = { title: string; items: MenuEntry[] }[];
