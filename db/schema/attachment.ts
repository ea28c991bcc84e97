import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";
import { accounts } from "./account";
import { organizations } from "./organization";
import { persons } from "./person";
import { registrations } from "./registration";

/** An uploaded file: whose it is, and where its bytes are. The bytes never change. */
export const attachments = pgTable(
  "attachments",
  {
    id: id(),
    /** What it is evidence for, one of three: who may see the matters of that may open it. */
    personId: uuid("person_id").references(() => persons.id),
    organizationId: uuid("organization_id").references(() => organizations.id),
    registrationId: uuid("registration_id").references(() => registrations.id),
    /** Null: somebody who registers. */
    uploadedBy: uuid("uploaded_by").references(() => accounts.id),
    fileName: text("file_name").notNull(),
    /** Told by the content, never by the name. */
    mediaType: text("media_type").notNull(),
    /** Bytes. */
    size: integer("size").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // For `persons.photo_id`, which refers to both.
    unique("attachments_id_person_key").on(t.id, t.personId),
    index("attachments_person_idx").on(t.personId),
    index("attachments_organization_idx").on(t.organizationId),
    index("attachments_registration_idx").on(t.registrationId),
    check(
      "attachments_subject_check",
      sql`num_nonnulls(${t.personId}, ${t.organizationId}, ${t.registrationId}) = 1`,
    ),
    check("attachments_uploader_check", sql`${t.uploadedBy} is not null or ${t.registrationId} is not null`),
    check("attachments_size_check", sql`${t.size} > 0`),
    check("attachments_sha256_check", sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
);
