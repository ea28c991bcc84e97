import { unitItems } from "@/components/org/unit-items";
import { Facts } from "@/components/ui/description-list";
import { basicFields, isAsked, sensitiveFields, type UnitField } from "@/lib/org/change";
import type { OwnUnit } from "@/lib/org/queries";

const groups = {
  basic: basicFields,
  sensitive: sensitiveFields.filter((field) => field !== "streetCode"),
} as const satisfies Record<string, readonly UnitField[]>;

/** What a unit's data are now: what it changes at once (basic), or what its superior decides about (sensitive). */
export function UnitFacts({ unit, group }: { unit: OwnUnit; group: keyof typeof groups }) {
  const shown = groups[group].filter((field) => isAsked(unit.kind, field) || unit[field]);
  return <Facts items={unitItems(unit, shown)} />;
}
