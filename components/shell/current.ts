import type { ShellMenu } from "./types";

/** The menu entry that the path belongs to: the longest one that the path equals or lies under. */
export function currentHref(pathname: string, menu: ShellMenu): string | undefined {
  return menu
    .flatMap((group) => group.items)
    .map((entry): string => entry.href)
    .filter((href) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
}
