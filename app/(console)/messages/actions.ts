"use server";

import { action } from "@/lib/action";
import { readAllMessages, readMessage } from "@/lib/notice/commands";
import { messageIdSchema, readAllSchema } from "@/lib/notice/schema";

export const markRead = action({ permission: "account", schema: messageIdSchema }, readMessage);
export const markAllRead = action({ permission: "account", schema: readAllSchema }, readAllMessages);
