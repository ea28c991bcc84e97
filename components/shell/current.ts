import type { MenuEntry, ShellMenu } from "./types";

/** The menu entry that a path belongs to, with its group: the longest address that the path equals or lies under. */
export function currentEntry(
  pathname: string,
  menu: ShellMenu,
): { group: string; entry: MenuEntry } | undefined {
  return menu
    .flatMap(({ title, items }) =>
      items.flatMap((entry) =>
        [entry.href, ...(entry.also ?? [])].map(
          (href): { group: string; entry: MenuEntry; href: string } => ({
            group: title,
            entry,
            href,
          }),
        ),
      ),
    )
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
}
