"use server";

import { action } from "@/lib/action";
import { deleteDraft, saveDraft } from "@/lib/hours/commands";
import { declarationIdSchema, declarationSchema, draftSchema } from "@/lib/hours/schema";
import { remindDeclaration, submitDeclaration, withdrawDeclaration } from "@/lib/review/declaration";

export const submitOwnDeclaration = action(
  { permission: "self", schema: declarationSchema },
  submitDeclaration,
);
export const saveOwnDraft = action({ permission: "self", schema: draftSchema }, saveDraft);
export const withdrawOwnDeclaration = action(
  { permission: "self", schema: declarationIdSchema },
  withdrawDeclaration,
);
export const remindOwnDeclaration = action(
  { permission: "self", schema: declarationIdSchema },
  remindDeclaration,
);
export const deleteOwnDraft = action({ permission: "self", schema: declarationIdSchema }, deleteDraft);
