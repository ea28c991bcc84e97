import type { ReviewKind } from "@/db/enums";

/** What every kind of matter is called in sentences: 学时申报 3 件, 该人员调转…. */
export const matterNouns = {
  "unit-registration": "单位注册",
  "unit-change": "机构信息修改",
  "person-registration": "人员注册",
  "person-change": "人员信息修改",
  transfer: "人员调转",
  declaration: "学时申报",
} as const satisfies Record<ReviewKind, string>;
