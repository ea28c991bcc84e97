import { Facts } from "@/components/ui/description-list";
import { basicFields, isAsked, sensitiveFields, type UnitField } from "@/lib/org/change";
import type { OwnUnit } from "@/lib/org/queries";
import { unitFieldText, unitLabels } from "@/lib/org/schema";

const groups = {
  basic: basicFields,
  sensitive: sensitiveFields.filter((field) => field !== "streetCode"),
} as const satisfies Record<string, readonly UnitField[]>;

/** What a unit's data are now: what it changes at once (basic), or what its superior decides about (sensitive). */
export function UnitFacts({ unit, group }: { unit: OwnUnit; group: keyof typeof groups }) {
  return (
    <Facts
      items={groups[group]
        .filter((field) => isAsked(unit.kind, field) || unit[field])
        .map((field) => ({
          label: field === "code" ? "代码" : unitLabels[field],
          value: unit[field] && unitFieldText(field, unit[field]),
          wide: field === "introduction" || field === "address" || field === "name" || field === "code",
        }))}
    />
  );
}
