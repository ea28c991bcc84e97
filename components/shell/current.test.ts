import { describe, expect, it } from "vitest";
import { currentHref } from "./current";
import type { ShellMenu } from "./types";

const menu = [
  { title: "学时", items: ["/hours/declare", "/hours/review"] },
  { title: "我的", items: ["/me", "/me/declarations"] },
].map(({ title, items }) => ({ title, items: items.map((href) => ({ href, label: href })) })) as ShellMenu;

describe("currentHref", () => {
  it("finds the entry of a page below it, the nearest first", () => {
    expect(currentHref("/hours/review/018f", menu)).toBe("/hours/review");
    expect(currentHref("/me", menu)).toBe("/me");
    expect(currentHref("/me/declarations/1", menu)).toBe("/me/declarations");
    expect(currentHref("/me/password", menu)).toBe("/me");
  });

  it("does not take a common beginning for a parent", () => {
    expect(currentHref("/hours/reviewers", menu)).toBeUndefined();
    expect(currentHref("/", menu)).toBeUndefined();
  });
});
