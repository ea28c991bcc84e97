import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { id, moment } from "../columns";
import { accounts } from "./account";
import { persons } from "./person";

/**
 * 学时证明. Printing the same content again gives the same row; whether it is still valid is asked
 * of the records at verification (`recordsDigest`), never stored.
 */
export const certificates = pgTable(
  "certificates",
  {
    id: id(),
    serial: bigint("serial", { mode: "number" }).generatedAlwaysAsIdentity(),
    /** 130 bits of chance in Crockford's base 32; whoever holds it may see the public page. */
    verificationCode: text("verification_code").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => persons.id),
    fromYear: integer("from_year").notNull(),
    toYear: integer("to_year").notNull(),
    /** sha256 over the credited records, the standards and the person's identity. */
    recordsDigest: text("records_digest").notNull(),
    /** sha256 over all that is printed, so a new unit or title is a new certificate. */
    contentDigest: text("content_digest").notNull(),
    /** What is printed, as lib/certificate's schema parses it. */
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    issuedAt: moment("issued_at").notNull().default(sql`now()`),
    issuedBy: uuid("issued_by")
      .notNull()
      .references(() => accounts.id),
  },
  (t) => [
    unique("certificates_serial_key").on(t.serial),
    unique("certificates_code_key").on(t.verificationCode),
    unique("certificates_content_key").on(t.personId, t.fromYear, t.toYear, t.contentDigest),
    index("certificates_person_idx").on(t.personId, t.issuedAt),
    check("certificates_years_check", sql`${t.toYear} >= ${t.fromYear}`),
  ],
);
