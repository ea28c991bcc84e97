import type { OrganizationKind } from "@/db/enums";
import { countCap } from "@/lib/list";
import { unitLabels } from "./schema";

/* 资料管理 (§3) and what of it goes through a review (§5.5); pure, for the browser too. */

/** Changed by the unit at once. */
export const basicFields = [
  "level",
  "industry",
  "streetCode",
  "address",
  "postcode",
  "contactName",
  "phone",
  "fax",
  "email",
  "introduction",
] as const;

/** Changed through the superior's review only; the street is among them when it changes with the county. */
export const sensitiveFields = [
  "name",
  "code",
  "nature",
  "divisionCode",
  "streetCode",
  "legalRepresentative",
] as const;

export type UnitField = (typeof basicFields)[number] | (typeof sensitiveFields)[number];

/** Of the administrator who works at 资料管理 (fields.md "Unit administrator"): stored in their own account. */
export const administratorLabels = {
  administratorName: "管理员姓名",
  administratorPhone: "管理员手机号",
  administratorEmail: "管理员电子邮箱",
  administratorPosition: "管理员职务",
} as const;
export type AdministratorField = keyof typeof administratorLabels;

/** Which of them the superior reviews with the unit's; the others change at once, the ID number never. */
export const sensitiveAdministratorFields = [
  "administratorName",
  "administratorPhone",
] as const satisfies readonly AdministratorField[];

/** What a change can be about, in the order of its table. */
export const changeLabels: Readonly<Record<string, string>> = {
  ...unitLabels,
  superior: "上级部门",
  ...administratorLabels,
};

/** A field's two values; null: empty. */
export type FieldChange = { old: string | null; new: string | null };

/** The fields in which what was typed (where "" is empty) differs from what is stored. */
export function differences<Field extends string>(
  stored: Readonly<Record<NoInfer<Field>, string | null>>,
  typed: Readonly<Partial<Record<Field, string>>>,
): Partial<Record<Field, FieldChange>> {
  const changes: Partial<Record<Field, FieldChange>> = {};
  for (const field of Object.keys(typed) as Field[]) {
    const change = { old: stored[field] || null, new: typed[field] || null };
    if (change.old !== change.new) changes[field] = change;
  }
  return changes;
}

/**
 * Of the fields that a form sends those that were changed in it. `was`: what it began with; what somebody else has
 * changed since is then not written back. Without it all are meant.
 */
export function touched<Typed extends Readonly<Record<string, string | undefined>>>(
  typed: Typed,
  was: Readonly<Record<string, string>> | undefined,
): { [Field in keyof Typed]?: string } {
  const fields = Object.entries(typed).filter(
    ([field, value]) => value !== undefined && !(was && Object.hasOwn(was, field) && was[field] === value),
  );
  return Object.fromEntries(fields) as { [Field in keyof Typed]?: string };
}

/** Whether a change must be proved; the administrator's own phone number needs no paper. */
export const needsEvidence = (fields: readonly string[]): boolean =>
  fields.some((field) => field !== "administratorPhone");

/** 单位名称、法定代表人: a change in a few words. */
export const changeTitle = (fields: readonly string[]): string =>
  Object.keys(changeLabels)
    .filter((field) => fields.includes(field))
    .map((field) => changeLabels[field])
    .join("、");

/** Fields that a 用人单位 must fill and that say little of an authority or a bureau. */
const employersFields = ["nature", "level", "industry", "legalRepresentative"] as const;

/** Which of the typed fields an organization of this kind may not leave empty though they are. */
export const missingFields = (kind: OrganizationKind, typed: Readonly<Record<string, unknown>>): string[] =>
  kind === "employer" ? employersFields.filter((field) => typed[field] === "") : [];

/** Whether a unit of this kind shows and asks for a field. */
export const isAsked = (kind: OrganizationKind, field: UnitField): boolean =>
  kind === "employer" || !(employersFields as readonly string[]).includes(field);

/** Whose superior an organization of which kind can be: nobody is under somebody of a lower order. */
const superiorKinds: Record<OrganizationKind, readonly OrganizationKind[]> = {
  bureau: ["bureau"],
  authority: ["bureau", "authority"],
  employer: ["bureau", "authority", "employer"],
};

/** Why `superior` can't be the superior of `unit`, as a sentence; null: it can. */
export function superiorRefusal(
  unit: { kind: OrganizationKind; path: string; superiorId: string | null },
  superior: { id: string; kind: OrganizationKind; path: string },
): string | null {
  if (superior.id === unit.superiorId) return "与现在的上级部门相同，请选择新的上级部门";
  if (superior.path === unit.path) return "不能选择本单位作为上级部门";
  if (superior.path.startsWith(unit.path)) return "不能选择本单位的下级单位作为上级部门";
  if (superiorKinds[unit.kind].includes(superior.kind)) return null;
  return unit.kind === "bureau" ? "人社局的上级只能是人社局" : "主管部门的上级只能是主管部门或人社局";
}

/** What keeps a unit from changing its superior while it is under way, as the page and refusals call it. */
export const openMatterLabels = {
  "unit-change": "本单位的信息修改",
  "unit-registration": "待本单位审核的下级单位注册",
  "person-registration": "待本单位审核的人员注册",
  "person-change": "本单位人员的信息修改",
  "transfer-in": "人员调入",
  "transfer-out": "人员调出",
  declaration: "本单位人员的学时申报",
} as const;
export type OpenMatter = keyof typeof openMatterLabels;

/** 学时申报 3 件、人员调入 1 件: what is in the way, in one sentence's words; beyond `countCap` it says so. */
export const openMattersText = (matters: readonly { matter: OpenMatter; count: number }[]): string =>
  matters
    .map(({ matter, count }) =>
      count > countCap
        ? `${openMatterLabels[matter]} ${countCap} 件以上`
        : `${openMatterLabels[matter]} ${count} 件`,
    )
    .join("、");

/** Stored fields as a form's values: what is empty is "". */
export const typedValues = <Field extends UnitField | AdministratorField>(
  stored: Readonly<Record<NoInfer<Field>, string | null>>,
  fields: readonly Field[],
): Record<Field, string> =>
  Object.fromEntries(fields.map((field) => [field, stored[field] ?? ""])) as Record<Field, string>;
