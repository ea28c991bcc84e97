import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { StartError } from "./start-error";

const defaultFolder = fileURLToPath(new URL("../drizzle", import.meta.url));

/* Any number will do, as long as every process of the platform asks for the same. */
const lockKey = 7_020_260_001;

/**
 * Brings the database at `url` up to date, with the login's own rights. Several processes may call it
 * at once: one works, the others wait. Refuses with a `StartError` an unreachable server, one older
 * than PostgreSQL 18 (ids are `uuidv7()`), and a migration that was edited after it had been applied.
 */
export async function migrate(url: string, migrationsFolder = defaultFolder): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await requireServer(client, url);
    await client`select pg_advisory_lock(${lockKey})`;
    await requireUnchanged(client, migrationsFolder);
    await applyMigrations(drizzle(client), { migrationsFolder });
  } finally {
    // Ends the session and with it the lock.
    await client.end({ timeout: 5 });
  }
}

/** Refuses with a `StartError`, never showing the password, a server that can't be reached or is too old. */
export async function requireDatabase(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol)) {
    throw new StartError(
      "DATABASE_URL 不是有效的 PostgreSQL 连接地址：应形如 postgres://用户:密码@主机:5432/数据库",
    );
  }
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await requireServer(client, url);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function requireServer(client: postgres.Sql, url: string): Promise<void> {
  let version: number;
  try {
    const [row] = await client<
      { version: number }[]
    >`select current_setting('server_version_num')::int as version`;
    version = row?.version ?? 0;
  } catch (error) {
    const { host, pathname } = new URL(url);
    const reason = (error as { code?: string }).code ?? "没有应答";
    throw new StartError(
      `无法连接数据库 ${host}${pathname}（${reason}）：请检查 DATABASE_URL 以及数据库是否已启动`,
    );
  }
  if (version < 180_000) {
    throw new StartError(
      `数据库版本过低（PostgreSQL ${Math.floor(version / 10_000)}）：需要 PostgreSQL 18 或更高版本`,
    );
  }
}

/** Drizzle goes by the migrations' times alone and would not see an edited file. */
async function requireUnchanged(client: postgres.Sql, migrationsFolder: string): Promise<void> {
  const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as found`;
  if (!table?.found) return;
  const applied = await client<{ hash: string; created_at: string }[]>`
    select hash, created_at from drizzle.__drizzle_migrations`;
  const hashes = new Map(
    readMigrationFiles({ migrationsFolder }).map((file) => [file.folderMillis, file.hash]),
  );
  for (const { hash, created_at } of applied) {
    const current = hashes.get(Number(created_at));
    if (current === hash) continue;
    throw new StartError(
      current
        ? `迁移文件在应用之后被修改过（${created_at}）：请还原 drizzle/ 中的文件，新的改动应生成新的迁移`
        : `数据库中有本程序没有的迁移（${created_at}）：数据库比程序新，请升级程序`,
    );
  }
}
