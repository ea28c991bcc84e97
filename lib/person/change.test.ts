import { describe, expect, test } from "vitest";
import {
  changedContact,
  changeFields,
  changeFormValues,
  contactSchema,
  objectionsToContact,
  type PersonChangeInput,
  type PresentProfile,
  personChangeSchema,
  proposedChanges,
  titleChangeSchema,
  titleOfChange,
  withRules,
} from "./change";

const present: PresentProfile = {
  idType: "resident",
  name: "王芳",
  sex: "female",
  birthDate: "1985-03-01",
  departmentId: null,
  position: "教师",
  education: "大学本科毕业",
  degree: "学士",
  school: "曲阜师范大学",
  major: "汉语言文学",
  graduatedOn: "2007-07-01",
  titleSeries: "中小学教师",
  titleLevel: "中级",
  title: "一级教师",
  titleObtainedOn: "2015-12-01",
  titleAppointedOn: null,
  titleCertificateNumber: null,
};
const file = [{ id: "0199a000-0000-7000-8000-000000000001" }];

/** What the form sends when only `edits` are typed. */
const typed = (edits: Partial<PersonChangeInput> = {}, of: PresentProfile = present): PersonChangeInput => ({
  ...changeFormValues(changeFields, of),
  evidence: {},
  ...edits,
});
const changesOf = (edits: Partial<PersonChangeInput>, of: PresentProfile = present) =>
  proposedChanges(personChangeSchema.parse(typed(edits, of)), of);
const objections = (edits: Partial<PersonChangeInput>, of: PresentProfile = present) => {
  const result = withRules(personChangeSchema, of).safeParse(typed(edits, of));
  return result.success
    ? {}
    : Object.fromEntries(result.error.issues.map((i) => [i.path.join("."), i.message]));
};

describe("what is proposed", () => {
  test("nothing, where nothing was typed", () => {
    expect(changesOf({})).toEqual({});
    expect(objections({})).toEqual({});
  });

  test("only what differs, old beside new", () => {
    expect(changesOf({ name: "王 方", position: "", degree: "硕士" })).toEqual({
      name: { old: "王芳", new: "王 方" },
      position: { old: "教师", new: null },
      degree: { old: "学士", new: "硕士" },
    });
  });

  test("not spaces and full-width digits that the form takes out of a stored value", () => {
    const imported = { ...present, name: " 王芳", titleCertificateNumber: "鲁２０１５ 01" };
    expect(changesOf({}, imported)).toEqual({});
  });

  test("never sex and birth date of a resident; of others they are", () => {
    const edits = { sex: "male", birthDate: "1986-01-01" };
    expect(changesOf(edits)).toEqual({});
    expect(Object.keys(changesOf(edits, { ...present, idType: "passport" }))).toEqual(["sex", "birthDate"]);
  });

  test("nothing of what 无 hides, whether it is stored as 无 or empty", () => {
    const none = { ...present, titleSeries: "无", titleLevel: null, title: null, titleObtainedOn: null };
    expect(changesOf({}, none)).toEqual({});
    expect(changesOf({ titleSeries: "无" })).toMatchObject({
      title: { old: "一级教师", new: "无" },
      titleObtainedOn: { old: "2015-12-01", new: null },
    });
  });

  test("is named by its groups", () => {
    expect(
      titleOfChange(changesOf({ name: "王方", education: "硕士研究生毕业", titleLevel: "副高级" })),
    ).toBe("姓名、学历、职称");
    expect(titleOfChange(changesOf({ school: "山东大学", position: "主任" }))).toBe("岗位/职务、毕业院校");
    const all = Object.fromEntries(changeFields.map((field) => [field, { old: null, new: "甲" }]));
    expect(titleOfChange(all).length).toBeLessThanOrEqual(60);
  });
});

describe("what is refused", () => {
  test("a change without its evidence; what is not touched needs none", () => {
    expect(objections({ name: "王方" })).toEqual({ "evidence.identity": "请上传身份证明材料" });
    expect(objections({ name: "王方", evidence: { identity: file } })).toEqual({});
    expect(objections({ position: "主任" })).toEqual({});
    expect(objections({ school: "山东大学", evidence: { title: file } })).toEqual({
      "evidence.education": "请上传学历、学位证书",
    });
  });

  test("a title that the catalogue has not", () => {
    expect(objections({ titleLevel: "副高级", evidence: { title: file } })).toEqual({
      title: "该系列和级别没有此职称，请重新选择",
    });
    expect(objections({ titleLevel: "副高级", title: "高级教师", evidence: { title: file } })).toEqual({});
  });

  test("clearing what must be there, and a group that is touched but incomplete", () => {
    expect(
      objections({ education: "", titleSeries: "", evidence: { education: file, title: file } }),
    ).toEqual({
      education: "请选择学历",
      titleSeries: "请选择职称系列",
    });
    const imported = { ...present, education: null, titleObtainedOn: null };
    expect(objections({ position: "主任" }, imported)).toEqual({});
    expect(objections({ school: "山东大学", evidence: { education: file } }, imported)).toEqual({
      education: "请选择学历",
    });
    expect(objections({ titleCertificateNumber: "A1", evidence: { title: file } }, imported)).toEqual({
      titleObtainedOn: "请选择取得时间",
    });
  });

  test("a day before birth", () => {
    expect(objections({ graduatedOn: "1985-03-01", evidence: { education: file } })).toEqual({
      graduatedOn: "毕业时间不能早于出生日期",
    });
  });

  test("the same in the short form", () => {
    const { titleSeries, titleLevel, title, titleAppointedOn, titleCertificateNumber } = typed();
    const input = {
      ...{ titleSeries, titleLevel, title, titleAppointedOn, titleCertificateNumber },
      titleObtainedOn: "2016-01-01",
      evidence: {},
    };
    const result = withRules(titleChangeSchema, present).safeParse(input);
    expect(result.error?.issues.map((issue) => issue.message)).toEqual(["请上传职称证书"]);
  });
});

test("contact: what differs, and nobody works before they are born", () => {
  const stored = {
    phone: "13800000000",
    email: null,
    ethnicity: "汉族",
    politicalStatus: null,
    workStartedOn: null,
    specialty: null,
  };
  const contact = contactSchema.parse({
    phone: "１３８ 0000-0000",
    email: "a@b.cn",
    ethnicity: "汉族",
    politicalStatus: "",
    workStartedOn: "1985-03-01",
    specialty: "",
  });
  expect(changedContact(contact, stored)).toEqual({ email: "a@b.cn", workStartedOn: "1985-03-01" });
  expect(objectionsToContact(contact, { birthDate: "1985-03-01" })).toEqual({
    workStartedOn: "参加工作时间不能早于出生日期",
  });
  expect(objectionsToContact(contact, { birthDate: "1965-03-01" })).toBeNull();
});
