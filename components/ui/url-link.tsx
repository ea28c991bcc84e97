import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<"a">, "href"> &
  Pick<ComponentProps<typeof Link>, "scroll" | "onNavigate"> & { href: string };

/**
 * A link to an address of this application that was put together at run time (a list's filter, sort or page)
 * and that the route types therefore cannot check. Links known when writing use next/link.
 */
export function UrlLink({ href, ...props }: Props) {
  return <Link href={href as Route} prefetch={false} {...props} />;
}
