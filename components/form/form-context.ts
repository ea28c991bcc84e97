"use client";

import { createContext, useContext } from "react";
import type { Uploading } from "./use-uploading";

type FormState = { id: string; pending: boolean; uploading: Uploading };

export const FormContext = createContext<FormState | null>(null);

export function useFormContextOf() {
  const context = useContext(FormContext);
  if (!context) throw new Error("fields and SubmitButton stand inside <Form>");
  return context;
}

/** The id of a field's control; two forms on a page may have fields of the same name. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replaceAll(".", "-")}`;
}
