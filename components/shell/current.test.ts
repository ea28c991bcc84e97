import { describe, expect, it } from "vitest";
import { currentEntry } from "./current";
import type { ShellMenu } from "./types";

const menu = [
  { title: "学时", items: ["/hours/declare", "/hours/review"] },
  { title: "我的", items: ["/me", "/me/declarations"] },
  { title: "审核账户", items: ["/reviews/transfers"], also: ["/reviews/transfers-out"] },
].map(({ title, items, also }) => ({
  title,
  items: items.map((href) => ({ href, label: href, also })),
})) as ShellMenu;

const hrefOf = (pathname: string) => currentEntry(pathname, menu)?.entry.href;

describe("currentEntry", () => {
  it("finds the entry of a page below it, the nearest first, and its group", () => {
    expect(currentEntry("/hours/review/018f", menu)).toMatchObject({
      group: "学时",
      entry: { href: "/hours/review" },
    });
    expect(hrefOf("/me")).toBe("/me");
    expect(hrefOf("/me/declarations/1")).toBe("/me/declarations");
    expect(hrefOf("/me/password")).toBe("/me");
  });

  it("knows what else belongs to an entry", () => {
    expect(hrefOf("/reviews/transfers-out")).toBe("/reviews/transfers");
    expect(hrefOf("/reviews/transfers/018f")).toBe("/reviews/transfers");
  });

  it("does not take a common beginning for a parent", () => {
    expect(hrefOf("/hours/reviewers")).toBeUndefined();
    expect(hrefOf("/reviews/transfers-in")).toBeUndefined();
    expect(hrefOf("/")).toBeUndefined();
  });
});
