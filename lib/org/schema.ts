import { z } from "zod";
import { divisions, streets } from "@/lib/reference/divisions";
import { industries, levels, natures } from "./categories";
import { isOrganizationCode, normalizeCode } from "./code";

/**
 * A line as it is stored: letters, digits and spaces of a Chinese keyboard are the usual ones. Full-width brackets
 * stay: they belong to the names of units.
 */
const tidy = (text: string) =>
  text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/gu, (character) => character.normalize("NFKC"))
    .replace(/\s+/gu, " ")
    .trim();
const typed = (message: string) => z.string(message).transform(tidy);

/** A line of text; full-width letters and digits are stored half-width. */
export const requiredLine = (label: string, max = 100) =>
  typed(`请填写${label}`).pipe(z.string().min(1, `请填写${label}`).max(max, `${label}不超过 ${max} 字`));

export const optionalLine = (label: string, max = 100) =>
  typed(`请填写${label}`)
    .pipe(z.string().max(max, `${label}不超过 ${max} 字`))
    .optional()
    .default("");

/** 姓名 of an administrator. */
export const personName = requiredLine("姓名", 50);

const digitsOnly = (text: string) => text.normalize("NFKC").replace(/[\s-]/gu, "");

/** 手机号 of mainland China. */
export const mobile = z
  .string("请填写手机号")
  .transform(digitsOnly)
  .pipe(
    z
      .string()
      .min(1, { error: "请填写手机号", abort: true })
      .regex(/^1[3-9]\d{9}$/, "手机号应为 11 位数字，请核对"),
  );

/** 联系电话: fixed line with its area code and extension, or mobile. */
const telephonePattern = /^(\d{3,4}-?)?\d{7,8}(-\d{1,6})?$|^1[3-9]\d{9}$|^400-?\d{3}-?\d{4}$/;
const tidyTelephone = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/\s/gu, "")
    .replace(/[—–－]/gu, "-");
const telephone = (label: string) =>
  z
    .string(`请填写${label}`)
    .transform(tidyTelephone)
    .pipe(
      z
        .string()
        .min(1, { error: `请填写${label}`, abort: true })
        .regex(telephonePattern, `${label}格式不正确，例如 0537-2345678 或 11 位手机号`),
    );

const optionalOf = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z
    .string()
    .transform((text) => text.normalize("NFKC").trim())
    .pipe(z.union([z.literal(""), schema]))
    .optional()
    .default("");

export const optionalEmail = z
  .string()
  .transform((text) => text.normalize("NFKC").trim())
  .refine(
    (text) => text === "" || (text.length <= 100 && z.email().safeParse(text).success),
    "电子邮箱格式不正确，请核对",
  )
  .optional()
  .default("");

const namesOf = (list: readonly { name: string }[]) => new Set(list.map(({ name }) => name));
const oneOfList = (label: string, list: readonly { name: string }[]) => {
  const names = namesOf(list);
  return z.string(`请选择${label}`).refine((name) => names.has(name), `请选择${label}`);
};

/** 统一社会信用代码 or 临时编码, normalized. Whether a 临时编码 was issued only the server can tell. */
export const organizationCode = z
  .string("请填写统一社会信用代码或临时编码")
  .transform(normalizeCode)
  .pipe(
    z
      .string()
      .min(1, { error: "请填写统一社会信用代码或临时编码", abort: true })
      .refine(
        isOrganizationCode,
        "代码不正确：统一社会信用代码为 18 位（含校验位），临时编码为 LS 加 12 位数字",
      ),
  );

/** 所在区划 of a unit: a county or the city itself. */
const divisionCode = z
  .string("请选择所在区划")
  .refine((code) => divisions.some((division) => division.code === code), "请选择所在区划");

/** An organization that was picked in `OrganizationPicker`. */
export const organizationChoice = (label: string) =>
  z
    .object({ id: z.uuid(), name: z.string().max(200) })
    .nullish()
    .transform((choice, refinement) => {
      if (choice) return choice;
      refinement.addIssue({ code: "custom", message: `请选择${label}` });
      return z.NEVER;
    });

/** The fields of 资料管理 and 用人单位注册, one schema each (fields.md, "Unit"); without the superior and the file. */
export const unitFields = {
  name: requiredLine("单位名称"),
  code: organizationCode,
  nature: oneOfList("单位性质", natures),
  level: oneOfList("单位级别", levels),
  industry: oneOfList("所属行业", industries),
  divisionCode,
  streetCode: z.string().max(9).optional().default(""),
  address: requiredLine("详细地址", 200),
  postcode: optionalOf(z.string().regex(/^\d{6}$/, "邮编应为 6 位数字")),
  legalRepresentative: requiredLine("法定代表人", 50),
  contactName: requiredLine("联系人", 50),
  phone: telephone("联系电话"),
  fax: optionalOf(telephone("传真")),
  email: optionalEmail,
  introduction: z.string().trim().max(1000, "单位简介不超过 1000 字").optional().default(""),
};

/** Whether a street, when one is chosen, lies in the county. */
export const isStreetOf = (unit: { divisionCode: string; streetCode: string }): boolean =>
  unit.streetCode === "" || (streets[unit.divisionCode] ?? []).some(({ code }) => code === unit.streetCode);
/** Made anew for each schema: zod empties the object that it is given. */
export const wrongStreet = () => ({
  path: ["streetCode"],
  message: "街道（乡镇）不在所选区划内，请重新选择",
});

/** A unit as its forms send it. */
export const unitSchema = z.object(unitFields).refine(isStreetOf, wrongStreet());
export type Unit = z.output<typeof unitSchema>;

/** Names of the unit's fields on every screen, in the order of the forms. */
export const unitLabels = {
  name: "单位名称",
  code: "统一社会信用代码（临时编码）",
  nature: "单位性质",
  level: "单位级别",
  industry: "所属行业",
  divisionCode: "所在区划",
  streetCode: "街道（乡镇）",
  address: "详细地址",
  postcode: "邮编",
  legalRepresentative: "法定代表人",
  contactName: "联系人",
  phone: "联系电话",
  fax: "传真",
  email: "电子邮箱",
  introduction: "单位简介",
} as const satisfies Record<keyof Unit, string>;

/** A unit's field in words: codes of divisions and streets become their names. */
export function unitFieldText(field: string, value: string): string {
  if (field === "divisionCode") return divisions.find(({ code }) => code === value)?.name ?? value;
  if (field === "streetCode") {
    return (streets[value.slice(0, 6)] ?? []).find(({ code }) => code === value)?.name ?? value;
  }
  return value;
}

/** The key under which proposals cite 法人证书/营业执照, and its name. */
export const licenseEvidence = { key: "license", label: "法人证书/营业执照" } as const;
