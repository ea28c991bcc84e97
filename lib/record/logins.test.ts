import { and, desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { type accounts, auditLog, sessions } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { administrator, ctxFor, organizationTree, professional } from "@/tests/fixtures";
import { endOtherSessions, endSession } from "./commands";
import { listLogins } from "./queries";

let database: TestDatabase;
let db: Executor;
let tree: Awaited<ReturnType<typeof organizationTree>>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  tree = await organizationTree(db);
});
afterAll(() => database.close());

const firstPage = { limit: 20, offset: 0 };
const unknown = "01a20889-ffc9-7c5b-b7d9-b798a59a407e";

type Account = typeof accounts.$inferSelect;
/** An administrator at the screen, and their account. */
async function somebody(): Promise<{ account: Account; ctx: Ctx }> {
  const account = await administrator(db, tree.unit, { password: "correct horse" });
  return { account, ctx: await ctxFor(db, account) };
}

/** Another login of an account; `minutes` ago begun and last seen, unless told otherwise. */
async function elsewhere(accountId: string, minutes = 0, seen = minutes): Promise<string> {
  const ago = (count: number) => sql`now() - make_interval(mins => ${count})`;
  const [row] = await database.owner
    .insert(sessions)
    .values({
      accountId,
      address: "10.0.0.9",
      userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36",
      createdAt: ago(minutes),
      lastSeenAt: ago(seen),
    })
    .returning({ id: sessions.id });
  return row?.id as string;
}

const endings = () =>
  db
    .select({ actorId: auditLog.actorId, subjectId: auditLog.subjectId })
    .from(auditLog)
    .where(eq(auditLog.action, "session.end"))
    .orderBy(desc(auditLog.at), desc(auditLog.id));

test("one's logins are there with their states, the newest first, and nobody else's", async () => {
  const { account, ctx } = await somebody();
  const colleague = await somebody();
  await elsewhere(account.id, 30);
  await elsewhere(account.id, 200, 61);
  await elsewhere(account.id, 13 * 60, 0);
  const ended = await elsewhere(account.id, 20);
  await endSession(ctx, { sessionId: ended });
  const { rows, total, othersOpen } = await listLogins(ctx, firstPage);
  expect(rows.map(({ state }) => state)).toEqual(["current", "ended", "open", "expired", "expired"]);
  expect([total, othersOpen]).toEqual([5, 1]);
  expect(rows[1]).toMatchObject({ id: ended, address: "10.0.0.9", reason: null, seenAt: expect.any(Date) });
  expect((await listLogins(colleague.ctx, firstPage)).rows.map(({ state }) => state)).toEqual(["current"]);
  const second = await listLogins(ctx, { limit: 2, offset: 2 });
  expect([second.rows.map(({ state }) => state), second.total]).toEqual([["open", "expired"], 5]);
});

test("refused logins of the last thirty days are there with their reasons", async () => {
  const { account, ctx } = await somebody();
  const colleague = await somebody();
  const attempt = async (password: string) =>
    login(db, await loginInput(db, { idNumber: account.idNumber, password, address: "203.0.113.7" })).catch(
      () => {},
    );
  await attempt("wrong");
  const old = {
    action: "session.login-failed",
    actorName: "访客",
    subjectKind: "account",
    detail: {},
    address: "1",
  };
  await database.owner.insert(auditLog).values({
    ...old,
    subjectId: account.id,
    at: sql`now() - interval '30 days 1 minute'`,
  });
  const { rows } = await listLogins(ctx, firstPage);
  expect(
    rows.map(({ state, reason, address, userAgent }) => ({ state, reason, address, userAgent })),
  ).toEqual([
    { state: "failed", reason: "password", address: "203.0.113.7", userAgent: null },
    expect.objectContaining({ state: "current" }),
  ]);
  expect((await listLogins(colleague.ctx, firstPage)).total).toBe(1);
});

test("an ended session is out at its next request, and its ending is audited once", async () => {
  const { account, ctx } = await somebody();
  const other = await elsewhere(account.id);
  expect(await loadViewer(other)).not.toBeNull();
  expect(await endSession(ctx, { sessionId: other })).toEqual({ done: 1 });
  expect(await loadViewer(other)).toBeNull();
  expect(await loadViewer(ctx.viewer.sessionId)).not.toBeNull();
  const [before] = await db
    .select({ endedAt: sessions.endedAt })
    .from(sessions)
    .where(eq(sessions.id, other));
  expect(await endSession(ctx, { sessionId: other })).toEqual({ done: 0 });
  const [after] = await db.select({ endedAt: sessions.endedAt }).from(sessions).where(eq(sessions.id, other));
  expect(after).toEqual(before);
  expect((await endings()).filter(({ subjectId }) => subjectId === other)).toEqual([
    { actorId: account.id, subjectId: other },
  ]);
});

test("a session of a colleague, of a superior, of a professional and of nobody get the same answer", async () => {
  const { account, ctx } = await somebody();
  const colleague = await somebody();
  const superior = await ctxFor(db, await administrator(db, tree.bureau));
  const person = await ctxFor(db, (await professional(db, tree.unit)).account);
  const theirs = [colleague.ctx, superior, person].map(({ viewer }) => viewer.sessionId);
  const refusals = await Promise.all(
    [...theirs, unknown].map((sessionId) => endSession(ctx, { sessionId }).catch((error: unknown) => error)),
  );
  expect(refusals[0]).toMatchObject({ code: "missing" });
  expect(refusals).toEqual(refusals.map(() => refusals[0]));
  for (const id of theirs) expect(await loadViewer(id)).not.toBeNull();
  // Nor is a superior asked about the sessions of those below.
  await expect(endSession(superior, { sessionId: ctx.viewer.sessionId })).rejects.toMatchObject({
    code: "missing",
  });
  expect((await endings()).filter(({ actorId }) => actorId === account.id)).toEqual([]);
});

test("the current session is ended by logging out only", async () => {
  const { ctx } = await somebody();
  const { sessionId } = ctx.viewer;
  expect(() => endSession(ctx, { sessionId })).toThrow("退出登录");
  expect(await loadViewer(sessionId)).not.toBeNull();
});

test("all others are ended at once, and nobody else's", async () => {
  const { account, ctx } = await somebody();
  const colleague = await somebody();
  const others = [await elsewhere(account.id), await elsewhere(account.id, 5)];
  const expired = await elsewhere(account.id, 300);
  expect(await endOtherSessions(ctx)).toEqual({ done: 2 });
  for (const id of others) expect(await loadViewer(id)).toBeNull();
  for (const { viewer } of [ctx, colleague.ctx]) expect(await loadViewer(viewer.sessionId)).not.toBeNull();
  const mine = (await endings()).filter(({ actorId }) => actorId === account.id);
  expect(mine.map(({ subjectId }) => subjectId).sort()).toEqual([...others].sort());
  const [row] = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, expired), sql`${sessions.endedAt} is null`));
  expect(row).toBeDefined();
  expect(await endOtherSessions(ctx)).toEqual({ done: 0 });
});
