import { z } from "zod";
import { decisions } from "./rules";

const stalePage = "页面已过期，请刷新后重试";

/** The moment a list was read, exact to the transaction: its time and PostgreSQL's snapshot. */
export const asOfSchema = z
  .string(stalePage)
  .max(4000, stalePage)
  .refine((text) => {
    const [time, snapshot = "", ...rest] = text.split("|");
    return rest.length === 0 && z.iso.datetime().safeParse(time).success && isSnapshot(snapshot);
  }, stalePage);

/** Whether PostgreSQL will read this as a pg_snapshot: xmin:xmax:xip,xip…, in order. */
function isSnapshot(text: string): boolean {
  if (!/^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/.test(text)) return false;
  const [xmin = 0, xmax = 0, ...running] = text.split(/[:,]/).filter(Boolean).map(BigInt);
  const inOrder = running.every((xid, index) => xid >= (running[index - 1] ?? xmin) && xid < xmax);
  return xmin > 0 && xmin <= xmax && inOrder;
}

/** At most so many ticked rows in one decision; 全部 has no such limit. */
export const selectionLimit = 200;

const ids = z
  .array(z.uuid("所选记录无效，请刷新页面后重试"))
  .min(1, "请先勾选要处理的记录")
  .max(selectionLimit, `一次最多勾选 ${selectionLimit} 条`)
  .transform((list) => [...new Set(list)]);

/** All that a list showed under its filters, at the moment it was read. */
export const allSchema = <Filters extends z.ZodType>(filters: Filters) =>
  z.object({ all: filters, asOf: asOfSchema });

/** What a decision is about: the ticked reviews, or all that the list showed at `asOf` under `filters`. */
const targetSchema = <Filters extends z.ZodType>(filters: Filters) =>
  z.union([z.object({ ids }), allSchema(filters).extend({ expected: z.number().int().min(0) })]);

/** `expected`: the number that the reviewer was shown and confirmed. */
export type Target<Filters> = { ids: string[] } | { all: Filters; asOf: string; expected: number };

/** A decision; a rejection demands its reason (驳回 always carries one). */
export const decisionSchema = <Filters extends z.ZodType>(filters: Filters) =>
  z
    .object({
      target: targetSchema(filters),
      decision: z.enum(decisions),
      opinion: z.string().trim().max(500, "审核意见不超过 500 字"),
    })
    .refine((input) => input.decision !== "reject" || input.opinion.length > 0, {
      path: ["opinion"],
      message: "驳回须填写原因，申请人将据此修改",
    });

/** 待审核 / 已审核. */
export type InboxTab = "open" | "decided";

/** An inbox's own order: who waits longest first, what was decided last first. */
export const inboxOrder = (tab: InboxTab, order: "asc" | "desc" | undefined): "asc" | "desc" =>
  order ?? (tab === "open" ? "asc" : "desc");

/** Which tab of an inbox an address shows; 待审核 unless it says otherwise. */
export const inboxTab = (search: { status?: string | string[] }): InboxTab =>
  search.status === "decided" ? "decided" : "open";
