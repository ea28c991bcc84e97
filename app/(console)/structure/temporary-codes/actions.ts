"use server";

import { action } from "@/lib/action";
import { codeIdSchema, issueCodeSchema } from "@/lib/structure/schema";
import { cancelTemporaryCode, issueTemporaryCode } from "@/lib/structure/temporary-codes";

export const issueCode = action(
  { permission: "temporary-codes.manage", schema: issueCodeSchema },
  issueTemporaryCode,
);
export const cancelCode = action(
  { permission: "temporary-codes.manage", schema: codeIdSchema },
  cancelTemporaryCode,
);
