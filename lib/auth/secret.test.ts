import { afterEach, expect, test, vi } from "vitest";
import { authSecret } from "./secret";

afterEach(() => vi.unstubAllEnvs());

test.each([
  undefined,
  "",
  "short",
  "a".repeat(40),
  "abcdefghij".repeat(5),
  "please-change-me-please-change-it-4711",
])("production refuses %j", (secret) => {
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("NEXTAUTH_SECRET", secret);
  expect(authSecret).toThrow("环境变量 NEXTAUTH_SECRET 缺失或过于简单");
});

test("production takes a random one", () => {
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("NEXTAUTH_SECRET", "q8Zr1pXwT0vN5yHk3LmB7sDf2GjC6aEu9RiOtYx4WnM=");
  expect(authSecret()).toMatch(/^q8Z/);
});
