import { expect, test } from "vitest";
import { declarationFilters, progressFilters } from "@/lib/hours/schema";
import { lastPageOf, likeText, listHref, parseList, type SearchParams } from "./list";

const firstPage = { filters: {}, page: 1, order: undefined, limit: 20, offset: 0 };

test("the URL is read with its filters, page and order", () => {
  const params = { q: " 王小明 ", year: "2026", form: "paper", page: "3", order: "desc" };
  expect(parseList(params, declarationFilters)).toEqual({
    filters: { q: "王小明", year: 2026, form: "paper" },
    page: 3,
    order: "desc",
    limit: 20,
    offset: 40,
  });
});

test.each<[string, SearchParams]>([
  ["nothing", {}],
  ["empty values", { q: "", year: "", form: "", category: "", page: "", order: "" }],
  ["blanks", { q: "   ", page: " " }],
  ["a search text that is too long", { q: "长".repeat(51) }],
  ["a year out of bounds", { year: "1999" }],
  ["a year that is no number", { year: "今年" }],
  ["a broken year", { year: "2026.5" }],
  ["a form that is none", { form: "degree' or 1=1" }],
  ["a category that is none", { category: "公需科目" }],
  ["a state that is none", { state: "deleted" }],
  ["page 0", { page: "0" }],
  ["a negative page", { page: "-3" }],
  ["a page that is no number", { page: "abc" }],
  ["an endless page", { page: "Infinity" }],
  ["a page too deep", { page: "101" }],
  ["an order that is none", { order: "DESC; drop table" }],
  ["keys of no filter", { admin: "true", limit: "100000" }],
])("%s: the default", (_, params) => {
  expect(parseList(params, progressFilters)).toEqual(firstPage);
});

test("one bad value leaves the good ones standing; of a repeated one the first counts", () => {
  const params = { year: "nonsense", category: ["public", "professional"], page: ["2", "9"] };
  expect(parseList(params, declarationFilters)).toMatchObject({ filters: { category: "public" }, page: 2 });
});

test("the deepest page is the last that a list counts to", () => {
  expect(parseList({ page: "100" }, declarationFilters)).toMatchObject({ page: 100, offset: 1980 });
  expect(lastPageOf(0)).toBe(1);
  expect(lastPageOf(20)).toBe(1);
  expect(lastPageOf(21)).toBe(2);
  expect(lastPageOf(2001)).toBe(100);
});

test("a changed filter starts at page 1; a page turned keeps the filters", () => {
  const at = { q: "王", page: "4" };
  expect(listHref("/hours/review", at, { year: "2026" })).toBe("/hours/review?q=%E7%8E%8B&year=2026");
  expect(listHref("/hours/review", at, { page: "5" })).toBe("/hours/review?q=%E7%8E%8B&page=5");
  expect(listHref("/hours/review", at, { q: undefined })).toBe("/hours/review");
  expect(listHref("/hours/review", { q: "a&b=c" }, {})).toBe("/hours/review?q=a%26b%3Dc");
});

test("a search text's wildcards are letters", () => {
  expect(likeText("100%_\\")).toBe("%100\\%\\_\\\\%");
});
