import { type Unit, unitFieldText, unitLabels } from "@/lib/org/schema";
import { administratorLabels } from "@/lib/registration/unit/schema";

const allFields = Object.keys(unitLabels) as (keyof Unit)[];
const wide: readonly (keyof Unit)[] = ["name", "code", "address", "introduction"];

/** A unit's fields as `Facts` shows them, all in the order of the forms or `fields`; codes in words. */
export const unitItems = (
  unit: { [Field in keyof Unit]?: string | null },
  fields: readonly (keyof Unit)[] = allFields,
) =>
  fields.map((field) => ({
    label: field === "code" ? "代码" : unitLabels[field],
    value: unit[field] && unitFieldText(field, unit[field]),
    wide: wide.includes(field),
  }));

/** A unit's first administrator, as `Facts` shows one. */
export const administratorItems = (administrator: { [Field in keyof typeof administratorLabels]?: string }) =>
  (["name", "idNumber", "phone", "position", "email"] as const).map((field) => ({
    label: administratorLabels[field],
    value: administrator[field],
  }));
