import { z } from "zod";
import { type IdType, idTypes, type Sex, sexes } from "@/db/enums";
import { today } from "@/lib/date";
import { factsOf, isIdNumber, normalizeIdNumber } from "@/lib/id-number";
import { educationLevels, ethnicGroups } from "@/lib/reference/people";
import { titleCatalogue } from "@/lib/reference/titles";

/*
 * The fields of a professional's profile (shared/reference/fields.md), for registration, change and import. Their
 * names are those of the columns of `persons`. A field that may be left empty is "" in a form and null when parsed.
 */

export const idTypeLabels: Record<IdType, string> = {
  resident: "居民身份证",
  "hk-macao": "港澳居民来往内地通行证",
  taiwan: "台湾居民来往大陆通行证",
  "foreigner-residence": "外国人永久居留身份证",
  passport: "护照",
};

/** 政治面貌, GB/T 4762. */
export const politicalStatuses = [
  "中共党员",
  "中共预备党员",
  "共青团员",
  "民革党员",
  "民盟盟员",
  "民建会员",
  "民进会员",
  "农工党党员",
  "致公党党员",
  "九三学社社员",
  "台盟盟员",
  "无党派人士",
  "群众",
] as const;

/** 学位, GB/T 6864 by its levels. */
export const degrees = ["博士", "硕士", "学士"] as const;

/** 职称系列 of whoever has no title: nothing more is asked. */
export const noTitle = "无";

/** Levels that a series has, the highest first; none for an unknown series. */
export const levelsOf = (series: string): readonly string[] =>
  Object.keys(Object.hasOwn(titleCatalogue, series) ? (titleCatalogue[series] ?? {}) : {});

/** Titles of a series at one level; none for a combination that does not exist. */
export const titlesOf = (series: string, level: string): readonly string[] =>
  levelsOf(series).includes(level) ? (titleCatalogue[series]?.[level] ?? []) : [];

export const profileLabels = {
  idType: "证件类型",
  idNumber: "证件号码",
  name: "姓名",
  sex: "性别",
  birthDate: "出生日期",
  ethnicity: "民族",
  politicalStatus: "政治面貌",
  phone: "手机号",
  email: "电子邮箱",
  departmentId: "内设部门",
  position: "岗位/职务",
  workStartedOn: "参加工作时间",
  education: "学历",
  degree: "学位",
  school: "毕业院校",
  major: "所学专业",
  graduatedOn: "毕业时间",
  titleSeries: "职称系列",
  titleLevel: "职称级别",
  title: "职称名称",
  titleObtainedOn: "取得时间",
  titleAppointedOn: "聘任时间",
  titleCertificateNumber: "证书编号",
  specialty: "从事专业",
} as const;

/** A field's name here, and its column's in `persons`. */
export type ProfileField = keyof typeof profileLabels;

/** Changed by the professional at once; everything else goes through the unit. */
export const contactFields = [
  "phone",
  "email",
  "ethnicity",
  "politicalStatus",
  "workStartedOn",
  "specialty",
] as const satisfies readonly ProfileField[];

export const identityFields = ["name", "sex", "birthDate"] as const satisfies readonly ProfileField[];
export const workFields = ["departmentId", "position"] as const satisfies readonly ProfileField[];
export const educationFields = [
  "education",
  "degree",
  "school",
  "major",
  "graduatedOn",
] as const satisfies readonly ProfileField[];
export const titleFields = [
  "titleSeries",
  "titleLevel",
  "title",
  "titleObtainedOn",
  "titleAppointedOn",
  "titleCertificateNumber",
] as const satisfies readonly ProfileField[];

/** Full-width letters, digits and spaces as half-width, one space between words; Chinese punctuation stays. */
const tidy = (text: string) =>
  text
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/gu, (character) => character.normalize("NFKC"))
    .replace(/\s+/gu, " ")
    .trim();

/** What is letters and digits by its nature: half-width throughout and without spaces. */
const compact = (text: string) => text.normalize("NFKC").replace(/\s/gu, "");

const text = (label: string, max = 100) =>
  z.string(`请填写${label}`).overwrite(tidy).max(max, `${label}不超过 ${max} 字`);
const optional = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  schema
    .optional()
    .default("" as z.util.NoUndefined<z.output<Schema>>)
    .transform((value) => value || null);
const optionalText = (label: string, max = 100) => optional(text(label, max));

// A list is asked by `refine`, whose objection doesn't keep the rules between fields from being asked too.
const choice = <Option extends string>(label: string, options: readonly Option[]) =>
  z
    .string(`请选择${label}`)
    .refine((value) => (options as readonly string[]).includes(value), `请选择${label}`);
const optionalChoice = (label: string, options: readonly string[]) =>
  optional(
    z.string(`请选择${label}`).refine((value) => value === "" || options.includes(value), `请选择${label}`),
  );

/** A day that is over or today's; nothing of a profile lies in the future, or before 1900. */
const pastDate = (label: string) =>
  z.string(`请选择${label}`).superRefine((value, refinement) => {
    if (value === "") return;
    const objection = !z.iso.date().safeParse(value).success
      ? `${label}不是有效日期`
      : value > today()
        ? `${label}不能晚于今天`
        : value < "1900-01-01"
          ? `${label}过早，请核对`
          : null;
    if (objection) refinement.addIssue({ code: "custom", message: objection });
  });
const optionalDate = (label: string) => optional(pastDate(label));

/** 手机号: spaces, hyphens and +86 are taken out. */
const phoneSchema = z
  .string("请填写手机号")
  .overwrite((value) =>
    compact(value)
      .replace(/[-‐–—]/gu, "")
      .replace(/^(?:\+|00)86/, ""),
  )
  .min(1, { error: "请填写手机号", abort: true })
  .regex(/^1[3-9]\d{9}$/, "手机号应为 11 位数字，以 1 开头");

/** 电子邮箱, may be left empty. */
const optionalEmailSchema = optional(
  z
    .string("电子邮箱格式不正确")
    .overwrite(compact)
    .max(100, "电子邮箱不超过 100 个字符")
    .refine((value) => value === "" || z.email().safeParse(value).success, "电子邮箱格式不正确"),
);

/**
 * Each field by itself. Rules between fields are `refineIdentity`, `refineTitle` and `refineDates`, which an object
 * of these needs besides.
 */
export const profileFields = {
  idType: choice("证件类型", idTypes).transform((value) => value as IdType),
  idNumber: z
    .string("请填写证件号码")
    .overwrite(normalizeIdNumber)
    .min(1, "请填写证件号码")
    .max(50, "证件号码过长，请核对"),
  name: text("姓名", 50).min(1, "请填写姓名"),
  /** Both are empty where the ID number states them. */
  sex: optionalChoice("性别", sexes).transform((value) => value as Sex | null),
  birthDate: optionalDate("出生日期"),
  ethnicity: optionalChoice("民族", ethnicGroups),
  politicalStatus: optionalChoice("政治面貌", politicalStatuses),
  phone: phoneSchema,
  email: optionalEmailSchema,
  departmentId: optional(
    z.string().refine((value) => value === "" || z.uuid().safeParse(value).success, "请选择内设部门"),
  ),
  position: optionalText("岗位/职务", 50),
  workStartedOn: optionalDate("参加工作时间"),
  education: choice("学历", educationLevels),
  degree: optionalChoice("学位", degrees),
  school: optionalText("毕业院校"),
  major: optionalText("所学专业"),
  graduatedOn: optionalDate("毕业时间"),
  titleSeries: choice("职称系列", Object.keys(titleCatalogue)),
  titleLevel: optionalText("职称级别"),
  title: optionalText("职称名称"),
  titleObtainedOn: optionalDate("取得时间"),
  titleAppointedOn: optionalDate("聘任时间"),
  titleCertificateNumber: optional(
    z.string("证书编号不超过 50 个字符").overwrite(compact).max(50, "证书编号不超过 50 个字符"),
  ),
  specialty: optionalText("从事专业", 50),
} as const satisfies Record<ProfileField, z.ZodType>;

/** A parsed profile, its empty fields null. */
export type Profile = { [Field in ProfileField]: z.output<(typeof profileFields)[Field]> };
type Refinement = z.core.$RefinementCtx;
const refuse = (refinement: Refinement, field: ProfileField, message: string) =>
  refinement.addIssue({ code: "custom", path: [field], message });

/** What is wrong with a normalized ID number of its type, or null. */
function objectionToIdNumber(idType: IdType, idNumber: string): string | null {
  if (idType === "resident") {
    return isIdNumber(idNumber) ? null : "证件号码校验位不正确，请核对后重新填写";
  }
  return /^[0-9A-Z]{5,20}$/.test(idNumber) ? null : `${idTypeLabels[idType]}号码应为 5–20 位字母或数字`;
}

/** 证件号码 by its type; 性别 and 出生日期 where the number doesn't state them. */
export function refineIdentity(
  values: Pick<Profile, "idType" | "idNumber" | "sex" | "birthDate">,
  refinement: Refinement,
): void {
  const objection = objectionToIdNumber(values.idType, values.idNumber);
  if (objection && values.idNumber) refuse(refinement, "idNumber", objection);
  if (values.idType === "resident") return;
  if (!values.sex) refuse(refinement, "sex", "请选择性别");
  if (!values.birthDate) refuse(refinement, "birthDate", "请选择出生日期");
}

/** The parsed values with the sex and date of birth that a resident's ID number states. */
export function settleIdentity<T extends Pick<Profile, "idType" | "idNumber" | "sex" | "birthDate">>(
  values: T,
): Omit<T, "sex" | "birthDate"> & { sex: Sex; birthDate: string } {
  const { sex, birthDate } = values.idType === "resident" ? factsOf(values.idNumber) : values;
  if (!sex || !birthDate) throw new Error("refineIdentity was not asked");
  return { ...values, sex, birthDate };
}

type TitleValues = Pick<Profile, (typeof titleFields)[number]>;

/** Series, level and name as the catalogue has them together, and since when; 无 needs no more. */
export function refineTitle(values: TitleValues, refinement: Refinement): void {
  const { titleSeries, titleLevel, title, titleObtainedOn, titleAppointedOn } = values;
  if (titleSeries === noTitle || levelsOf(titleSeries).length === 0) return;
  if (!titleLevel) refuse(refinement, "titleLevel", "请选择职称级别");
  else if (!levelsOf(titleSeries).includes(titleLevel)) {
    refuse(refinement, "titleLevel", "该职称系列没有此级别，请重新选择");
  }
  if (!title) refuse(refinement, "title", "请选择职称名称");
  else if (titleLevel && !titlesOf(titleSeries, titleLevel).includes(title)) {
    refuse(refinement, "title", "该系列和级别没有此职称，请重新选择");
  }
  if (!titleObtainedOn) refuse(refinement, "titleObtainedOn", "请选择取得时间");
  else if (titleAppointedOn && titleAppointedOn < titleObtainedOn) {
    refuse(refinement, "titleAppointedOn", "聘任时间不能早于取得时间");
  }
}

/** The parsed values without what was left over in the fields that 无 hides. */
export function settleTitle<T extends TitleValues>(values: T): T {
  if (values.titleSeries !== noTitle) return values;
  return {
    ...values,
    titleLevel: noTitle,
    title: noTitle,
    titleObtainedOn: null,
    titleAppointedOn: null,
    titleCertificateNumber: null,
  };
}

/** Nobody works, graduates or gets a title before they are born. */
export function refineDates(
  values: Partial<Pick<Profile, "birthDate" | "workStartedOn" | "graduatedOn" | "titleObtainedOn">>,
  refinement: Refinement,
): void {
  const { birthDate } = values;
  if (!birthDate) return;
  for (const field of ["workStartedOn", "graduatedOn", "titleObtainedOn"] as const) {
    const date = values[field];
    if (date && date <= birthDate) refuse(refinement, field, `${profileLabels[field]}不能早于出生日期`);
  }
}

/** A stored profile as a form's values: what is empty is "". */
export function profileInput<Field extends ProfileField>(
  fields: readonly Field[],
  row: Partial<Record<Field, string | null>>,
): Record<Field, string> {
  return Object.fromEntries(fields.map((field) => [field, row[field] ?? ""])) as Record<Field, string>;
}

/** A profile's value as people read it: names of choices, the date, the text; departments stay ids. */
export function showProfileValue(field: ProfileField, value: string | null): string {
  if (!value) return "";
  if (field === "sex") return value === "male" ? "男" : "女";
  if (field === "idType") return idTypeLabels[value as IdType] ?? value;
  return value;
}
