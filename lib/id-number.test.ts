import { expect, test } from "vitest";
import { factsOf, idNumberSchema, isIdNumber, maskIdNumber, normalizeIdNumber } from "./id-number";

test("full-width characters, spaces and a small x are normalized", () => {
  expect(normalizeIdNumber(" １１０１０５ 19491231　002x ")).toBe("11010519491231002X");
});

test("the standard's own example is valid, with any other check digit it is not", () => {
  expect(isIdNumber("11010519491231002X")).toBe(true);
  for (const digit of "0123456789") expect(isIdNumber(`11010519491231002${digit}`)).toBe(false);
});

test.each([
  ["440524188001010014", "born before 1900"],
  ["110105194902300025", "30 February"],
  ["110105209912310021", "in the future"],
  ["1101051949123100", "too short"],
  ["11010519491231002x", "not normalized"],
  ["", "empty"],
])("%s is refused: %s", (text) => {
  expect(isIdNumber(text)).toBe(false);
});

test("dates of birth are refused for themselves, not for the check digit", () => {
  for (const body of ["11010519490230002", "11010520991231002", "11010518991231002"]) {
    expect([..."0123456789X"].some((digit) => isIdNumber(body + digit))).toBe(false);
  }
  expect([..."0123456789X"].filter((digit) => isIdNumber(`11010520000229002${digit}`))).toHaveLength(1);
});

test("sex and date of birth are read from the number", () => {
  expect(factsOf("11010519491231002X")).toEqual({ sex: "female", birthDate: "1949-12-31" });
  expect(factsOf("110105194912310011").sex).toBe("male");
});

test("masking shows the division and the last four, and next to nothing of other texts", () => {
  expect(maskIdNumber("370802199001011234")).toBe("370802********1234");
  expect(maskIdNumber("secret1")).toBe("*****t1");
  expect(maskIdNumber("ab")).toBe("****");
});

test("the schema normalizes and refuses with a sentence", () => {
  expect(idNumberSchema.parse("11010519491231002x")).toBe("11010519491231002X");
  expect(idNumberSchema.safeParse("110105194912310021").error?.issues[0]?.message).toBe(
    "证件号码校验位不正确，请核对后重新填写",
  );
});
