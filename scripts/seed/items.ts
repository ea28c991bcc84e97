import { daysBetween, formatDate } from "@/lib/date";
import type { DeclarationInput } from "@/lib/hours/schema";
import type { Profession } from "./organizations";

export type ItemKind = "public" | "training" | "paper" | "degree";

/** Everything of a declaration but whose it is and its evidence. */
export type Item = Pick<
  DeclarationInput,
  "form" | "year" | "category" | "title" | "startDate" | "endDate" | "hours" | "detail"
> & { hours: number };

const publicCourses = [
  "生态文明与绿色发展",
  "人工智能基础与应用",
  "知识产权保护与创新创业",
  "网络安全与个人信息保护",
  "乡村振兴与区域协调发展",
];

type Subjects = {
  organizer: string;
  trainings: readonly string[];
  journal: string;
  serialNumber: string;
  papers: readonly string[];
  school: string;
  major: string;
  courses: readonly string[];
};

const subjects: Record<Profession, Subjects> = {
  school: {
    organizer: "济宁市教育局",
    trainings: ["骨干教师课程标准研修班", "班主任工作能力提升培训班", "信息技术与学科融合培训班"],
    journal: "齐鲁教学研究（演示刊物）",
    serialNumber: "CN37-0001/G4",
    papers: [
      "单元整体教学的设计与实践",
      "作业分层设计的行动研究",
      "项目式学习中的过程评价",
      "课堂提问有效性的观察与改进",
    ],
    school: "曲阜师范大学",
    major: "教育学",
    courses: ["教育研究方法", "课程与教学论", "教育心理学"],
  },
  hospital: {
    organizer: "济宁市卫生健康委员会",
    trainings: ["急危重症救治技术培训班", "医院感染预防与控制培训班", "合理用药与处方点评研修班"],
    journal: "鲁南临床医学（演示刊物）",
    serialNumber: "CN37-0002/R",
    papers: [
      "老年患者多重用药的干预效果",
      "术后早期康复路径的应用",
      "慢性病患者延续护理的效果观察",
      "基层胸痛救治流程的优化",
    ],
    school: "济宁医学院",
    major: "临床医学",
    courses: ["医学统计学", "循证医学", "临床科研设计"],
  },
  design: {
    organizer: "济宁市住房和城乡建设局",
    trainings: ["建筑信息模型应用培训班", "绿色建筑设计标准宣贯班", "结构抗震设计规范研修班"],
    journal: "建筑技术与设计（演示刊物）",
    serialNumber: "CN37-0003/TU",
    papers: [
      "既有建筑节能改造的技术路线",
      "装配式结构节点的设计要点",
      "老旧小区加装电梯的结构分析",
      "运河沿岸建筑风貌的延续",
    ],
    school: "山东建筑大学",
    major: "土木工程",
    courses: ["高等结构力学", "建筑物理", "工程项目管理"],
  },
};

/** The item of a kind that the `index`-th professional declares for `year`; its period ends by `latest`. */
export function makeItem(
  kind: ItemKind,
  {
    profession,
    year,
    index,
    latest,
  }: { profession: Profession; year: number; index: number; latest: string },
): Item {
  const subject = subjects[profession];
  const pick = <T>(list: readonly T[]) => list[(index + year) % list.length] as T;
  const category = kind === "public" ? "public" : "professional";
  if (kind === "public" || kind === "training") {
    const period =
      kind === "public"
        ? periodIn(year, "05", 6 + (index % 12), 4, latest)
        : periodIn(year, "07", 6 + (index % 12), 3, latest);
    const days = daysBetween(period.startDate, period.endDate);
    const detail = {
      organizer: kind === "public" ? "济宁市人力资源和社会保障局" : subject.organizer,
      coOrganizer: "",
      level: "市" as const,
      place: "济宁",
      measure: "天" as const,
      amount: days,
      certificateNumber: `演示证字〔${year}〕第${String(index + 1).padStart(3, "0")}号`,
    };
    const title =
      kind === "public" ? `${year}年公需科目：${pick(publicCourses)}` : `${year}年${pick(subject.trainings)}`;
    return { form: "training", year, category, title, ...period, hours: 8 * days, detail };
  }
  if (kind === "paper") {
    const period = periodIn(year, "03", 1 + (index % 20), 40, latest);
    const national = index % 3 === 0;
    const detail = {
      journal: subject.journal,
      serialNumber: subject.serialNumber,
      level: national ? ("国家级" as const) : ("省级" as const),
      publishedOn: period.endDate,
      characters: 6200,
      rank: 1,
      authors: 1 + (index % 3),
    };
    const hours = Math.min(national ? 30 : 18, hoursIn(period));
    return { form: "paper", year, category, title: pick(subject.papers), ...period, hours, detail };
  }
  const period = periodIn(year, "03", 2, 120, latest);
  const detail = {
    level: "硕士" as const,
    degree: "硕士" as const,
    school: subject.school,
    major: subject.major,
    mode: "在职" as const,
    enrolledOn: `${year - 1}-09-01`,
    graduatedOn: "",
    courses: subject.courses.map((name, course) => ({
      name,
      score: String(78 + ((index + course * 5) % 20)),
    })),
  };
  const title = `${subject.school}${subject.major}硕士研究生课程`;
  return { form: "degree", year, category, title, ...period, hours: Math.min(45, hoursIn(period)), detail };
}

/** At most eight a day. */
const hoursIn = (period: { startDate: string; endDate: string }) =>
  8 * daysBetween(period.startDate, period.endDate);

/** `days` days from a day of `year`; moved to before `latest`, within the year, where they would end after it. */
function periodIn(year: number, month: string, day: number, days: number, latest: string) {
  const planned = shift(`${year}-${month}-${String(day).padStart(2, "0")}`, days - 1);
  const endDate = planned < latest ? planned : latest;
  const start = shift(endDate, 1 - days);
  return { startDate: start < `${year}-01-01` ? `${year}-01-01` : start, endDate };
}

/** A plain date so many days later. */
export const shift = (date: string, days: number): string =>
  formatDate(new Date(Date.parse(`${date}T12:00:00+08:00`) + days * 86_400_000));
