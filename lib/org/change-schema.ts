import { z } from "zod";
import { isReadable } from "@/lib/text";
import { isTemporaryCode } from "./code";
import {
  isStreetOf,
  mobile,
  optionalEmail,
  optionalLine,
  organizationChoice,
  requiredLine,
  unitFields,
  wrongStreet,
} from "./schema";

/** Left empty by who is no 用人单位: the command asks by the kind (`missingFields`). */
const orEmpty = (schema: z.ZodType<string, string>) =>
  z
    .string()
    .optional()
    .default("")
    .transform((text, refinement) => {
      if (text.trim() === "") return "";
      const parsed = schema.safeParse(text);
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) refinement.addIssue({ code: "custom", message });
      return z.NEVER;
    });

/** What a form began with, field by field (see `touched`). */
export const was = z.record(z.string().max(50), z.string().max(2000)).optional();

/**
 * Basic data, changed at once (§3). Whether the street lies in the unit's county the command asks. The administrator's
 * are the viewer's own; left out they stay.
 */
export const basicSchema = z.object({
  level: orEmpty(unitFields.level),
  industry: orEmpty(unitFields.industry),
  streetCode: unitFields.streetCode,
  address: unitFields.address,
  postcode: unitFields.postcode,
  contactName: unitFields.contactName,
  phone: unitFields.phone,
  fax: unitFields.fax,
  email: unitFields.email,
  introduction: unitFields.introduction,
  administratorEmail: optionalEmail.unwrap(),
  administratorPosition: optionalLine("管理员职务", 50).unwrap(),
  was,
});
export type BasicInput = z.input<typeof basicSchema>;
export type BasicValues = z.output<typeof basicSchema>;

const evidence = z
  .array(z.object({ id: z.uuid() }).loose())
  .max(10, "最多上传 10 个文件")
  .optional()
  .default([]);

/**
 * Sensitive data, proposed to the superior with evidence (§3, §5.5). The administrator's are the viewer's own; left out
 * they stay.
 */
export const sensitiveSchema = z
  .object({
    name: unitFields.name,
    code: unitFields.code,
    nature: orEmpty(unitFields.nature),
    divisionCode: unitFields.divisionCode,
    streetCode: unitFields.streetCode,
    legalRepresentative: orEmpty(unitFields.legalRepresentative),
    administratorName: requiredLine("管理员姓名", 50)
      .refine(isReadable, "管理员姓名不能含有表情符号或不可见字符，请修改")
      .optional(),
    administratorPhone: mobile.optional(),
    evidence,
    was,
  })
  .refine(isStreetOf, wrongStreet());
export type SensitiveInput = z.input<typeof sensitiveSchema>;
export type SensitiveValues = z.output<typeof sensitiveSchema>;

/** 更换上级部门 (§3). */
export const superiorSchema = z.object({
  superior: organizationChoice("新的上级部门"),
  reason: requiredLine("更换原因", 500),
  evidence,
});
export type SuperiorInput = z.input<typeof superiorSchema>;

/** A new code is a real one: a 临时编码 is what a unit has until then. Null: no objection. */
export const newCodeRefusal = (code: string): string | null =>
  isTemporaryCode(code) ? "请填写 18 位统一社会信用代码；临时编码不能在这里更换" : null;

/** 撤回 and 催办 name the unit, which must be the viewer's own. */
export const ownUnitSchema = z.object({ id: z.uuid("单位无效，请刷新页面后重试") });
