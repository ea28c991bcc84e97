import { z } from "zod";
import { searchText } from "@/lib/list";
import { organizationChoice } from "@/lib/org/schema";

/** States of a transfer in a list: it begins with its submission, so there is no draft. */
export const transferStates = ["pending", "approved", "rejected", "withdrawn"] as const;

/** What a professional fills in to move to another unit. */
export const transferSchema = z.object({
  /** The transfer that is submitted again after it was rejected or withdrawn; absent: a new one. */
  id: z.uuid("该调转申请不存在").optional(),
  unit: organizationChoice("调入单位"),
  reason: z.string("请填写调转原因").trim().min(1, "请填写调转原因").max(300, "调转原因不能超过 300 字"),
});
export type TransferInput = z.input<typeof transferSchema>;
export type Transfer = z.output<typeof transferSchema>;

export const transferIdSchema = z.object({ id: z.uuid("该调转申请不存在") });

/** Filters of 调出记录. */
export const transferFilters = z.object({ q: searchText, state: z.enum(transferStates).optional() });
export type TransferFilters = Partial<z.output<typeof transferFilters>>;
