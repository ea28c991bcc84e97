import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeAlphabet, codeLength } from "@/lib/random-code";
import {
  certificateNumber,
  formatCode,
  headingOf,
  inPrintOrder,
  maskName,
  normalizeCode,
  periodOf,
  summarize,
  verdictOf,
} from "./rules";

const standard = { public: 30, professional: 60, total: 90 };

describe("verification code", () => {
  const codes = fc
    .array(fc.constantFrom(...codeAlphabet), { minLength: codeLength, maxLength: codeLength })
    .map((list) => list.join(""));

  test("is read in groups, in lower case, with the letters that look like digits, and full-width", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(normalizeCode(formatCode(code))).toBe(code);
        expect(normalizeCode(` ${code.toLowerCase()} `)).toBe(code);
        expect(normalizeCode(code.replaceAll("0", "o").replaceAll("1", "l"))).toBe(code);
        expect(normalizeCode(code.replaceAll("1", "I").replaceAll("A", "Ａ"))).toBe(code);
      }),
    );
    expect(formatCode("0123456789ABCDEFGHJKMNPQRS")).toBe("01234-56789-ABCDE-FGHJK-MNPQRS");
  });

  test("is null for whatever can't be one", () => {
    for (const typed of [
      "",
      "JN2026-00000123",
      "0".repeat(25),
      "0".repeat(27),
      "U".repeat(26),
      "中".repeat(26),
    ]) {
      expect(normalizeCode(typed)).toBeNull();
    }
  });
});

test("the number's year is that of the platform's zone", () => {
  expect(certificateNumber(123, new Date("2025-12-31T16:00:00Z"))).toBe("JN2026-00000123");
});

test("names are masked for strangers", () => {
  expect(["王", "王明", "王小明", "欧阳小明", "𬭎某某"].map(maskName)).toEqual([
    "*",
    "王*",
    "王*明",
    "欧**明",
    "𬭎*某",
  ]);
});

test("title and period in words", () => {
  expect(headingOf("济宁市专业技术人员继续教育服务平台")).toBe("济宁市专业技术人员继续教育学时证明");
  expect(periodOf({ fromYear: 2025, toYear: 2025 })).toBe("2025年度");
  expect(periodOf({ fromYear: 2023, toYear: 2025 })).toBe("2023—2025年度");
});

describe("summarize", () => {
  const record = (year: number, category: "public" | "professional", hours: number) => ({
    year,
    category,
    hours,
  });
  const sum = (...records: ReturnType<typeof record>[]) =>
    summarize(records, new Map([[2025, standard]]), { fromYear: 2025, toYear: 2025 }).years[0];

  test("a year is met only when each category and the total reach the standard", () => {
    expect(sum(record(2025, "public", 30), record(2025, "professional", 60))?.met).toBe(true);
    expect(sum(record(2025, "public", 29.5), record(2025, "professional", 90))?.met).toBe(false);
    expect(sum(record(2025, "public", 90), record(2025, "professional", 59.5))?.met).toBe(false);
  });

  test("every year of the period has its line; where no standard is set nothing is said of it", () => {
    const { years, totals } = summarize(
      [record(2025, "public", 90), record(2026, "professional", 2.5)],
      new Map([[2025, standard]]),
      { fromYear: 2024, toYear: 2026 },
    );
    expect(years.map((year) => [year.year, year.total, verdictOf(year)])).toEqual([
      [2024, 0, "未设标准"],
      [2025, 90, "未达标"],
      [2026, 2.5, "未设标准"],
    ]);
    expect(totals).toEqual({ public: 90, professional: 2.5, total: 92.5 });
  });
});

test("the print order does not depend on the order in which the rows arrive", () => {
  const row = {
    ...{ creditedOn: "2025-06-01", start: "2025-03-01", end: "2025-03-02" },
    ...{ title: "甲", form: "培训研修", hours: 2 },
  };
  const rows = [
    { ...row, year: 2024, category: "professional" as const },
    { ...row, year: 2025, category: "public" as const },
    { ...row, year: 2025, category: "public" as const, hours: 4 },
    { ...row, year: 2025, category: "public" as const, form: "学术论文" },
    { ...row, year: 2025, category: "public" as const, title: "乙" },
    { ...row, year: 2025, category: "professional" as const, start: "2025-01-01" },
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (mixed) => {
      expect(inPrintOrder(mixed).map((each) => [each.year, each.category])).toEqual([
        [2024, "professional"],
        ...Array(4).fill([2025, "public"]),
        [2025, "professional"],
      ]);
      expect(inPrintOrder(mixed)).toEqual(inPrintOrder(rows));
    }),
  );
});
