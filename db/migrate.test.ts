import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, expect, inject, test } from "vitest";
import { createDatabase, type TestDatabase, testDatabase } from "@/tests/database";
import { migrate, requireDatabase } from "./migrate";

let database: TestDatabase | undefined;
afterEach(async () => {
  await database?.close();
  database = undefined;
});

test("an up-to-date database stays as it is", async () => {
  database = await testDatabase();
  const applied = () =>
    database?.owner.execute(sql`select hash from drizzle.__drizzle_migrations order by id`);
  const before = await applied();
  await migrate(database.url);
  expect(await applied()).toEqual(before);
});

test("several processes may migrate at once", async () => {
  const url = await createDatabase(inject("serverUrl"), "migrated_at_once");
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
});

test("a migration edited after it was applied is refused", async () => {
  database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await cp("drizzle", folder, { recursive: true });
  const file = join(folder, "0000_foundation.sql");
  await writeFile(file, `${await readFile(file, "utf8")}\n-- edited`);
  await expect(migrate(database.url, folder)).rejects.toThrow("被修改过");
  await rm(folder, { recursive: true });
});

test("an unreachable server is named without the password", async () => {
  const failure = await requireDatabase("postgres://clerk:secret@127.0.0.1:1/platform").catch(String);
  expect(failure).toContain("127.0.0.1:1/platform");
  expect(failure).not.toContain("secret");
  await expect(requireDatabase("clerk:secret@host")).rejects.toThrow("不是有效的 PostgreSQL 连接地址");
});

test("nobody changes the audit log", async () => {
  database = await testDatabase();
  const { db, owner } = database;
  await db.execute(sql`insert into audit_log (action, actor_name, subject_kind, detail, address)
    values ('login', '王小明', 'account', '{}', '127.0.0.1')`);
  for (const change of ["update audit_log set action = 'x'", "delete from audit_log", "truncate audit_log"]) {
    await expect(db.execute(sql.raw(change)), change).rejects.toMatchObject({ cause: { code: "42501" } });
    await expect(owner.execute(sql.raw(change)), change).rejects.toMatchObject({
      cause: { message: "audit_log is append-only" },
    });
  }
});
