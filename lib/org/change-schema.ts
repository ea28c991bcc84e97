import { z } from "zod";
import { isTemporaryCode } from "./code";
import { isStreetOf, organizationChoice, requiredLine, unitFields, wrongStreet } from "./schema";

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

/** Basic data, changed at once (§3). Whether the street lies in the unit's county the command asks. */
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
});
export type BasicInput = z.input<typeof basicSchema>;
export type BasicValues = z.output<typeof basicSchema>;

const evidence = z
  .array(z.object({ id: z.uuid() }).loose())
  .max(10, "最多上传 10 个文件")
  .optional()
  .default([]);

/** Sensitive data, proposed to the superior with evidence (§3, §5.5). */
export const sensitiveSchema = z
  .object({
    name: unitFields.name,
    code: unitFields.code,
    nature: orEmpty(unitFields.nature),
    divisionCode: unitFields.divisionCode,
    streetCode: unitFields.streetCode,
    legalRepresentative: orEmpty(unitFields.legalRepresentative),
    evidence,
  })
  .refine(isStreetOf, wrongStreet());
export type SensitiveInput = z.input<typeof sensitiveSchema>;
export type SensitiveValues = Omit<z.output<typeof sensitiveSchema>, "evidence">;

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
