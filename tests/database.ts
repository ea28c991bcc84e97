import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Executor } from "@/db/client";

/** The migrated database, with reference data, that tests/global-setup prepares. */
export const templateName = "template_platform";

export interface TestDatabase {
  /** With the application's rights. The shared `db` of db/client is this same pool until `close`. */
  db: Executor;
  /** With the owner's rights: for arranging what the application may not do, and for looking. */
  owner: Executor;
  url: string;
  close(): Promise<void>;
}

/**
 * A fresh database of its own, migrated, with reference data, in the run's PostgreSQL. Call it in
 * `beforeAll` (or in the test) and `close` it after. Code under test that uses the shared `db` or
 * `DATABASE_URL` meets this database. `onStatement` hears the text of every statement of `db`.
 */
export async function testDatabase(
  options: { onStatement?: (query: string) => void } = {},
): Promise<TestDatabase> {
  const serverUrl = inject("serverUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const url = await createDatabase(serverUrl, name, templateName);
  const application = connect(url, options);
  const owner = connect(url, { role: null, max: 4 });
  const shared = globalThis as typeof globalThis & { platformDatabase?: Executor };
  shared.platformDatabase = application.db;
  process.env.DATABASE_URL = url;
  return {
    db: application.db,
    owner: owner.db,
    url,
    async close() {
      if (shared.platformDatabase === application.db) shared.platformDatabase = undefined;
      await Promise.all([application.close(), owner.close()]);
      await onServer(serverUrl, (sql) => sql`drop database ${sql(name)} with (force)`);
    },
  };
}

/** Creates a database, as a copy of `template` if given; the answer is its URL. */
export async function createDatabase(
  serverUrl: string,
  name: string,
  template = "template1",
): Promise<string> {
  await onServer(serverUrl, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
