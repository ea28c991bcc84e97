import { z } from "zod";
import { choice, optionalChoice, optionalDate, requiredDate, requiredText } from "./fields";
import { defineForm } from "./form";

const levels = ["专科", "本科", "硕士", "博士"] as const;
const degrees = ["无", "学士", "硕士", "博士"] as const;
const modes = ["全日制", "在职", "自考", "开放教育"] as const;

const course = z.object({
  name: requiredText("课程名称", 60),
  score: requiredText("成绩", 10),
});

/** 学历教育 (the manual's example, §6): hours by courses passed in the year. */
export const degree = defineForm({
  key: "degree",
  label: "学历教育",
  hint: "参加国家承认的学历、学位教育，按本年度通过的课程折算",
  titleLabel: "学习名称",
  periodLabel: "本年度学习起止日期",
  detail: z
    .object({
      level: choice("学历层次", levels),
      degree: optionalChoice("学位", degrees),
      school: requiredText("学校"),
      major: requiredText("专业"),
      mode: choice("学习方式", modes),
      enrolledOn: requiredDate("入学时间"),
      graduatedOn: optionalDate("毕业时间"),
      courses: z.array(course).min(1, "请至少填写一门本年度通过的课程").max(30, "一次最多填写 30 门课程"),
    })
    .refine((detail) => !detail.graduatedOn || detail.graduatedOn > detail.enrolledOn, {
      path: ["graduatedOn"],
      message: "毕业时间应晚于入学时间",
    })
    .refine((detail) => new Set(detail.courses.map((item) => item.name)).size === detail.courses.length, {
      path: ["courses"],
      message: "同一门课程只能填写一次",
    }),
  fields: [
    { name: "level", label: "学历层次", input: { type: "choice", options: levels } },
    { name: "degree", label: "学位", input: { type: "choice", options: degrees } },
    { name: "school", label: "学校", input: { type: "text" } },
    { name: "major", label: "专业", input: { type: "text" } },
    { name: "mode", label: "学习方式", input: { type: "choice", options: modes } },
    { name: "enrolledOn", label: "入学时间", input: { type: "date" } },
    { name: "graduatedOn", label: "毕业时间", input: { type: "date" }, hint: "尚未毕业可不填" },
    {
      name: "courses",
      label: "本年度通过课程",
      input: { type: "courses" },
      hint: "按成绩单逐门填写，未通过的不填",
    },
  ],
  evidence: [{ key: "transcript", label: "当年度成绩单", required: true, hint: "须加盖学校或教务部门公章" }],
  units: { course: "门课程" },
  measure: ({ level, courses }) => {
    const passed = (courses ?? []).filter((item) => item?.name).length;
    return passed > 0 ? { level: level || null, unit: "course", quantity: passed } : null;
  },
  identity: ({ year }, detail) => [year, detail.school, detail.major, detail.level],
});
