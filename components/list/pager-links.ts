import { type ListParams, lastPageOf, listHref, type SearchParams } from "@/lib/list";

/** What the Pager needs, worked out of a list's address and its (capped) total. */
export function pagerLinks(
  pathname: string,
  searchParams: SearchParams,
  { page }: Pick<ListParams<unknown>, "page">,
  { total, cap }: { total: number; cap: number },
) {
  const capped = total > cap;
  const pageCount = lastPageOf(total);
  const to = (target: number) => listHref(pathname, searchParams, { page: String(target) });
  return {
    page,
    pageCount,
    total: Math.min(total, cap),
    capped,
    firstHref: page > 2 ? to(1) : undefined,
    prevHref: page > 1 ? to(Math.min(page - 1, pageCount)) : undefined,
    nextHref: page < pageCount ? to(page + 1) : undefined,
    lastHref: page < pageCount - 1 ? to(pageCount) : undefined,
  };
}
