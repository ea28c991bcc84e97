import { expect, test } from "vitest";
import { readSearch } from "./rules";

test("a whole ID number is one, however it was typed", () => {
  expect(readSearch(" 37080219900101123x ")).toEqual({ idNumber: "37080219900101123X" });
  expect(readSearch("３７０８０２１９９００１０１１２３X")).toEqual({ idNumber: "37080219900101123X" });
});

test("a name is found by patterns that an index serves", () => {
  expect(readSearch("王")).toEqual({ patterns: ["王%"] });
  expect(readSearch("小明")).toEqual({ patterns: ["小明%", "%小明"] });
  expect(readSearch("欧阳小")).toEqual({ patterns: ["%欧阳小%"] });
  expect(readSearch("Smith")).toEqual({ patterns: ["%Smith%"] });
});

test("wildcards are searched for as they stand", () => {
  expect(readSearch("%")).toEqual({ patterns: ["\\%%"] });
  expect(readSearch("_a")).toEqual({ patterns: ["\\_a%", "%\\_a"] });
});
