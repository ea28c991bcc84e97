import type { Route } from "next";

/** Who is signed in, as the shells show it. */
export type ShellViewer = {
  name: string;
  organizationName: string;
  portalLabel: string;
  /** Where their 登录记录 are. */
  loginRecords: Route;
  /** Whether 操作日志 is theirs to read. */
  readsAudit: boolean;
};

/** `inbox`: shows how many wait there. `also`: addresses besides those under its own that belong to it. */
export type MenuEntry = { href: Route; label: string; inbox?: true; also?: readonly string[] };

/** A portal's menu: groups of entries under a heading. */
export type ShellMenu = { title: string; items: MenuEntry[] }[];
