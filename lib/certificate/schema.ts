import { z } from "zod";
import { hourCategories, sexes } from "@/db/enums";

/** The longest period that one certificate states, in years. */
const longestPeriod = 10;

const year = z.coerce.number("请选择年度").int().min(2000).max(2100);

/** What 打印学时证明 asks: a person and a year (both the same) or a range of years. */
export const issueSchema = z
  .object({ personId: z.uuid("人员编号不正确"), fromYear: year, toYear: year })
  .refine(({ fromYear, toYear }) => fromYear <= toYear, {
    path: ["toYear"],
    message: "结束年度不能早于起始年度",
  })
  .refine(({ fromYear, toYear }) => toYear - fromYear < longestPeriod, {
    path: ["toYear"],
    message: `一份学时证明最多包含${longestPeriod}个年度，请缩小范围`,
  });

export type IssueInput = z.output<typeof issueSchema>;

/** Dates are `2025-03-01`, hours are in steps of one half. */
const recordSchema = z.object({
  year: z.number(),
  category: z.enum(hourCategories),
  form: z.string(),
  title: z.string(),
  start: z.string(),
  end: z.string(),
  hours: z.number(),
  creditedOn: z.string(),
});

const sumSchema = z.object({ public: z.number(), professional: z.number(), total: z.number() });

/** All that a certificate states, as stored and printed; only its number, code and print time are beside it. */
export const contentSchema = z.object({
  heading: z.string(),
  person: z.object({
    name: z.string(),
    sex: z.enum(sexes),
    maskedIdNumber: z.string(),
    unit: z.string(),
    title: z.string(),
  }),
  fromYear: z.number(),
  toYear: z.number(),
  records: z.array(recordSchema),
  years: z.array(
    sumSchema.extend({
      year: z.number(),
      /** Null where no standard is set for the year; nothing is then said of 达标. */
      standard: sumSchema.nullable(),
      met: z.boolean().nullable(),
      /** 不要求: it isn't met, and the person wasn't held to it. */
      exempt: z.literal(true).optional(),
    }),
  ),
  totals: sumSchema,
});

export type CertificateContent = z.output<typeof contentSchema>;
export type CertificateRecord = CertificateContent["records"][number];
export type CertificateYear = CertificateContent["years"][number];
export type HoursSum = z.output<typeof sumSchema>;

/** 有效: the records are still what was certified. */
export type CertificateState = "valid" | "invalid";
export const stateLabels: Record<CertificateState, string> = { valid: "有效", invalid: "已失效" };

/** What a list of a person's certificates shows of one; `issuedOn` is a plain date. */
export type CertificateItem = {
  id: string;
  number: string;
  fromYear: number;
  toYear: number;
  issuedOn: string;
  state: CertificateState;
};

/** What the public verification page shows. Names and ID numbers are masked. */
export type Verification = {
  certificateId: string;
  number: string;
  issuedOn: string;
  state: CertificateState;
  maskedName: string;
  maskedIdNumber: string;
  /** As stated when it was issued. */
  content: Pick<CertificateContent, "heading" | "fromYear" | "toYear" | "years" | "totals"> & {
    unit: string;
  };
  /** How often it has been looked up, this time included. */
  verifiedTimes: number;
};
