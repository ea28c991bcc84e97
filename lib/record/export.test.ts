import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { auditLog, throttles } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { today } from "@/lib/date";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, professional } from "@/tests/fixtures";
import { exportAudit } from "./export";
import type { AuditFilters } from "./filters";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.owner.delete(throttles);
  tree = await organizationTree(db);
  ctx = await ctxFor(db, await administrator(db, tree.unit));
});

/** `count` entries of the unit, `each` of them at one moment; all of them say what `values` do. */
const log = (
  count: number,
  each = 1,
  values: { actorName?: string; opinion?: string; secondsAgo?: number } = {},
) =>
  database.owner.execute(sql`
    insert into audit_log (at, action, actor_name, actor_organization_id, subject_kind, detail, address)
    select now() - make_interval(secs => (n / ${each}::int) * 0.000001 + ${values.secondsAgo ?? 60}::int), 'declaration.approve',
           ${values.actorName ?? "某人"}, ${tree.unit.id}, 'declaration',
           jsonb_build_object('opinion', ${values.opinion ?? ""}::text || n), '10.0.0.1'
    from generate_series(0, ${count - 1}::int) n`);

const lines = async (filters: AuditFilters = {}) => {
  const { stream } = await exportAudit(ctx, filters);
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return new TextDecoder().decode(bytes).split("\r\n").slice(0, -1);
};

test("the file has a line for each entry that the filters let through, and is named by whose and when", async () => {
  await log(3);
  await log(1, 1, { actorName: "张三" });
  const { fileName, stream } = await exportAudit(ctx, {});
  await stream.cancel();
  expect(fileName).toBe(`操作日志_${tree.unit.name}_${today()}.csv`);
  const [header, ...rows] = await lines({ operator: "张三" });
  expect(header).toBe('"时间","操作人","操作","对象类型","对象","说明","IP地址"');
  expect(rows).toEqual([
    expect.stringMatching(
      /^"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d","张三","通过学时申报","学时申报","","审核意见：0","10\.0\.0\.1"$/,
    ),
  ]);
});

test("no cell begins a formula", async () => {
  await log(1, 1, { actorName: '=HYPERLINK("http://evil.example")' });
  const [, row] = await lines();
  expect(row).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
});

test("entries of one moment are all there, once, however the chunks fall", async () => {
  await log(12_000, 7_000);
  const notes = (await lines()).slice(1).map((line) => /审核意见：(\d+)"/.exec(line)?.[1]);
  expect(notes).toHaveLength(12_000);
  expect(new Set(notes).size).toBe(12_000);
});

test("a hundred thousand lines at most, and the last says that there are more", async () => {
  await log(100_001, 10);
  await database.owner.execute(sql`analyze audit_log`);
  const all = await lines();
  expect(all).toHaveLength(100_002);
  expect(all.at(-2)).toContain("审核意见");
  expect(all.at(-1)).toBe('"本文件只含最新的 100,000 条记录，更早的记录请缩小日期范围后另行导出"');
}, 180_000);

test("a file that is searched by name holds what the list finds, over all its chunks", async () => {
  await log(10, 1, { actorName: "张三", secondsAgo: 7_200 });
  await log(44_000, 10, { secondsAgo: 3_600 });
  await log(6_000, 1, { actorName: "张三" });
  expect(await lines({ operator: "张三" })).toHaveLength(6_001);
});

test("who exports what is audited before the first byte, and nobody exports without end", async () => {
  const { stream } = await exportAudit(ctx, { from: "2026-01-01", operator: "张三" });
  const [entry] = await db
    .select()
    .from(auditLog)
    .where(eq(auditLog.action, "audit.export"))
    .orderBy(desc(auditLog.at))
    .limit(1);
  expect(entry).toMatchObject({
    actorId: ctx.viewer.accountId,
    actorOrganizationId: tree.unit.id,
    detail: { from: "2026-01-01", to: today(), operator: "张三" },
  });
  await stream.cancel();
  for (let count = 1; count < 20; count++) await (await exportAudit(ctx, {})).stream.cancel();
  await expect(exportAudit(ctx, {})).rejects.toMatchObject({ code: "throttled" });
});

test("a professional exports nothing, and that is not audited as if they had", async () => {
  const person = await ctxFor(db, (await professional(db, tree.unit)).account);
  await expect(exportAudit(person, {})).rejects.toMatchObject({ code: "forbidden" });
  expect(await db.$count(auditLog, eq(auditLog.actorId, person.viewer.accountId))).toBe(0);
});
