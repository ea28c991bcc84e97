import { sql } from "drizzle-orm";
import { customType, timestamp, uuid } from "drizzle-orm/pg-core";
import { uuidv7 } from "uuidv7";

/** Primary key: UUIDv7, so that rows made later sort later and indexes grow at one end. */
export const id = () =>
  uuid("id")
    .primaryKey()
    .$defaultFn(() => uuidv7());

/** A moment, in the database's own clock by default. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
export const createdAt = () => moment("created_at").notNull().default(sql`now()`);

/**
 * Materialized path of an organization, `1/4/27/`: its ancestors' numbers and its own.
 * Collated "C" so that a subtree is one range of the index, whatever the database's locale.
 */
export const treePath = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** Hours (学时) in steps of one half. Read as a number: five digits before the point are exact. */
export const hours = customType<{ data: number; driverData: string }>({
  dataType: () => "numeric(6, 1)",
  fromDriver: Number,
  toDriver: String,
});

/** The closed list of a text column, as a check constraint's body. */
export const oneOf = (column: string, values: readonly string[]) =>
  sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(", ")})`);

/** A 64-bit transaction id. */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });
