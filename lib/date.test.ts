import { afterEach, expect, test, vi } from "vitest";
import {
  ageOn,
  currentYear,
  daysBetween,
  formatDate,
  formatDateTime,
  formatLongDate,
  formatRelative,
  today,
} from "./date";

afterEach(() => vi.useRealTimers());

test("days and years are the platform's, wherever the server stands", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-12-31T16:30:00Z") });
  expect(today()).toBe("2026-01-01");
  expect(currentYear()).toBe(2026);
  expect(formatDate(new Date())).toBe("2026-01-01");
  expect(formatDateTime(new Date())).toBe("2026-01-01 00:30");
});

test("a long date is of a moment or of a plain date, without leading zeros", () => {
  expect(formatLongDate("2026-02-03")).toBe("2026年2月3日");
  expect(formatLongDate(new Date("2026-11-22T16:00:00Z"))).toBe("2026年11月23日");
});

test.each([
  [59_000, "刚刚"],
  [60_000, "1 分钟前"],
  [59 * 60_000, "59 分钟前"],
  [60 * 60_000, "1 小时前"],
  [24 * 3_600_000, "1 天前"],
  [30 * 24 * 3_600_000, "30 天前"],
  [31 * 24 * 3_600_000, "2026-06-30"],
])("%d ms ago reads %s", (ago, text) => {
  const now = new Date("2026-07-31T04:00:00Z");
  expect(formatRelative(new Date(now.getTime() - ago), now)).toBe(text);
});

test.each([
  ["2026-03-01", "2026-03-01", 1],
  ["2026-02-27", "2026-03-01", 3],
  ["2024-02-27", "2024-03-01", 4],
  ["2026-01-01", "2026-12-31", 365],
])("%s to %s are %d days, both ends counted", (start, end, days) => {
  expect(daysBetween(start, end)).toBe(days);
});

test.each([
  ["1988-03-12", "2026-03-11", 37],
  ["1988-03-12", "2026-03-12", 38],
  ["2000-02-29", "2026-02-28", 25],
  ["2000-02-29", "2026-03-01", 26],
])("an age counts whole years: %s on %s", (birthDate, day, age) => {
  expect(ageOn(birthDate, day)).toBe(age);
});
