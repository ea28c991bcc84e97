import "server-only";
import { redirect } from "next/navigation";
import { type ListParams, lastPageOf, listHref, type SearchParams } from "./list";

/** Leads from a page past a list's end (its last rows were decided meanwhile) to the one that is last now. */
export function stayWithin(
  pathname: string,
  search: SearchParams,
  { page }: Pick<ListParams<unknown>, "page">,
  total: number,
): void {
  const last = lastPageOf(total);
  if (page > last) redirect(listHref(pathname, search, { page: String(last) }));
}
