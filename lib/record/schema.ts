import { z } from "zod";

export const sessionIdSchema = z.object({ sessionId: z.uuid("该登录不存在，或不在您的管理范围内") });

/** 登录记录 has no filters. */
export const loginFilters = z.object({});
