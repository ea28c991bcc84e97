import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hyphenate, longestPiece, noBreakSpace, pieces, typeset } from "./break";

const closing = "，。、；：？！）】》」』”%";
const opening = "（【《「『“";
const some = (text: string, maxLength: number) =>
  fc.array(fc.constantFrom(...text), { maxLength }).map((list) => list.join(""));
/** Text in which nothing holds together for longer than a piece may be. */
const sentences = fc
  .array(
    fc
      .tuple(some(opening, 2), fc.oneof(some("学时证𬭎", 3), some("ABCxyz019.-/é", 6)), some(closing, 3))
      .map((parts) => `${parts.join("")}年`),
  )
  .map((list) => list.join(""));
const texts = some(`学时证明中${closing}${opening}—…ABCxyz0189.-/é𬭎${noBreakSpace}`, 80);

describe("pieces", () => {
  test.each([
    ["学时证明", ["学", "时", "证", "明"]],
    ["（上）；下", ["（上）；", "下"]],
    ["《建筑》第12期", ["《建", "筑》", "第", "12", "期"]],
    ["合格率98%，结业", ["合", "格", "率", "98%，", "结", "业"]],
    ["基于BIM-5D的“研究”", ["基", "于", "BIM-5D", "的", "“研", "究”"]],
    ["政府——数据……", ["政", "府——", "数", "据……"]],
    [typeset("Deep Learning 入门"), [`Deep${noBreakSpace}`, `Learning${noBreakSpace}`, "入", "门"]],
    ["", []],
  ])("of %s", (text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test("none begins with a closing mark, ends with an opening one or divides a word", () => {
    fc.assert(
      fc.property(sentences, (text) => {
        const all = pieces(text);
        for (const [index, piece] of all.entries()) {
          if (index > 0) expect(closing).not.toContain([...piece][0]);
          if (index < all.length - 1) expect(opening).not.toContain([...piece].at(-1));
          expect(`${[...(all[index - 1] ?? "")].at(-1)}${[...piece][0]}`).not.toMatch(/^[!-~]{2}$/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("add up to the text, and are never longer than a column is wide", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(pieces(text).join("")).toBe(text);
        expect(pieces(text).every((piece) => [...piece].length <= longestPiece)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(pieces(`见${"x".repeat(100)}。`)).toEqual(["见", ..."x".repeat(100), "。"]);
  });
});

describe("hyphenate", () => {
  test("puts nothing but empty strings between pieces, so that no hyphen is drawn", () => {
    expect(hyphenate("学时，证")).toEqual(["学", "", "时，", "", "证", ""]);
  });

  test("lets the run after it begin a line unless the two belong together", () => {
    expect(hyphenate("研修").at(-1)).toBe("");
    expect(hyphenate("研修（").at(-1)).toBe("（");
    expect(hyphenate("第3").at(-1)).toBe("3");
    expect(hyphenate("ABC").at(-1)).toBe("");
    expect(hyphenate("2025")).toEqual(["2025"]);
  });
});
