import { z } from "zod";
import { choice, quantity, requiredDate, requiredText } from "./fields";
import { defineForm } from "./form";

const levels = ["国家级", "省级", "市级"] as const;

/** ISSN with its check digit (ISO 3297), or a domestic number CN 37-1234/G4. */
function isSerialNumber(text: string): boolean {
  const issn = /^(?:ISSN)?(\d{4})-?(\d{3})([\dX])$/.exec(text);
  if (!issn) return /^CN\d{2}-\d{4}(\/[A-Z0-9]{1,4})?$/.test(text);
  const digits = [...`${issn[1]}${issn[2]}`].map(Number);
  const sum = digits.reduce((total, digit, index) => total + digit * (8 - index), 0);
  return "0123456789X"[(11 - (sum % 11)) % 11] === issn[3];
}

/** 发表论文: hours by thousand characters and the journal's level. */
export const paper = defineForm({
  key: "paper",
  label: "发表论文",
  hint: "在正式刊物上发表的专业论文，按刊物级别和字数折算",
  titleLabel: "论文题目",
  periodLabel: "撰写起止日期",
  detail: z
    .object({
      journal: requiredText("刊物名称"),
      serialNumber: requiredText("刊号", 30)
        .transform((text) => text.normalize("NFKC").toUpperCase().replace(/\s/g, ""))
        .refine(isSerialNumber, "刊号不正确：应为 ISSN（如 1000-9825）或 CN（如 CN37-1234/G4）"),
      level: choice("刊物级别", levels),
      publishedOn: requiredDate("发表时间"),
      characters: quantity("字数", { min: 1000, max: 1_000_000 }),
      rank: quantity("本人排名", { min: 1, max: 99 }),
      authors: quantity("作者总人数", { min: 1, max: 99 }),
    })
    .refine((detail) => detail.rank <= detail.authors, {
      path: ["rank"],
      message: "本人排名不能大于作者总人数",
    }),
  fields: [
    { name: "journal", label: "刊物名称", input: { type: "text" } },
    {
      name: "serialNumber",
      label: "刊号",
      input: { type: "text", placeholder: "1000-9825 或 CN37-1234/G4" },
      hint: "ISSN 或 CN，见刊物封面或版权页",
    },
    { name: "level", label: "刊物级别", input: { type: "choice", options: levels } },
    { name: "publishedOn", label: "发表时间", input: { type: "date" } },
    { name: "characters", label: "字数", input: { type: "number", step: 1 } },
    { name: "rank", label: "本人排名", input: { type: "number", step: 1 } },
    { name: "authors", label: "作者总人数", input: { type: "number", step: 1 } },
  ],
  evidence: [
    { key: "cover", label: "杂志封面", required: true },
    { key: "contents", label: "目录", required: true },
    { key: "article", label: "正文", required: true },
  ],
  units: { "thousand-characters": "千字" },
  measure: ({ level, characters }) =>
    Number(characters) >= 1000
      ? { level: level || null, unit: "thousand-characters", quantity: Math.floor(Number(characters) / 1000) }
      : null,
  identity: ({ title }, detail) => [title, detail.journal],
});
