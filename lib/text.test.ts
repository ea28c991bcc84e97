import { expect, test } from "vitest";
import { isStorable } from "./text";

test("text that the database can't hold is told apart", () => {
  for (const text of ["", "王小明", "𠮷", "a\tb\n", "😀"]) expect(isStorable(text)).toBe(true);
  for (const text of ["a\0b", "\ud842", "\udfb7a", "\ud842a"]) expect(isStorable(text)).toBe(false);
});
