import type { OrganizationKind } from "@/db/enums";
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

/** What a change can be about, in the order of its table. */
export const changeLabels: Readonly<Record<string, string>> = { ...unitLabels, superior: "上级部门" };

/** A field's two values; null: empty. */
export type FieldChange = { old: string | null; new: string | null };

/** The fields in which what was typed (where "" is empty) differs from what is stored. */
export function differences<Field extends string>(
  stored: Readonly<Record<NoInfer<Field>, string | null>>,
  typed: Readonly<Record<Field, string>>,
): Partial<Record<Field, FieldChange>> {
  const changes: Partial<Record<Field, FieldChange>> = {};
  for (const field of Object.keys(typed) as Field[]) {
    const change = { old: stored[field] || null, new: typed[field] || null };
    if (change.old !== change.new) changes[field] = change;
  }
  return changes;
}

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

/** 学时申报 3 件、人员调入 1 件: what is in the way, in one sentence's words. */
export const openMattersText = (matters: readonly { matter: OpenMatter; count: number }[]): string =>
  matters.map(({ matter, count }) => `${openMatterLabels[matter]} ${count} 件`).join("、");

/** Stored fields as a form's values: what is empty is "". */
export const typedValues = <Field extends UnitField>(
  stored: Readonly<Record<NoInfer<Field>, string | null>>,
  fields: readonly Field[],
): Record<Field, string> =>
  Object.fromEntries(fields.map((field) => [field, stored[field] ?? ""])) as Record<Field, string>;
