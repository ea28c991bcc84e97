import type { Route } from "next";
import { z } from "zod";
import { isStorable } from "./text";

/** Rows a page of every list. */
const pageSize = 20;
/** Lists count to here and then say 2,000+; only a confirmation counts to the end. */
export const countCap = 2_000;
/** No list pages deeper than it counts: beyond it a filter is the way. */
const lastPage = countCap / pageSize;

export type SearchParams = Record<string, string | string[] | undefined>;

export type ListParams<Filters> = {
  filters: Filters;
  /** From 1. */
  page: number;
  /** Undefined: the list's own order. */
  order: "asc" | "desc" | undefined;
  limit: number;
  offset: number;
};

/**
 * Reads a list's state from the URL, the only place where it lives: the schema's keys are filters, besides
 * `page` and `order` (asc / desc). What doesn't parse counts as absent: a bad URL is page 1, never an error.
 */
export function parseList<Shape extends z.ZodRawShape>(
  searchParams: SearchParams,
  schema: z.ZodObject<Shape>,
): ListParams<Partial<z.output<z.ZodObject<Shape>>>> {
  const filters: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema.shape)) {
    const value = single(searchParams[key]);
    const parsed = value ? z.safeParse(field as z.ZodType, value) : undefined;
    if (parsed?.success && parsed.data !== undefined) filters[key] = parsed.data;
  }
  const page = Math.trunc(Number(single(searchParams.page)));
  const valid = page >= 1 && page <= lastPage ? page : 1;
  return {
    filters: filters as Partial<z.output<z.ZodObject<Shape>>>,
    page: valid,
    order: (["asc", "desc"] as const).find((order) => order === single(searchParams.order)),
    limit: pageSize,
    offset: (valid - 1) * pageSize,
  };
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

/** The page that a list of `total` rows (counted to `countCap`) has last. */
export const lastPageOf = (total: number): number =>
  Math.max(1, Math.ceil(Math.min(total, countCap) / pageSize));

/** A list's URL with some of its state changed; `undefined` takes a key out, and any change but `page` starts at page 1. */
export function listHref(
  pathname: string,
  searchParams: SearchParams,
  change: Record<string, string | undefined>,
): Route {
  const next = new URLSearchParams();
  const merged = { ...searchParams, ...("page" in change ? {} : { page: undefined }), ...change };
  for (const [key, value] of Object.entries(merged)) {
    const text = single(value);
    if (text) next.set(key, text);
  }
  const query = next.toString();
  return (query ? `${pathname}?${query}` : pathname) as Route;
}

/** `pathname` with a list's whole state, for a way there and back. */
export const sameListHref = (pathname: string, searchParams: SearchParams): Route =>
  listHref(pathname, searchParams, { page: single(searchParams.page) });

/** A search text: trimmed, at most 50 characters. */
export const searchText = z.string().trim().min(1).max(50).refine(isStorable).optional();

/** `text` as the inside of a LIKE pattern, its wildcards taken literally. */
export const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
