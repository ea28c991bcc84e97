import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { columnsOf, declarationSchema, draftSchema } from "./schema";

const file = { id: "0198c6c2-7c1e-7d6a-8c56-2f1f3a9c0001" };
const personId = "0198c6c2-7c1e-7d6a-8c56-2f1f3a9c0002";

const common = {
  personId,
  year: "2026",
  category: "professional",
  startDate: "2026-03-02",
  endDate: "2026-03-04",
  hours: "12",
  pledge: true,
};
const training = {
  ...common,
  form: "training",
  title: "某某技术培训班",
  detail: { organizer: "某学会", level: "省", measure: "天", amount: "3" },
  evidence: { notice: [file], certificate: [file] },
};
const paper = {
  ...common,
  form: "paper",
  title: "某某方法研究",
  detail: {
    journal: "软件学报",
    serialNumber: "1000-9825",
    level: "国家级",
    publishedOn: "2026-03-01",
    characters: "8000",
    rank: 1,
    authors: 3,
  },
  evidence: { cover: [file], contents: [file], article: [file] },
};
const degree = {
  ...common,
  form: "degree",
  title: "在职研究生学习",
  detail: {
    level: "硕士",
    degree: "",
    school: "甲大学",
    major: "土木工程",
    mode: "在职",
    enrolledOn: "2024-09-01",
    courses: [{ name: "矩阵论", score: "85" }],
  },
  evidence: { transcript: [file] },
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-08-01T04:00:00Z") });
});
afterEach(() => vi.useRealTimers());

/** What the form would show: the first refusal of each field. */
function refusals(input: unknown): Record<string, string> {
  const parsed = declarationSchema.safeParse(input);
  const issues = parsed.error?.issues.map(({ path, message }) => [path.join("."), message] as const) ?? [];
  return Object.fromEntries(issues.reverse());
}

test("each form's example passes; texts become numbers", () => {
  expect(declarationSchema.parse(training)).toMatchObject({ year: 2026, hours: 12, detail: { amount: 3 } });
  expect(declarationSchema.parse(paper)).toMatchObject({ detail: { characters: 8000, rank: 1 } });
  expect(declarationSchema.parse(degree)).toMatchObject({ note: "", detail: { graduatedOn: "" } });
});

describe("the period", () => {
  test.each([
    ["backwards", { startDate: "2026-03-04", endDate: "2026-03-02" }, "endDate", "结束日期不能早于开始日期"],
    [
      "across the end of a year",
      { year: 2025, startDate: "2025-12-30", endDate: "2026-01-02" },
      "endDate",
      "起止日期跨年度，请按年度分成两项分别申报",
    ],
    ["in another year than declared for", { year: 2025 }, "startDate", "起止日期应在申报年度 2025 年内"],
    ["ending tomorrow", { endDate: "2026-08-02" }, "endDate", "结束日期不能晚于今天，请在学习结束后申报"],
    ["with a day that is in no calendar", { startDate: "2026-02-30" }, "startDate", "开始日期不是有效日期"],
    ["without its start", { startDate: "" }, "startDate", "请选择开始日期"],
  ])("%s is refused", (_, change, field, message) => {
    expect(refusals({ ...training, ...change })).toEqual({ [field]: message });
  });

  test("ending today, and one single day, are fine", () => {
    expect(refusals({ ...training, startDate: "2026-08-01", endDate: "2026-08-01" })).toEqual({});
  });
});

test.each([2021, 2027, "", null, "今年"])("year %j can't be declared for", (year) => {
  expect(Object.keys(refusals({ ...training, year }))).toContain("year");
});

describe("hours", () => {
  test.each([
    [0.3, "申报学时以 0.5 为单位"],
    [0, "申报学时应大于 0"],
    [-1, "申报学时应大于 0"],
    [1e9, "申报学时过大，请核对"],
    ["1e9", "申报学时过大，请核对"],
    ["十二", "申报学时应为数字"],
    ["", "请填写申报学时"],
    [undefined, "请填写申报学时"],
    [null, "请填写申报学时"],
    [Number.NaN, "请填写申报学时"],
    ["Infinity", "申报学时应为数字"],
  ])("%j is refused", (hours, message) => {
    expect(refusals({ ...training, hours })).toEqual({ hours: message });
  });

  test.each([0.5, "7.5", 1000])("%j is fine", (hours) => {
    expect(refusals({ ...training, hours })).toEqual({});
  });
});

describe("a paper's own fields", () => {
  const withDetail = (change: object) => refusals({ ...paper, detail: { ...paper.detail, ...change } });
  const serialMessage = "刊号不正确：应为 ISSN（如 1000-9825）或 CN（如 CN37-1234/G4）";

  test.each([
    [{ rank: 0 }, "rank", "本人排名不小于 1"],
    [{ rank: 1.5 }, "rank", "本人排名应为整数"],
    [{ rank: 4 }, "rank", "本人排名不能大于作者总人数"],
    [{ characters: 999 }, "characters", "字数不小于 1000"],
    [{ journal: "   " }, "journal", "请填写刊物名称"],
    [{ level: "宇宙级" }, "level", "请选择刊物级别"],
    [{ serialNumber: "1000-9826" }, "serialNumber", serialMessage],
    [{ serialNumber: "1000-982X" }, "serialNumber", serialMessage],
    [{ serialNumber: "CN371234" }, "serialNumber", serialMessage],
  ])("%j is refused", (change, field, message) => {
    expect(withDetail(change)).toEqual({ [`detail.${field}`]: message });
  });

  test.each([
    "1000-9825",
    "10009825",
    "ISSN 1000-9825",
    "１０００－９８２５",
    "2434-561x",
    "CN37-1234/G4",
    "cn 11-2560",
  ])("刊号 %s is fine", (serialNumber) => {
    expect(withDetail({ serialNumber })).toEqual({});
  });
});

describe("a degree's own fields", () => {
  const withDetail = (change: object) => refusals({ ...degree, detail: { ...degree.detail, ...change } });
  const twice = [degree.detail.courses[0], degree.detail.courses[0]];

  test.each([
    [{ courses: [] }, "courses", "请至少填写一门本年度通过的课程"],
    [{ courses: twice }, "courses", "同一门课程只能填写一次"],
    [{ graduatedOn: "2024-09-01" }, "graduatedOn", "毕业时间应晚于入学时间"],
    [{ mode: "函授" }, "mode", "请选择学习方式"],
  ])("%j is refused", (change, field, message) => {
    expect(withDetail(change)).toEqual({ [`detail.${field}`]: message });
  });
});

describe("evidence", () => {
  const withEvidence = (evidence: unknown) => refusals({ ...training, evidence });

  test.each([
    ["missing", { notice: [file] }, { "evidence.certificate": "请上传结业证书" }],
    ["an empty list", { notice: [file], certificate: [] }, { "evidence.certificate": "请上传结业证书" }],
    [
      "of another form",
      { ...training.evidence, cover: [file] },
      { "evidence.cover": "材料类型不属于该学习形式" },
    ],
    [
      "too many files",
      { ...training.evidence, notice: Array.from({ length: 11 }, () => file) },
      { "evidence.notice": "每类材料最多 10 个文件" },
    ],
  ])("%s is refused", (_, evidence, expected) => {
    expect(withEvidence(evidence)).toEqual(expected);
  });

  test("what is optional may be absent, or present", () => {
    expect(withEvidence({ ...training.evidence, proof: [file] })).toEqual({});
  });

  test("a file's id is a uuid", () => {
    expect(Object.keys(withEvidence({ ...training.evidence, notice: [{ id: "../../etc/passwd" }] }))).toEqual(
      ["evidence.notice.0.id"],
    );
  });
});

test.each([
  [{ pledge: false }, "pledge", "请阅读并勾选承诺"],
  [{ title: "题".repeat(101) }, "title", "培训名称不超过 100 字"],
  [{ category: "other" }, "category", "请选择科目类别"],
  [{ form: "hypnosis" }, "form", "请选择学习形式"],
  [{ personId: "1" }, "personId", "请选择专业技术人员"],
  [{ note: "说".repeat(501) }, "note", "说明不超过 500 字"],
])("%o is refused", (change, field, message) => {
  expect(refusals({ ...training, ...change })).toEqual({ [field]: message });
});

test("a draft keeps what has been typed, and gives the columns what fits them", () => {
  const draft = draftSchema.parse({
    form: "training",
    personId,
    year: "2026",
    title: "  培训  ",
    startDate: "not yet",
    hours: "0.3",
    detail: { organizer: "某" },
    evidence: {},
  });
  expect(draft).toMatchObject({ title: "  培训  ", startDate: "not yet", hours: "0.3" });
  const columns = { title: "培训", year: 2026, startDate: null, hours: null, category: "professional" };
  expect(columnsOf(draft)).toMatchObject({ ...columns, detail: { organizer: "某" } });
});

test("a draft's period may run backwards and its year be nonsense", () => {
  const draft = draftSchema.parse({
    ...{ form: "training", personId, detail: {}, evidence: {} },
    ...{ year: "next", startDate: "2026-05-10", endDate: "2026-05-01", hours: 24 },
  });
  const year = new Date().getFullYear();
  expect(columnsOf(draft)).toMatchObject({ year, startDate: "2026-05-10", endDate: null, hours: 24 });
});

test("a draft's content is bounded", () => {
  const detail = { organizer: "长".repeat(20_000) };
  expect(draftSchema.safeParse({ form: "training", personId, detail, evidence: {} }).success).toBe(false);
});
