import "server-only";
import type { Portal } from "@/db/enums";
import { acceptedTypes, formatSize, isEvidenceType } from "@/lib/attachment/schema";
import { type AuditAction, auditActions } from "@/lib/audit";
import { portalLabels } from "@/lib/auth/schema";
import { stateLabels as certificateStateLabels } from "@/lib/certificate/schema";
import { maskLog } from "@/lib/log-mask";
import { administratorLabels } from "@/lib/org/change";
import { unitFieldText, unitLabels } from "@/lib/org/schema";
import { profileLabels } from "@/lib/person/profile";
import { personStateLabels } from "@/lib/person/schema";
import { organizationKindLabels } from "@/lib/structure/schema";
import { failureWords } from "./rules";

/* An entry of 操作日志 in words: nothing of it is a code name, and no ID number stands in it. */

/** 对象: what kind of thing was acted on. */
const subjectLabels: Readonly<Record<string, string>> = {
  session: "登录",
  account: "账户",
  role: "角色",
  department: "内设部门",
  person: "专业技术人员",
  organization: "单位",
  declaration: "学时申报",
  certificate: "学时证明",
  attachment: "材料",
  "unit-registration": "单位注册",
  "person-registration": "人员注册",
  "person-change": "人员信息修改",
  "unit-change": "机构信息修改",
  transfer: "人员调转",
  "temporary-code": "临时编码",
  "unit-invitation": "下级单位注册链接",
  "audit-log": "操作日志",
};

/** What verbs are about, by their part before the point. */
const groupOf: Readonly<Record<string, string>> = {
  session: "登录与账户",
  account: "登录与账户",
  access: "管理员与角色",
  administrator: "管理员与角色",
  role: "管理员与角色",
  department: "内设部门与人员",
  person: "内设部门与人员",
  "person-registration": "内设部门与人员",
  "person-change": "内设部门与人员",
  transfer: "内设部门与人员",
  organization: "单位",
  "unit-registration": "单位",
  "unit-change": "单位",
  "unit-invitation": "单位",
  "temporary-code": "单位",
  declaration: "学时与证明",
  certificate: "学时与证明",
  attachment: "学时与证明",
};

/** Every verb with its name, in groups, for a choice. */
export const actionGroups = [...new Set([...Object.values(groupOf), "其他"])].map((label) => ({
  label,
  options: (Object.keys(auditActions) as AuditAction[])
    .filter((action) => (groupOf[action.slice(0, action.indexOf("."))] ?? "其他") === label)
    .map((action) => ({ value: action, label: auditActions[action] })),
}));

/** An entry as it is stored. */
export type Entry = {
  action: string;
  subjectKind: string;
  /** The name of what was acted on, where it has one. */
  subjectName: string | null;
  detail: Readonly<Record<string, unknown>>;
};

/** What was done, to what, and what else is known of it; parts that have no words are left out. */
export function entryWords({ action, subjectKind, subjectName, detail }: Entry) {
  const note = Object.entries(notes).flatMap(([key, words]) => {
    const text = Object.hasOwn(detail, key) ? words(detail[key], { action, subjectKind, detail }) : undefined;
    return text ? [text] : [];
  });
  return {
    action: nameIn(auditActions, action) ?? "其他操作",
    subjectKind: nameIn(subjectLabels, subjectKind) ?? "",
    subject: maskLog(subjectName ?? ""),
    note: maskLog(note.join("；")),
  };
}

/** Who did it; somebody else's administrator with their organization. */
export const operatorWords = (row: { actorName: string; actorOrganization: string | null }): string =>
  row.actorOrganization ? `${row.actorName}（${row.actorOrganization}）` : row.actorName;

type Context = Pick<Entry, "action" | "subjectKind" | "detail">;
type Words = (value: unknown, context: Context) => string | undefined;

const nameIn = (table: Readonly<Record<string, string>>, key: unknown): string | undefined =>
  typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined;

/** States, which the details store as codes; one without a name here has no words. */
const states: Readonly<Record<string, string>> = {
  ...personStateLabels,
  ...certificateStateLabels,
  active: "正常",
  disabled: "停用",
  closed: "注销",
};

/** A text as people typed it: a role may be called “active”. */
const text: (value: unknown) => string | undefined = (value) => {
  if (Array.isArray(value)) return value.flatMap((item) => text(item) ?? []).join("、") || undefined;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
};

const labelled =
  (label: string): Words =>
  (value) => {
    const words = text(value);
    return words && `${label}：${words}`;
  };

const fieldLabels: Readonly<Record<string, string>> = {
  ...profileLabels,
  description: "说明",
  permissions: "权限模块",
  roles: "角色",
  departments: "数据范围",
};

/** What is known of the keys of details, in the order in which it is said. */
const notes: Readonly<Record<string, Words>> = {
  formerName: labelled("原名称"),
  parent: labelled("上级"),
  superior: labelled("上级部门"),
  kind: (value) => nameIn(organizationKindLabels, value),
  administrator: labelled("管理员"),
  from: (value, { action, detail }) => {
    const words = movement(value, detail.to);
    return action === "audit.export" ? words && `日期：${words}` : words;
  },
  to: (value, { detail }) => (Object.hasOwn(detail, "from") ? undefined : movement(undefined, value)),
  state: (value) => {
    const words = nameIn(states, value);
    return words && `状态：${words}`;
  },
  fields: (value, { subjectKind }) => {
    const table = subjectKind === "organization" ? unitLabels : { ...fieldLabels, ...ownNames[subjectKind] };
    const words = Array.isArray(value) ? value.flatMap((field) => nameIn(table, field) ?? []) : [];
    return words.length > 0 ? `修改内容：${words.join("、")}` : undefined;
  },
  roles: labelled("角色"),
  departments: labelled("数据范围"),
  added: labelled("增加"),
  removed: labelled("去掉"),
  permissions: labelled("权限模块"),
  beyond: labelled("超出的权限模块"),
  number: labelled("证书编号"),
  fromYear: (value, { detail }) => yearsText(value, detail.toYear),
  found: (value) => (value === false ? "未找到" : undefined),
  portal: (value) => {
    const words = nameIn(portalLabels satisfies Record<Portal, string>, value);
    return words && `登录入口：${words}`;
  },
  divisionCode: (value) => {
    const words = typeof value === "string" ? unitFieldText("divisionCode", value) : "";
    return words && words !== value ? `区划：${words}` : undefined;
  },
  mediaType: (value) =>
    typeof value === "string" && isEvidenceType(value) ? `格式：${acceptedTypes[value].label}` : undefined,
  size: (value) => (typeof value === "number" ? `大小：${formatSize(value)}` : undefined),
  effectiveOn: labelled("生效日期"),
  reason: (value, { action }) => {
    if (action === "session.login-failed" || action === "registration.look-up") return failureWords(value);
    const words = text(value);
    return words && `原因：${words}`;
  },
  opinion: (value, { action }) => {
    const words = text(value);
    return words && `${action.endsWith(".reject") ? "驳回原因" : "审核意见"}：${words}`;
  },
  action: (value) => {
    const words = nameIn(auditActions, value);
    return words && `操作：${words}`;
  },
  operator: labelled("操作人"),
  subject: labelled("对象"),
};

/** 名称 is what everything but a person has; an administrator changes their own data beside their unit's. */
const ownNames: Readonly<Record<string, Record<string, string>>> = {
  account: administratorLabels,
  role: { name: "名称" },
  department: { name: "名称" },
};

/** From where to where, or from when to when. */
function movement(from: unknown, to: unknown): string | undefined {
  const [start, end] = [text(from), text(to)];
  if (start && end) return `${start} → ${end}`;
  if (start) return `原为：${start}`;
  return end && `改为：${end}`;
}

function yearsText(from: unknown, to: unknown): string | undefined {
  if (typeof from !== "number" || typeof to !== "number") return undefined;
  return from === to ? `${from} 年度` : `${from}—${to} 年度`;
}
