"use server";

import { action } from "@/lib/action";
import { remindTransfer, submitTransfer, withdrawTransfer } from "@/lib/review/transfer";
import { transferIdSchema, transferSchema } from "@/lib/transfer/schema";

export const submitOwnTransfer = action({ permission: "self", schema: transferSchema }, submitTransfer);
export const withdrawOwnTransfer = action({ permission: "self", schema: transferIdSchema }, withdrawTransfer);
export const remindOwnTransfer = action({ permission: "self", schema: transferIdSchema }, remindTransfer);
