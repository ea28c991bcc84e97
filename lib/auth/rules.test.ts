import { expect, test } from "vitest";
import { localPath } from "./rules";

test("a path of this site is kept with its query", () => {
  expect(localPath("/reviews/declarations?status=open&page=2#row")).toBe(
    "/reviews/declarations?status=open&page=2#row",
  );
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\evil.example",
  "/\t/evil.example",
  "/\n\\evil.example",
  "https://evil.example",
  "https:/evil.example",
  "javascript:alert(1)",
  "evil.example",
  "//",
  "",
  null,
  undefined,
])("%j is refused", (text) => {
  expect(localPath(text)).toBeNull();
});
