import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";
import { accounts } from "./account";
import { persons } from "./person";

/** An uploaded file: whose it is, and where its bytes are. The bytes never change. */
export const attachments = pgTable(
  "attachments",
  {
    id: id(),
    /** The professional it is evidence for: who may see the person's matters may open it. */
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    uploadedBy: uuid("uploaded_by")
      .notNull()
      .references(() => accounts.id),
    fileName: text("file_name").notNull(),
    /** Told by the content, never by the name. */
    mediaType: text("media_type").notNull(),
    /** Bytes. */
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("attachments_person_idx").on(t.personId),
    check("attachments_size_check", sql`${t.size} > 0`),
    check("attachments_sha256_check", sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
