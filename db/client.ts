import "server-only";
import type { PgDatabase } from "drizzle-orm/pg-core";
import { drizzle, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

/** The database or a transaction on it: what queries take. */
export type Executor = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;

/**
 * A transaction, which an `Executor` alone is not (it has no `rollback`): what commands write and audit with, so that
 * a bare connection does not compile there.
 */
export type Tx = Parameters<Parameters<Executor["transaction"]>[0]>[0];

/** The role whose rights the application runs with (drizzle/0000). */
const applicationRole = "ce_platform_app";

/**
 * Opens a pool on `url` with the application's rights. `role: null` keeps the login's own rights
 * (migrations, seeds). `onStatement` hears every statement's text, for tests and the bench.
 */
export function connect(
  url: string,
  options: { max?: number; role?: string | null; onStatement?: (query: string) => void } = {},
) {
  const { max = 10, role = applicationRole, onStatement } = options;
  const client = postgres(url, {
    max,
    onnotice: () => {},
    connection: {
      TimeZone: "Asia/Shanghai",
      // Organizations differ a thousandfold in size: with one plan for all, the pending list's page was six times slower.
      plan_cache_mode: "force_custom_plan",
      // No transaction of the application outlives this (milliseconds): see settledMinutes in lib/workflow.
      ...(role ? { role, transaction_timeout: 600_000 } : {}),
    },
  });
  // Drizzle asks for unnamed statements, which are parsed anew and cost a second round trip: reads are named instead.
  const unsafe = client.unsafe;
  client.unsafe = ((query, parameters, asked) =>
    unsafe(query, parameters, { ...asked, prepare: true })) as typeof client.unsafe;
  const db = drizzle(client, {
    schema,
    logger: onStatement ? { logQuery: (query) => onStatement(query) } : false,
  });
  return { db: db as Executor, client, close: () => client.end({ timeout: 5 }) };
}

/* The development server reloads modules; the pool must outlive them. */
const shared = globalThis as typeof globalThis & { platformDatabase?: Executor };

function open(): Executor {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("缺少环境变量 DATABASE_URL：请设置 PostgreSQL 连接地址");
  return connect(url, { max: Number(process.env.DATABASE_POOL ?? 10) }).db;
}

/** The application's database, opened at its first use so that a build needs none. */
export const db: Executor = new Proxy({} as Executor, {
  get(_, property) {
    shared.platformDatabase ??= open();
    const value = Reflect.get(shared.platformDatabase, property);
    return typeof value === "function" ? value.bind(shared.platformDatabase) : value;
  },
});
