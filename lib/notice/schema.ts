import { z } from "zod";

/** The filter of a list of messages: 未读 alone. */
export const messageFilters = z.object({ show: z.literal("unread").optional() });
export type MessageFilters = Partial<z.output<typeof messageFilters>>;

export const messageIdSchema = z.object({ id: z.uuid("该消息不存在，请刷新页面后重试") });

/** 全部标为已读 goes up to the newest message that the page knew: what came after it stays unread. */
export const readAllSchema = z.object({ upTo: z.uuid("页面已过期，请刷新后重试") });
