import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment } from "../columns";
import { accounts } from "./account";
import { reviews } from "./review";

/** 消息 to an account: in the portal, and once to the sender (e-mail or log) when the transaction is through. */
export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey().default(sql`uuidv7()`),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id),
    /** The round that ended, which the message links to. */
    reviewId: uuid("review_id").references(() => reviews.id),
    title: text("title").notNull(),
    /** The reviewer's opinion, or more words. */
    body: text("body").notNull().default(""),
    createdAt: createdAt(),
    readAt: moment("read_at"),
    sentAt: moment("sent_at"),
    attempts: integer("attempts").notNull().default(0),
  },
  (t) => [
    index("messages_account_idx").on(t.accountId, t.createdAt, t.id),
    index("messages_unread_idx").on(t.accountId).where(sql`${t.readAt} is null`),
    index("messages_unsent_idx").on(t.createdAt).where(sql`${t.sentAt} is null and ${t.attempts} < 5`),
    check("messages_attempts_check", sql`${t.attempts} >= 0`),
  ],
);
