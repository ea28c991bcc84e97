import { expect, test } from "vitest";
import { commonPasswords } from "./common-passwords";
import { objectionToPassword, shortestPassword } from "./rules";

const holder = { idNumber: "37080219900101123X", oldPassword: "old-password-7" };
const object = (password: string) => objectionToPassword(password, holder);

test.each([
  "correct horse battery",
  "济宁的春天很美丽啊",
  "x9$kLm2p",
  "学而时习之不亦说乎有朋自远方来".repeat(5),
  "a b c d e 1 2",
])("%s is accepted", (password) => {
  expect(object(password)).toBeNull();
});

test("length is counted in characters, not in UTF-16 units", () => {
  expect(object("😀😁😂🤣😃😄😅")).toBe("新密码至少 8 个字符");
  expect(object("😀😂🤣😃😄😅😆🙃")).toBeNull();
  expect(object(`${"ab3".repeat(42)}-x9`)).toBe("新密码最多 128 个字符");
});

test.each([
  "Password123",
  "woaini1314",
  "12345678",
  "87654321",
  "abcdefgh",
  "ａ１２３４５６７８",
  "88888888",
  "abcabcabc",
])("%s is too common", (password) => {
  expect(object(password)).toBe("新密码过于常见，容易被猜到，请换一个");
});

test.each(["37080219900101123X", "zhang01123x", "my19900101!!"])("%s says who one is", (password) => {
  expect(object(password)).toBe("新密码不能包含证件号码、证件号码后六位或出生日期");
});

test("the old password is not a new one", () => {
  expect(object("old-password-7")).toBe("新密码不能与原密码相同");
});

test("every listed password is one that could be chosen, in lower case", () => {
  expect(commonPasswords.size).toBeGreaterThan(200);
  for (const word of commonPasswords) {
    expect(word.length).toBeGreaterThanOrEqual(shortestPassword);
    expect(word).toBe(word.toLowerCase());
  }
});
