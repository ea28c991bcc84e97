import { describe, expect, test } from "vitest";
import { learningFormSpecs } from "./forms";
import {
  type ConversionRule,
  declarableYears,
  declarationNumber,
  fingerprintOf,
  hoursBounds,
  isFulfilled,
  ruleFor,
  shortfall,
} from "./rules";

const rule = (changes: Partial<ConversionRule> = {}): ConversionRule => ({
  form: "training",
  level: null,
  unit: "day",
  hoursPerUnit: 8,
  capPerItem: null,
  capPerYear: null,
  validFrom: 2020,
  validTo: null,
  source: "示例",
  ...changes,
});

const tightest = (bounds: ReturnType<typeof hoursBounds>) => bounds[0];

describe("which rule judges", () => {
  const everyLevel = rule({ hoursPerUnit: 6 });
  const provincial = rule({ level: "省", hoursPerUnit: 7 });
  const byHour = rule({ unit: "hour", hoursPerUnit: 1 });
  const old = rule({ validFrom: 2015, validTo: 2019, hoursPerUnit: 4 });
  const newer = rule({ validFrom: 2026, hoursPerUnit: 5 });
  const paper = rule({ form: "paper", unit: "thousand-characters", hoursPerUnit: 10 });
  const rules = [everyLevel, provincial, byHour, old, paper];

  test.each([
    ["the level's own before the one for every level", 2025, "省", "day", provincial],
    ["the one for every level where the level has none", 2025, "市", "day", everyLevel],
    ["the unit tells", 2025, "省", "hour", byHour],
    ["the first year it holds", 2020, null, "day", everyLevel],
    ["the last year it holds", 2019, "省", "day", old],
    ["none before the first rule", 2014, null, "day", undefined],
    ["none for a unit that nobody counts by", 2025, null, "week", undefined],
  ])("%s", (_, year, level, unit, expected) => {
    expect(ruleFor(rules, "training", year, { level, unit })).toBe(expected);
  });

  test("of two that hold the later one, whatever order they come in", () => {
    expect(ruleFor([newer, everyLevel], "training", 2026, { level: null, unit: "day" })).toBe(newer);
    expect(ruleFor([everyLevel, newer], "training", 2026, { level: null, unit: "day" })).toBe(newer);
    expect(ruleFor([everyLevel, newer], "training", 2025, { level: null, unit: "day" })).toBe(everyLevel);
  });

  test("never another form's", () => {
    expect(ruleFor([paper], "training", 2025, { level: null, unit: "thousand-characters" })).toBeUndefined();
  });
});

describe("how many hours at most", () => {
  // Worked out by hand: conversion | 8 hours a day | cap of the item | what is left of the year's cap.
  test.each([
    ["3 days at 8", rule(), 3, 3, 0, 24],
    ["2.5 days at 8, over 3 days", rule(), 2.5, 3, 0, 20],
    ["20 stated hours, but one day", rule({ unit: "hour", hoursPerUnit: 1 }), 20, 1, 0, 8],
    ["20 stated hours over five days", rule({ unit: "hour", hoursPerUnit: 1 }), 20, 5, 0, 20],
    ["0.3 an hour: 2.1 is cut to a half, never rounded up", rule({ hoursPerUnit: 0.3 }), 7, 30, 0, 2],
    ["0.1 × 5 is 0.5 in spite of binary fractions", rule({ hoursPerUnit: 0.1 }), 5, 30, 0, 0.5],
    ["the cap of the item", rule({ capPerItem: 30 }), 10, 10, 0, 30],
    ["the cap of the year, nothing used", rule({ capPerYear: 60 }), 10, 10, 0, 60],
    ["the cap of the year, 48.5 used", rule({ capPerYear: 60 }), 10, 10, 48.5, 11.5],
    ["the cap of the year, all used", rule({ capPerYear: 60 }), 10, 10, 60, 0],
    ["the cap of the year, more used than allowed", rule({ capPerYear: 60 }), 10, 10, 72, 0],
    ["both caps: what is left is tighter", rule({ capPerItem: 30, capPerYear: 40 }), 10, 10, 25, 15],
  ])("%s", (_, conversion, quantity, days, used, expected) => {
    expect(tightest(hoursBounds({ rule: conversion, quantity, days, used }))?.hours).toBe(expected);
  });

  test("without caps there are two bounds; each cap adds one; the tightest is first", () => {
    expect(hoursBounds({ rule: rule(), quantity: 3, days: 5, used: 0 }).map(({ hours }) => hours)).toEqual([
      24, 40,
    ]);
    const capped = rule({ capPerItem: 30, capPerYear: 60 });
    expect(hoursBounds({ rule: capped, quantity: 9, days: 7, used: 20 }).map(({ hours }) => hours)).toEqual([
      30, 40, 56, 72,
    ]);
  });

  test("the reason names the figures that the applicant can check", () => {
    const reasonOf = (conversion: ConversionRule, quantity: number, days: number, used: number) =>
      tightest(hoursBounds({ rule: conversion, quantity, days, used }))?.reason;
    expect(reasonOf(rule({ capPerYear: 60 }), 10, 10, 48.5)).toBe(
      "该学习形式全年最多 60 学时，已申报 48.5 学时（含审核中），还可申报 11.5 学时",
    );
    expect(reasonOf(rule(), 3, 4, 0)).toBe("按折算标准每天 8 学时，3 天折算 24 学时");
    expect(reasonOf(rule({ unit: "hour", hoursPerUnit: 1 }), 20, 1, 0)).toBe(
      "每天不超过 8 学时，起止共 1 天，最多 8 学时",
    );
    expect(reasonOf(rule({ capPerItem: 30 }), 10, 10, 0)).toBe("该学习形式单项最多 30 学时");
  });
});

describe("what a form measures", () => {
  test("courses passed", () => {
    const courses = ["高等数学", "大学英语", "数据结构"].map((name) => ({ name, score: "85" }));
    const detail = { level: "本科", degree: "", school: "甲大学", major: "计算机", mode: "在职" } as const;
    const dates = { enrolledOn: "2024-09-01", graduatedOn: "" };
    expect(learningFormSpecs.degree.measure({ ...detail, ...dates, courses })).toEqual({
      level: "本科",
      unit: "course",
      quantity: 3,
    });
  });

  test.each([
    ["天", "day", 2.5],
    ["学时", "hour", 12],
  ] as const)("training by %s", (measure, unit, amount) => {
    const detail = {
      organizer: "某学会",
      coOrganizer: "",
      level: "省",
      place: "",
      certificateNumber: "",
    } as const;
    expect(learningFormSpecs.training.measure({ ...detail, measure, amount })).toEqual({
      level: "省",
      unit,
      quantity: amount,
    });
  });

  test("whole thousands of characters: 5,999 are 5", () => {
    const detail = { journal: "软件学报", serialNumber: "1000-9825", publishedOn: "2026-03-01" };
    const measured = learningFormSpecs.paper.measure({
      ...detail,
      level: "国家级",
      characters: 5999,
      rank: 1,
      authors: 2,
    });
    expect(measured).toEqual({ level: "国家级", unit: "thousand-characters", quantity: 5 });
  });
});

describe("the same item", () => {
  const same = fingerprintOf("training", ["山东省BIM技术培训班（第2期）", "某学会", "2026-03-01"]);

  test.each([
    ["spaces", ["山东省 BIM 技术培训班（第2期） ", "某学会", "2026-03-01"]],
    ["case", ["山东省bim技术培训班（第2期）", "某学会", "2026-03-01"]],
    ["width", ["山东省ＢＩＭ技术培训班(第２期)", "某学会", "2026-03-01"]],
    ["punctuation", ["“山东省BIM技术培训班”第2期", "某学会。", "2026-03-01"]],
  ])("%s don't tell items apart", (_, identity) => {
    expect(fingerprintOf("training", identity)).toBe(same);
  });

  test.each([
    ["another number", "training", ["山东省BIM技术培训班（第3期）", "某学会", "2026-03-01"]],
    ["another day", "training", ["山东省BIM技术培训班（第2期）", "某学会", "2026-03-02"]],
    ["another form", "paper", ["山东省BIM技术培训班（第2期）", "某学会", "2026-03-01"]],
    ["a text moved over a border", "training", ["山东省BIM技术培训班（第2期）某", "学会", "2026-03-01"]],
  ] as const)("%s is another item", (_, form, identity) => {
    expect(fingerprintOf(form, identity)).not.toBe(same);
  });
});

test("five years can be declared for", () => {
  expect(declarableYears(2026)).toEqual([2026, 2025, 2024, 2023, 2022]);
});

test("申报编号", () => {
  expect(declarationNumber(2026, 123)).toBe("SB2026-000123");
  expect(declarationNumber(2026, 12_345_678)).toBe("SB2026-12345678");
});

describe("达标: the total and each category", () => {
  const standard = { total: 90, public: 30, professional: 60 };

  test.each([
    ["exactly", { public: 30, professional: 60 }, { public: 0, professional: 0, total: 0 }],
    ["half an hour short", { public: 29.5, professional: 60 }, { public: 0.5, professional: 0, total: 0.5 }],
    [
      "much of one is not the other",
      { public: 90, professional: 0 },
      { public: 0, professional: 60, total: 0 },
    ],
    ["nothing", { public: 0, professional: 0 }, { public: 30, professional: 60, total: 90 }],
  ])("%s", (_, credited, missing) => {
    expect(shortfall({ credited, standard })).toEqual(missing);
    expect(isFulfilled({ credited, standard })).toBe(Object.values(missing).every((hours) => hours === 0));
  });

  test("a total above both categories must be reached too", () => {
    const higher = { ...standard, total: 100 };
    expect(isFulfilled({ credited: { public: 30, professional: 60 }, standard: higher })).toBe(false);
    expect(isFulfilled({ credited: { public: 40, professional: 60 }, standard: higher })).toBe(true);
  });

  test("without a standard nobody has fulfilled it", () => {
    expect(isFulfilled({ credited: { public: 99, professional: 99 }, standard: null })).toBe(false);
  });
});
