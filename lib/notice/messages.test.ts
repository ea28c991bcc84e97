import { asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { departments, messages, persons } from "@/db/schema";
import type { Ctx } from "@/lib/context";
import { withdrawDeclaration } from "@/lib/review/declaration";
import { bulkDeclarations } from "@/tests/bulk";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide, reviewWorld } from "@/tests/review";
import { notifyEnded, readAllMessages, readMessage } from "./commands";
import { countUnread, listMessages } from "./queries";

let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;
const statements: string[] = [];

beforeAll(async () => {
  database = await testDatabase({ onStatement: (query) => statements.push(query) });
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());

/** Who was told what about a review. */
const told = (reviewId: string) =>
  db
    .select({ accountId: messages.accountId, title: messages.title, body: messages.body })
    .from(messages)
    .where(eq(messages.reviewId, reviewId))
    .orderBy(asc(messages.id));

const byId = (one: { accountId: string }, other: { accountId: string }) =>
  one.accountId < other.accountId ? -1 : 1;

/** Puts messages into an account's list, each a minute older than the one before. */
async function arrive(ctx: Ctx, titles: readonly string[]): Promise<string[]> {
  const rows = await database.owner
    .insert(messages)
    .values(
      titles.map((title, index) => ({
        accountId: ctx.viewer.accountId,
        title,
        createdAt: new Date(Date.now() - index * 60_000),
      })),
    )
    .returning({ id: messages.id });
  return rows.map((row) => row.id);
}

const firstPage = { filters: {}, limit: 20, offset: 0 };

test("an approval is told once at its last step, to the professional and to the administrator who submitted", async () => {
  const clerk = await ctxFor(db, await administrator(db, world.tree.unit));
  const { reviewId } = await pendingDeclaration(db, clerk, {
    personId: world.person.id,
    title: "教材教法研修班",
  });
  await decide(world.unit, { ids: [reviewId] });
  await decide(world.authority, { ids: [reviewId] });
  expect(await told(reviewId)).toEqual([]);
  await decide(world.bureau, { ids: [reviewId] }, "approve", "材料齐全");
  const message = { title: "学时申报已通过：教材教法研修班", body: "材料齐全" };
  expect((await told(reviewId)).sort(byId)).toEqual(
    [clerk, world.applicant].map(({ viewer }) => ({ accountId: viewer.accountId, ...message })).sort(byId),
  );
});

test("a rejection carries its reason, once to a professional who submitted alone", async () => {
  const { reviewId, declarationId } = await pendingDeclaration(db, world.applicant, {
    title: "信息技术培训班",
  });
  await decide(world.unit, { ids: [reviewId] }, "reject", "证书不清晰");
  const { accountId } = world.applicant.viewer;
  expect(await told(reviewId)).toEqual([
    { accountId, title: "学时申报已驳回：信息技术培训班", body: "证书不清晰" },
  ]);
  const { rows } = await listMessages(world.applicant, firstPage);
  expect(rows[0]).toMatchObject({
    title: "学时申报已驳回：信息技术培训班",
    readAt: null,
    matter: { kind: "declaration", subjectId: declarationId, state: "rejected" },
  });
});

test("an administrator limited to departments is told of their people only", async () => {
  const { unit } = world.tree;
  const add = async (name: string, parentId: string | null = null) => {
    const [row] = await db
      .insert(departments)
      .values({ organizationId: unit.id, name, parentId })
      .returning({ id: departments.id });
    return row?.id ?? "";
  };
  const teaching = await add("教务处");
  const chinese = await add("语文组", teaching);
  const office = await add("办公室");
  const clerk = await ctxFor(db, await administrator(db, unit, { departments: [teaching] }));
  for (const [moved, heard] of [
    [chinese, true],
    [office, false],
    [null, false],
  ] as const) {
    const { person } = await professional(db, unit, { departmentId: chinese });
    const { reviewId } = await pendingDeclaration(db, clerk, { personId: person.id });
    await db.update(persons).set({ departmentId: moved }).where(eq(persons.id, person.id));
    await decide(world.unit, { ids: [reviewId] }, "reject", "证书不清晰");
    const tellees = (await told(reviewId)).map(({ accountId }) => accountId);
    expect(tellees).toHaveLength(heard ? 2 : 1);
    expect(tellees.includes(clerk.viewer.accountId)).toBe(heard);
  }
});

test("who withdraws is told nothing", async () => {
  const { declarationId, reviewId } = await pendingDeclaration(db, world.applicant);
  await withdrawDeclaration(world.applicant, { id: declarationId });
  expect(await told(reviewId)).toEqual([]);
});

test("ten and a thousand are told in one statement", async () => {
  const unitIds = [world.tree.unit.id];
  const { accountId } = world.unit.viewer;
  for (const count of [10, 1000]) {
    await bulkDeclarations(database.owner, { unitIds, accountId, count, stage: sql`1` });
    const ids = await db.execute<{ id: string }>(
      sql`select id from reviews where state = 'pending' and proposal ? 'organizer' order by id desc limit ${count}`,
    );
    expect(ids).toHaveLength(count);
    const before = await db.$count(messages);
    await db.transaction(async (tx) => {
      statements.length = 0;
      await notifyEnded(
        tx,
        "学时申报",
        ids.map((row) => row.id),
        { state: "rejected", opinion: "证书不清晰" },
      );
      expect(statements).toHaveLength(1);
    });
    // Bulk people have no account: whoever submitted is told of each.
    expect((await db.$count(messages)) - before).toBe(count);
  }
});

test("messages come newest first, the unread ones by themselves, nobody else's among them", async () => {
  const reader = await ctxFor(db, await administrator(db, world.tree.unit));
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
  const [, second] = await arrive(reader, ["第三条", "第二条", "第一条"]);
  await arrive(colleague, ["同事的"]);
  await readMessage(reader, { id: second as string });
  const titles = async (filters: { show?: "unread" }) => {
    const { rows, total } = await listMessages(reader, { ...firstPage, filters });
    expect(total).toBe(rows.length);
    return rows.map((row) => row.title);
  };
  expect(await titles({})).toEqual(["第三条", "第二条", "第一条"]);
  expect(await titles({ show: "unread" })).toEqual(["第三条", "第一条"]);
  const page = await listMessages(reader, { filters: {}, limit: 2, offset: 2 });
  expect([page.rows.map((row) => row.title), page.total]).toEqual([["第一条"], 3]);
});

test("a message is marked read by whom it belongs to; any other id is missing", async () => {
  const reader = await ctxFor(db, await administrator(db, world.tree.unit));
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
  const [id = ""] = await arrive(reader, ["通知"]);
  const refusals = await Promise.all(
    [id, "01a20889-ffc9-7c5b-b7d9-b798a59a407e"].map((wanted) =>
      readMessage(colleague, { id: wanted }).catch((error: unknown) => error),
    ),
  );
  expect(refusals).toEqual([refusals[0], refusals[0]]);
  expect(refusals[0]).toMatchObject({ code: "missing" });
  expect(await countUnread(reader)).toBe(1);

  expect(await readMessage(reader, { id })).toEqual({ matter: null });
  const readAt = async () => (await listMessages(reader, firstPage)).rows[0]?.readAt;
  const first = await readAt();
  expect(first).toBeInstanceOf(Date);
  await readMessage(reader, { id });
  expect(await readAt()).toEqual(first);
  expect(await countUnread(reader)).toBe(0);
});

test("全部标为已读 reaches the viewer's own messages up to the one that the page knew", async () => {
  const reader = await ctxFor(db, await administrator(db, world.tree.unit));
  const colleague = await ctxFor(db, await administrator(db, world.tree.unit));
  await arrive(reader, ["刚到的", "看见的", "更早的"]);
  await arrive(colleague, ["同事的一", "同事的二", "同事的三"]);
  const [, seen] = (await listMessages(reader, firstPage)).rows;
  const upTo = seen?.id as string;
  await expect(readAllMessages(colleague, { upTo })).rejects.toMatchObject({ code: "missing" });
  expect(await readAllMessages(reader, { upTo })).toEqual({ done: 2 });
  const unread = await listMessages(reader, { ...firstPage, filters: { show: "unread" } });
  expect(unread.rows.map((row) => row.title)).toEqual(["刚到的"]);
  expect(await countUnread(colleague)).toBe(3);
  expect((await listMessages(reader, { ...firstPage, offset: 20 })).newestId).toBe(unread.rows[0]?.id);
});

test("unread messages are counted to one above the cap", async () => {
  const reader = await ctxFor(db, await administrator(db, world.tree.unit));
  await arrive(
    reader,
    Array.from({ length: 130 }, (_, index) => `第${index}条`),
  );
  expect(await countUnread(reader)).toBe(100);
});
