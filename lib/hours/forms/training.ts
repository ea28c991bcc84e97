import { z } from "zod";
import { choice, optionalText, quantity, requiredText } from "./fields";
import { defineForm } from "./form";

const levels = ["国家", "省", "市", "县", "单位"] as const;
const measures = ["天", "学时"] as const;

/** 培训、研修活动 (培训班 / 研修班 / 进修班): hours by days, or as the organizer states them. */
export const training = defineForm({
  key: "training",
  label: "培训研修",
  hint: "参加培训班、研修班、进修班等，按天数或主办单位标明的学时折算",
  titleLabel: "培训名称",
  periodLabel: "培训起止日期",
  detail: z.object({
    organizer: requiredText("主办单位"),
    coOrganizer: optionalText("承办单位"),
    level: choice("培训级别", levels),
    place: optionalText("培训地点"),
    measure: choice("计量方式", measures),
    amount: quantity("数量", { min: 0.5, max: 366, step: 0.5 }),
    certificateNumber: optionalText("证书编号", 60),
  }),
  fields: [
    { name: "organizer", label: "主办单位", input: { type: "text" } },
    { name: "coOrganizer", label: "承办单位", input: { type: "text" } },
    { name: "level", label: "培训级别", input: { type: "choice", options: levels } },
    { name: "place", label: "培训地点", input: { type: "text" } },
    {
      name: "measure",
      label: "计量方式",
      input: { type: "choice", options: measures },
      hint: "证书上标明学时的选“学时”，只写明天数的选“天”",
    },
    { name: "amount", label: "数量", input: { type: "number", step: 0.5 }, hint: "几天，或证书上的学时数" },
    { name: "certificateNumber", label: "证书编号", input: { type: "text" } },
  ],
  evidence: [
    { key: "notice", label: "培训通知", required: true },
    { key: "certificate", label: "结业证书", required: true },
    { key: "proof", label: "单位证明材料", required: false },
  ],
  units: { day: "天", hour: "学时" },
  measure: ({ level, measure, amount }) =>
    measure && Number(amount) > 0
      ? { level: level || null, unit: measure === "天" ? "day" : "hour", quantity: Number(amount) }
      : null,
  identity: ({ title, startDate }, detail) => [title, detail.organizer, startDate],
});
