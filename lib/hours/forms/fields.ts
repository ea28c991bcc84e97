import { z } from "zod";

/*
 * Building blocks of the forms' schemas; each refusal says what to fill in. Of a union the form shows what its
 * first member objects, so every member has the sentence.
 */

export const requiredText = (label: string, max = 100) =>
  z.string(`请填写${label}`).trim().min(1, `请填写${label}`).max(max, `${label}不超过 ${max} 字`);

export const optionalText = (label: string, max = 100) =>
  z.string().trim().max(max, `${label}不超过 ${max} 字`).optional().default("");

/** A plain date 2026-11-23 that exists in the calendar. */
export const requiredDate = (label: string) =>
  z
    .string(`请选择${label}`)
    .min(1, { error: `请选择${label}`, abort: true })
    .pipe(z.iso.date(`${label}不是有效日期`));

export const optionalDate = (label: string) =>
  z
    .union([z.literal("", `${label}不是有效日期`), z.iso.date(`${label}不是有效日期`)])
    .optional()
    .default("");

export const choice = <const Options extends readonly [string, ...string[]]>(
  label: string,
  options: Options,
) => z.enum(options, `请选择${label}`);

export const optionalChoice = <const Options extends readonly [string, ...string[]]>(
  label: string,
  options: Options,
) =>
  z
    .union([z.literal("", `请选择${label}`), z.enum(options, `请选择${label}`)])
    .optional()
    .default("");

/** A number that a form sends as text or as a number. */
export const quantity = (
  label: string,
  { min, max, step = 1 }: { min: number; max: number; step?: number },
) =>
  z
    .union([z.number(`请填写${label}`), z.string().trim().min(1, `请填写${label}`)], `请填写${label}`)
    .transform(Number)
    .pipe(
      z
        .number(`${label}应为数字`)
        .min(min, `${label}不小于 ${min}`)
        .max(max, `${label}不大于 ${max.toLocaleString("zh-CN")}`)
        .multipleOf(step, step === 1 ? `${label}应为整数` : `${label}以 ${step} 为单位`),
    );
