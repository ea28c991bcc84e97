import type { LearningForm } from "@/db/enums";
import { learningFormSpecs } from "./forms";
import type { Measure } from "./forms/form";

/** A row of the 学时折算标准. Hours in steps of 0.5; a cap of null is none. */
export type ConversionRule = {
  form: LearningForm;
  level: string | null;
  unit: string;
  hoursPerUnit: number;
  capPerItem: number | null;
  capPerYear: number | null;
  validFrom: number;
  validTo: number | null;
  source: string;
};

/** No more hours a day than this count over the stated period (reference/domain.md 2.4, provincial platform). */
const hoursPerDay = 8;

/** Years that can be declared for: this one and the four before (titles look back five years; domain.md 2.3). */
export const declarableYears = (thisYear: number): number[] =>
  Array.from({ length: 5 }, (_, index) => thisYear - index);

/** The rule by which a declaration of `year` is judged: its level's own, else the one for every level. */
export function ruleFor(
  rules: readonly ConversionRule[],
  form: LearningForm,
  year: number,
  { level, unit }: Pick<Measure, "level" | "unit">,
): ConversionRule | undefined {
  const fitting = rules
    .filter(
      (rule) =>
        rule.form === form &&
        rule.unit === unit &&
        rule.validFrom <= year &&
        (rule.validTo === null || rule.validTo >= year),
    )
    .sort((a, b) => b.validFrom - a.validFrom);
  return fitting.find((rule) => rule.level === level) ?? fitting.find((rule) => rule.level === null);
}

/** One bound on the hours of a declaration: how many, and why, as the applicant reads it. */
export type HoursBound = { hours: number; reason: string };

/**
 * Every bound on the hours of one declaration, the tightest first: its conversion, the caps of the rule and
 * the hours a day. `used`: hours of the same form and year already credited or under review.
 */
export function hoursBounds({
  rule,
  quantity,
  days,
  used,
}: {
  rule: ConversionRule;
  quantity: number;
  /** Null: the period is not known yet. */
  days: number | null;
  used: number;
}): HoursBound[] {
  const unit = learningFormSpecs[rule.form].units as Readonly<Record<string, string>>;
  const bounds: HoursBound[] = [
    {
      hours: floorHalf(rule.hoursPerUnit * quantity),
      reason: `按折算标准每${unit[rule.unit]} ${rule.hoursPerUnit} 学时，${quantity} ${unit[rule.unit]}折算 ${floorHalf(rule.hoursPerUnit * quantity)} 学时`,
    },
  ];
  if (days !== null) {
    bounds.push({
      hours: hoursPerDay * days,
      reason: `每天不超过 ${hoursPerDay} 学时，起止共 ${days} 天，最多 ${hoursPerDay * days} 学时`,
    });
  }
  if (rule.capPerItem !== null) {
    bounds.push({ hours: rule.capPerItem, reason: `该学习形式单项最多 ${rule.capPerItem} 学时` });
  }
  if (rule.capPerYear !== null) {
    const left = Math.max(0, rule.capPerYear - used);
    bounds.push({
      hours: left,
      reason: `该学习形式全年最多 ${rule.capPerYear} 学时，已申报 ${used} 学时（含审核中），还可申报 ${left} 学时`,
    });
  }
  return bounds.sort((a, b) => a.hours - b.hours);
}

const floorHalf = (value: number) => Math.floor(value * 2 + 1e-9) / 2;

/** Two items are the same when these texts are: width, case, spaces and punctuation don't tell them apart. */
export const fingerprintOf = (form: LearningForm, identity: readonly (string | number)[]): string =>
  [
    form,
    ...identity.map((part) =>
      String(part)
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\s\p{P}]/gu, ""),
    ),
  ].join("|");

/** 申报编号 as people read it: SB2026-000123. */
export const declarationNumber = (year: number, number: number): string =>
  `SB${year}-${String(number).padStart(6, "0")}`;

/** Hours of one year by category. */
export type CategoryHours = { public: number; professional: number };

/** A year of one person against the standard. */
export type LedgerYear = {
  year: number;
  credited: CategoryHours;
  pending: CategoryHours;
  standard: { total: number; public: number; professional: number } | null;
  /** 不要求: the person wasn't 在岗 at the year's end (this year: isn't now), so the standard doesn't ask for hours. */
  exempt: boolean;
};

/** What is missing to the standard by credited hours; all zero: 达标 (O25 art. 8: total, 公需 and 专业 each). */
export function shortfall({ credited, standard }: Pick<LedgerYear, "credited" | "standard">) {
  const short = (need: number, have: number) => Math.max(0, need - have);
  return {
    public: short(standard?.public ?? 0, credited.public),
    professional: short(standard?.professional ?? 0, credited.professional),
    total: short(standard?.total ?? 0, credited.public + credited.professional),
  };
}

export const isFulfilled = (year: Pick<LedgerYear, "credited" | "standard">): boolean =>
  year.standard !== null && Object.values(shortfall(year)).every((hours) => hours === 0);
