"use client";

import { useWatch } from "react-hook-form";
import { SelectField } from "@/components/form/fields";
import type { Category } from "@/lib/org/categories";

/** A choice from one of the unit's closed lists; the chosen entry says how to know that it is the right one. */
export function CategoryField({
  name,
  label,
  required,
  categories,
}: {
  name: string;
  label: string;
  required?: boolean;
  categories: readonly Category[];
}) {
  const chosen = useWatch({ name });
  return (
    <SelectField
      name={name}
      label={label}
      required={required}
      hint={categories.find((category) => category.name === chosen)?.help}
      options={categories.map((category) => ({ value: category.name, label: category.name }))}
    />
  );
}
