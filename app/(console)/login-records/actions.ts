"use server";

import { action } from "@/lib/action";
import { endOtherSessions, endSession } from "@/lib/record/commands";
import { sessionIdSchema } from "@/lib/record/schema";
import { nothingSchema } from "@/lib/structure/schema";

export const endOneSession = action({ permission: "account", schema: sessionIdSchema }, endSession);
export const endAllOtherSessions = action({ permission: "account", schema: nothingSchema }, endOtherSessions);
