import { type Unit, unitFieldText, unitLabels } from "@/lib/org/schema";

const wide: readonly (keyof Unit)[] = ["name", "code", "address", "introduction"];

/** A unit's fields as `Facts` shows them, in the order of the forms; codes in words. */
export const unitItems = (unit: { [Field in keyof Unit]?: string }) =>
  (Object.keys(unitLabels) as (keyof Unit)[]).map((field) => ({
    label: field === "code" ? "代码" : unitLabels[field],
    value: unit[field] && unitFieldText(field, unit[field]),
    wide: wide.includes(field),
  }));
