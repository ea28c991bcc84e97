import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  levelsOf,
  profileFields,
  profileInput,
  profileLabels,
  refineDates,
  refineIdentity,
  refineTitle,
  settleIdentity,
  settleTitle,
  titlesOf,
} from "./profile";

const identity = z
  .object({
    idType: profileFields.idType,
    idNumber: profileFields.idNumber,
    sex: profileFields.sex,
    birthDate: profileFields.birthDate,
  })
  .superRefine(refineIdentity)
  .transform(settleIdentity);

const titleSchema = z
  .object({
    titleSeries: profileFields.titleSeries,
    titleLevel: profileFields.titleLevel,
    title: profileFields.title,
    titleObtainedOn: profileFields.titleObtainedOn,
    titleAppointedOn: profileFields.titleAppointedOn,
    titleCertificateNumber: profileFields.titleCertificateNumber,
  })
  .superRefine(refineTitle)
  .transform(settleTitle);

const messages = (schema: z.ZodType, input: unknown) => {
  const parsed = schema.safeParse(input);
  return Object.fromEntries(
    (parsed.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]),
  );
};

const title = (values: Partial<z.input<typeof titleSchema>>) => ({
  titleSeries: "中小学教师",
  titleLevel: "中级",
  title: "一级教师",
  titleObtainedOn: "2015-12-01",
  titleAppointedOn: "",
  titleCertificateNumber: "",
  ...values,
});

describe("证件号码", () => {
  test("a resident's number states sex and date of birth, whatever was typed there", () => {
    const typed = { idType: "resident", idNumber: "１１０１０５ 19491231 002x", sex: "male", birthDate: "" };
    expect(identity.parse(typed)).toEqual({
      idType: "resident",
      idNumber: "11010519491231002X",
      sex: "female",
      birthDate: "1949-12-31",
    });
  });

  test("a wrong check digit and an empty number are told at the field", () => {
    const typed = { idType: "resident", idNumber: "110105194912310021", sex: "", birthDate: "" };
    expect(messages(identity, typed)).toEqual({ idNumber: "证件号码校验位不正确，请核对后重新填写" });
    expect(messages(identity, { ...typed, idNumber: " " })).toEqual({ idNumber: "请填写证件号码" });
  });

  test("other papers have 5 to 20 letters and digits, and say nothing of sex and birth", () => {
    const passport = { idType: "passport", idNumber: "ｅ12 345 678", sex: "female", birthDate: "1980-02-29" };
    expect(identity.parse(passport)).toMatchObject({ idNumber: "E12345678", sex: "female" });
    expect(messages(identity, { ...passport, sex: "", birthDate: "" })).toEqual({
      sex: "请选择性别",
      birthDate: "请选择出生日期",
    });
    expect(messages(identity, { ...passport, idNumber: "E123" })).toEqual({
      idNumber: "护照号码应为 5–20 位字母或数字",
    });
    for (const idNumber of ["H1234567<B>", "1".repeat(21)]) {
      expect(messages(identity, { ...passport, idType: "hk-macao", idNumber })).toHaveProperty("idNumber");
    }
    expect(messages(identity, { ...passport, idType: "library-card" })).toHaveProperty("idType");
  });
});

describe("职称", () => {
  test("every combination of the catalogue is one, and only those", () => {
    expect(titleSchema.parse(title({}))).toMatchObject({ title: "一级教师", titleAppointedOn: null });
    expect(messages(titleSchema, title({ title: "讲师" }))).toEqual({
      title: "该系列和级别没有此职称，请重新选择",
    });
    expect(messages(titleSchema, title({ titleSeries: "律师", titleLevel: "其他" }))).toHaveProperty(
      "titleLevel",
    );
    for (const series of ["constructor", "__proto__", "不存在"]) {
      expect(messages(titleSchema, title({ titleSeries: series }))).toEqual({
        titleSeries: "请选择职称系列",
      });
      expect(levelsOf(series)).toEqual([]);
      expect(titlesOf(series, "中级")).toEqual([]);
    }
  });

  test("a title needs level, name and date; all are told at once", () => {
    expect(messages(titleSchema, title({ titleLevel: "", title: "", titleObtainedOn: "" }))).toEqual({
      titleLevel: "请选择职称级别",
      title: "请选择职称名称",
      titleObtainedOn: "请选择取得时间",
    });
    expect(messages(titleSchema, title({ titleAppointedOn: "2015-11-30" }))).toEqual({
      titleAppointedOn: "聘任时间不能早于取得时间",
    });
    expect(messages(titleSchema, title({ titleObtainedOn: "2999-01-01" }))).toEqual({
      titleObtainedOn: "取得时间不能晚于今天",
    });
    expect(messages(titleSchema, title({ titleObtainedOn: "2015-02-30" }))).toEqual({
      titleObtainedOn: "取得时间不是有效日期",
    });
  });

  test("无 needs no more, and what was left over is dropped", () => {
    expect(titleSchema.parse(title({ titleSeries: "无", titleCertificateNumber: "A1" }))).toEqual({
      titleSeries: "无",
      titleLevel: "无",
      title: "无",
      titleObtainedOn: null,
      titleAppointedOn: null,
      titleCertificateNumber: null,
    });
  });
});

test.each([
  ["１３８　０５３７　０００１", "13805370001"],
  ["+86 138-0537-0001", "13805370001"],
  ["1380537000", null],
  ["23805370001", null],
])("手机号 %s", (typed, phone) => {
  expect(profileFields.phone.safeParse(typed).data ?? null).toBe(phone);
});

test("an empty e-mail address is none; one that is typed must be one", () => {
  expect(profileFields.email.parse("")).toBeNull();
  expect(profileFields.email.parse(" wang@example.cn ")).toBe("wang@example.cn");
  expect(profileFields.email.safeParse("wang").success).toBe(false);
});

test("names keep markup as text and Chinese punctuation, and lose stray spaces and full-width letters", () => {
  expect(profileFields.name.parse("　王　芳 ")).toBe("王 芳");
  expect(profileFields.school.parse("山东大学（威海）ＡＢ１")).toBe("山东大学（威海）AB1");
  expect(profileFields.name.parse("<b>王芳</b>")).toBe("<b>王芳</b>");
  expect(profileFields.name.safeParse(" ").success).toBe(false);
  expect(profileFields.name.safeParse("王".repeat(51)).success).toBe(false);
});

test("nobody graduates before they are born", () => {
  const dates = z
    .object({ birthDate: z.string(), graduatedOn: z.string().nullable() })
    .superRefine(refineDates);
  expect(messages(dates, { birthDate: "1990-01-01", graduatedOn: "1989-07-01" })).toEqual({
    graduatedOn: "毕业时间不能早于出生日期",
  });
  expect(messages(dates, { birthDate: "1990-01-01", graduatedOn: null })).toEqual({});
});

test("a parsed profile goes back into a form: nothing is null there", () => {
  const fields = Object.keys(profileLabels) as (keyof typeof profileLabels)[];
  const values = profileInput(fields, { name: "王芳", email: null });
  expect(values.name).toBe("王芳");
  expect(Object.values(values).filter((value) => value === "")).toHaveLength(fields.length - 1);
});
