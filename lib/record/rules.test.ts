import { afterEach, expect, test, vi } from "vitest";
import { deviceWords, failureWords, periodOf } from "./rules";

afterEach(() => vi.useRealTimers());

const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36`, "Chrome · Windows"],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
    "Edge · Windows",
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; WOW64) ${webkit} Chrome/108.0 Safari/537.36 QIHU 360SE`,
    "360浏览器 · Windows",
  ],
  [
    `Mozilla/5.0 (Linux; Android 14; V2309A) ${webkit} Version/4.0 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50 Language/zh_CN`,
    "微信 · Android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    "Safari · iPhone",
  ],
  [
    "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/120.0 Mobile/15E148 Safari/604.1",
    "Chrome · iPad",
  ],
  [
    `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} Chrome/114.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0`,
    "华为浏览器 · 鸿蒙",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"],
  ["Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko", "IE · Windows"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15",
    "Safari · macOS",
  ],
  ["curl/8.0", "未知设备"],
  ["<script>alert(1)</script> Windows", "Windows"],
  ["", "未知设备"],
])("%s", (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});

test("without days the log goes back ninety from its end, which is today", () => {
  vi.useFakeTimers({ now: new Date("2026-11-22T17:00:00Z") });
  expect(periodOf({})).toEqual({ from: "2026-08-25", to: "2026-11-23" });
  expect(periodOf({ to: "2026-03-01" })).toEqual({ from: "2025-12-01", to: "2026-03-01" });
  expect(periodOf({ from: "2025-01-01" })).toEqual({ from: "2025-01-01", to: "2026-11-23" });
});

test("a reason that nobody named has no words", () => {
  expect([failureWords("password"), failureWords("toString"), failureWords(null)]).toEqual([
    "密码错误",
    undefined,
    undefined,
  ]);
});
