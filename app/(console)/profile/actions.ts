"use server";

import { action } from "@/lib/action";
import { basicSchema, ownUnitSchema, sensitiveSchema, superiorSchema } from "@/lib/org/change-schema";
import { saveBasics } from "@/lib/org/commands";
import * as unitChange from "@/lib/review/unit-change";

const permission = "unit.profile";

export const saveUnitBasics = action({ permission, schema: basicSchema }, saveBasics);
export const submitUnitChange = action({ permission, schema: sensitiveSchema }, unitChange.submitUnitChange);
export const submitSuperiorChange = action(
  { permission, schema: superiorSchema },
  unitChange.submitSuperiorChange,
);
export const withdrawUnitChange = action(
  { permission, schema: ownUnitSchema },
  unitChange.withdrawUnitChange,
);
export const remindUnitChange = action({ permission, schema: ownUnitSchema }, unitChange.remindUnitChange);
