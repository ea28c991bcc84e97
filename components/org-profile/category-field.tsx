"use client";

import { useWatch } from "react-hook-form";
import { SelectField } from "@/components/form/fields";
import type { Category } from "@/lib/org/categories";

/** A choice from one of the unit's closed lists; the chosen entry says how to know that it is the right one. */
export function CategoryField({
  name,
  label,
  required,
  hint,
  categories,
}: {
  name: string;
  label: string;
  required?: boolean;
  /** More to know than the chosen entry says. */
  hint?: string;
  categories: readonly Category[];
}) {
  const chosen = useWatch({ name });
  const help = categories.find((category) => category.name === chosen)?.help;
  return (
    <SelectField
      name={name}
      label={label}
      required={required}
      hint={[help, hint].filter(Boolean).join("；") || undefined}
      options={categories.map((category) => ({ value: category.name, label: category.name }))}
    />
  );
}
