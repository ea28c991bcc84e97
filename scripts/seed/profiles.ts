import type { persons } from "@/db/schema";
import { currentYear } from "@/lib/date";
import type { Profession } from "./organizations";

type Career = {
  /** As title_series.csv has them: series, level, title. */
  titles: readonly (readonly [string, string, string])[];
  schools: readonly string[];
  majors: readonly string[];
  positions: readonly string[];
};

const careers: Record<Profession, Career> = {
  school: {
    titles: [
      ["中小学教师", "中级", "一级教师"],
      ["中小学教师", "副高级", "高级教师"],
      ["中小学教师", "助理级", "二级教师"],
      ["中小学教师", "正高级", "正高级教师"],
    ],
    schools: ["曲阜师范大学", "山东师范大学", "聊城大学"],
    majors: ["汉语言文学", "数学与应用数学", "英语", "物理学", "教育学"],
    positions: ["语文教师", "数学教师", "英语教师", "物理教师", "班主任"],
  },
  hospital: {
    titles: [
      ["卫生技术人员", "中级", "主治医师"],
      ["卫生技术人员", "副高级", "副主任医师"],
      ["卫生技术人员", "中级", "主管护师"],
      ["卫生技术人员", "助理级", "药师"],
      ["卫生技术人员", "正高级", "主任医师"],
    ],
    schools: ["济宁医学院", "山东中医药大学", "潍坊医学院"],
    majors: ["临床医学", "护理学", "药学"],
    positions: ["医师", "护士", "药师"],
  },
  design: {
    titles: [
      ["工程技术人员", "中级", "工程师"],
      ["工程技术人员", "副高级", "高级工程师"],
      ["工程技术人员", "助理级", "助理工程师"],
    ],
    schools: ["山东建筑大学", "青岛理工大学"],
    majors: ["建筑学", "土木工程", "建筑环境与能源应用工程"],
    positions: ["建筑设计师", "结构设计师", "机电设计师"],
  },
};

/** Years after graduation until a title of the level is usual. */
const yearsTo: Readonly<Record<string, number>> = { 助理级: 1, 中级: 5, 副高级: 10, 正高级: 15 };

/** How old one is on graduating. */
const educations = [
  { education: "大学本科毕业", degree: "学士", age: 22 },
  { education: "硕士研究生毕业", degree: "硕士", age: 25 },
  { education: "大学本科毕业", degree: "学士", age: 22 },
  { education: "大学专科毕业", degree: null, age: 21 },
] as const;
const parties = ["群众", "中共党员", "群众", "民进会员", "中共党员", "群众", "九三学社社员"];

/** What 专业技术人员资料 says of the `index`-th professional besides who they are; it fits their age and profession. */
export function makeProfile({
  index,
  birthYear,
  profession,
}: {
  index: number;
  birthYear: number;
  profession: Profession;
}) {
  const pick = <T>(list: readonly T[], step = index) => list[step % list.length] as T;
  const { titles, schools, majors, positions } = careers[profession];
  const { education, degree, age } = pick(educations);
  const graduation = birthYear + age;
  const years = currentYear() - graduation;
  const attainable = titles.filter(([, level]) => (yearsTo[level] ?? 0) < years);
  const [titleSeries, titleLevel, title] = pick(attainable);
  const obtained = Math.min(graduation + (yearsTo[titleLevel] ?? 0) + (index % 3), currentYear() - 1);
  const trade =
    profession === "hospital"
      ? Math.max(0, ["护", "药"].findIndex((word) => title.includes(word)) + 1)
      : index;
  return {
    position: pick(positions, trade),
    titleSeries,
    titleLevel,
    title,
    titleObtainedOn: `${obtained}-12-${String(10 + (index % 18))}`,
    titleAppointedOn: `${obtained + 1}-01-01`,
    titleCertificateNumber: `YS${obtained}${String(index + 1).padStart(6, "0")}`,
    education,
    degree,
    school: pick(schools),
    major: pick(majors, trade),
    graduatedOn: `${graduation}-06-30`,
    ethnicity: index % 11 === 3 ? "回族" : "汉族",
    politicalStatus: pick(parties),
    workStartedOn: `${graduation}-${index % 2 ? "08-01" : "09-01"}`,
    specialty: pick(majors, trade),
    email: index % 3 === 0 ? `person${index + 1}@example.com` : null,
  } satisfies Partial<typeof persons.$inferInsert>;
}
