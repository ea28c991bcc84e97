"use server";

import { action } from "@/lib/action";
import { deleteDraft, saveDraft } from "@/lib/hours/commands";
import { declarationIdSchema, declarationSchema, draftSchema } from "@/lib/hours/schema";
import { remindDeclaration, submitDeclaration, withdrawDeclaration } from "@/lib/review/declaration";

export const submitForPerson = action(
  { permission: "hours.declare", schema: declarationSchema },
  submitDeclaration,
);
export const saveDraftForPerson = action({ permission: "hours.declare", schema: draftSchema }, saveDraft);
export const withdrawForPerson = action(
  { permission: "hours.declare", schema: declarationIdSchema },
  withdrawDeclaration,
);
export const remindForPerson = action(
  { permission: "hours.declare", schema: declarationIdSchema },
  remindDeclaration,
);
export const deleteDraftForPerson = action(
  { permission: "hours.declare", schema: declarationIdSchema },
  deleteDraft,
);
