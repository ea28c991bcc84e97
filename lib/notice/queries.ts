import "server-only";
import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import { messages, reviews } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { countCap } from "@/lib/list";
import type { MessageFilters } from "./schema";

/** Unread messages are counted to here; more reads as one more. */
export const unreadCap = 99;

/** Messages belong to an account: whoever asks sees their own, in whatever organization they are. */
type Asker = Pick<Ctx, "db" | "viewer">;

/**
 * One page of the viewer's messages, the newest first, each with the matter that it is about; `total` up to
 * `countCap` (more reads as one more) and the id of the newest of all, for 全部标为已读.
 */
export async function listMessages(
  { db, viewer }: Asker,
  { filters, limit, offset }: { filters: MessageFilters; limit: number; offset: number },
) {
  const mine = eq(messages.accountId, viewer.accountId);
  const where = and(mine, filters.show === "unread" ? isNull(messages.readAt) : undefined);
  const newestFirst = [desc(messages.createdAt), desc(messages.id)];
  const matching = db
    .select({ one: sql`1`.as("one") })
    .from(messages)
    .where(where)
    .limit(countCap + 1);
  const [rows, [total], [newest]] = await Promise.all([
    db
      .select({
        id: messages.id,
        title: messages.title,
        body: messages.body,
        createdAt: messages.createdAt,
        readAt: messages.readAt,
        matter: { kind: reviews.kind, subjectId: reviews.subjectId, state: reviews.state },
      })
      .from(messages)
      .leftJoin(reviews, eq(reviews.id, messages.reviewId))
      .where(where)
      .orderBy(...newestFirst)
      .limit(limit)
      .offset(offset),
    db.select({ count: count() }).from(matching.as("matching")),
    db
      .select({ id: messages.id })
      .from(messages)
      .where(mine)
      .orderBy(...newestFirst)
      .limit(1),
  ]);
  return { rows, total: total?.count ?? 0, newestId: newest?.id ?? null };
}
export type MessageRow = Awaited<ReturnType<typeof listMessages>>["rows"][number];

/** How many messages the viewer has not read, up to `unreadCap` (more reads as one more). */
export async function countUnread({ db, viewer }: Asker): Promise<number> {
  const unread = db
    .select({ one: sql`1`.as("one") })
    .from(messages)
    .where(and(eq(messages.accountId, viewer.accountId), isNull(messages.readAt)))
    .limit(unreadCap + 1);
  const [row] = await db.select({ count: count() }).from(unread.as("unread"));
  return row?.count ?? 0;
}
