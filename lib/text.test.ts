import { expect, test } from "vitest";
import { isReadable, isStorable } from "./text";

test("text that the database can't hold is told apart", () => {
  for (const text of ["", "王小明", "𠮷", "a\tb\n", "😀"]) expect(isStorable(text)).toBe(true);
  for (const text of ["a\0b", "\ud842", "\udfb7a", "\ud842a"]) expect(isStorable(text)).toBe(false);
});

test("emoji and what can't be seen are told from names that can be said", () => {
  for (const name of ["王小明", "阿卜杜拉·买买提", "𠮷田", "Anne-Marie O'Neil", "张三（代）", "3#"]) {
    expect(isReadable(name), name).toBe(true);
  }
  for (const name of ["王小明😀", "🇨🇳", "1\u20e3", "王\u200b小明", "王\u202e小明", "王\u0007", "王\u3164"]) {
    expect(isReadable(name), name).toBe(false);
  }
});
