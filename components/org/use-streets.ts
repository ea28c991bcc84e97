"use client";

import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { isStreetOf } from "@/lib/org/schema";
import { streets } from "@/lib/reference/divisions";

/** The streets of a county as choices; none where it has none. */
export const streetOptions = (divisionCode: string) =>
  (streets[divisionCode] ?? []).map(({ code, name }) => ({ value: code, label: name }));

/**
 * The choices for a form's street, named by its field and its county's. Where another county is chosen, the street of
 * the former one is emptied: the server would refuse it, maybe where no field shows it.
 */
export function useStreets(divisionField: string, streetField: string) {
  const divisionCode: string = useWatch({ name: divisionField });
  const { getValues, setValue } = useFormContext();
  useEffect(() => {
    const streetCode: string = getValues(streetField) ?? "";
    if (!isStreetOf({ divisionCode, streetCode })) setValue(streetField, "");
  }, [divisionCode, streetField, getValues, setValue]);
  return { divisionCode, options: streetOptions(divisionCode) };
}
