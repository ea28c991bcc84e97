import { writeFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { connect } from "@/db/client";
import { migrate } from "@/db/migrate";
import { seedReference } from "@/db/seed/reference";
import { StartError } from "@/db/start-error";
import { command } from "./command";
import { accountsFile } from "./platform";
import { seedDemo } from "./seed/demo";

/* npm run migrate: schema and reference data. `--demo`: and demo data, if nobody has an account yet. */
await command(async () => {
  const url = process.env.DATABASE_URL;
  if (!url) throw new StartError("缺少环境变量 DATABASE_URL：请设置 PostgreSQL 连接地址");
  await migrate(url);
  const { db, close } = connect(url, { role: null, max: 1 });
  try {
    await db.transaction((tx) => seedReference(tx));
    if (process.argv.includes("--demo")) await loadDemo(db);
  } finally {
    await close();
  }
});

async function loadDemo(db: ReturnType<typeof connect>["db"]): Promise<void> {
  const [found] = await db.execute<{ exists: boolean }>(sql`select exists (select from accounts)`);
  if (found?.exists) return;
  console.log("首次启动，正在载入演示数据……");
  await db.transaction(async (tx) => {
    const { accounts } = await seedDemo(tx);
    // Before the commit: once there is demo data, its passwords are known.
    await writeFile(accountsFile(process.env.DATA_DIR ?? ".data"), JSON.stringify(accounts), { mode: 0o600 });
  });
}
