/**
 * Closed lists that the database, the server and the browser share. Plain tuples:
 * a client file may import them without dragging the database layer along.
 */

/** Which door an account logs in by (登录入口). */
export const portals = ["employer", "authority", "professional"] as const;
export type Portal = (typeof portals)[number];

/** 人社局 / 主管部门 / 用人单位. */
export const organizationKinds = ["bureau", "authority", "employer"] as const;
export type OrganizationKind = (typeof organizationKinds)[number];

export const organizationStates = ["active", "disabled"] as const;
export type OrganizationState = (typeof organizationStates)[number];

/** 正常 / 禁用 / 注销 (an administrator: 删除); a closed account is nobody's login any more, its row names who did what. */
export const accountStates = ["active", "disabled", "closed"] as const;
export type AccountState = (typeof accountStates)[number];

/** 在岗 / 离职 / 退休 / 停用. */
export const personStates = ["employed", "left", "retired", "suspended"] as const;
export type PersonState = (typeof personStates)[number];

export const sexes = ["male", "female"] as const;
export type Sex = (typeof sexes)[number];

/** Matters that the review engine carries; each is described in lib/review. */
export const reviewKinds = [
  "unit-registration",
  "unit-change",
  "person-registration",
  "person-change",
  "transfer",
  "declaration",
] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/** Every state a matter can be in, from draft to decided. A review row never is a `draft`. */
export const matterStates = ["draft", "pending", "approved", "rejected", "withdrawn"] as const;
export type MatterState = (typeof matterStates)[number];
export const reviewStates = ["pending", "approved", "rejected", "withdrawn"] as const;
export type ReviewState = (typeof reviewStates)[number];

/** `waiting`: an earlier step is open. `cancelled`: the review ended before it was reached. */
export const stepStates = ["waiting", "open", "approved", "rejected", "cancelled"] as const;
export type StepState = (typeof stepStates)[number];

/** Who registers: a 用人单位 with its first administrator, or a 专业技术人员. */
export const registrationKinds = ["unit", "person"] as const;
export type RegistrationKind = (typeof registrationKinds)[number];

/** 居民身份证 / 港澳居民来往内地通行证 / 台湾居民来往大陆通行证 / 外国人永久居留身份证 / 护照. */
export const idTypes = ["resident", "hk-macao", "taiwan", "foreigner-residence", "passport"] as const;
export type IdType = (typeof idTypes)[number];

/** 公需科目 / 专业科目. */
export const hourCategories = ["public", "professional"] as const;
export type HourCategory = (typeof hourCategories)[number];

/** Learning forms (学习形式) that can be declared; the catalogue is lib/hours/forms. */
export const learningForms = ["degree", "training", "paper"] as const;
export type LearningForm = (typeof learningForms)[number];
