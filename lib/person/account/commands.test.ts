import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import { accounts, auditLog, throttles } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import { resetPassword } from "@/lib/account/commands";
import { login } from "@/lib/auth/login";
import { loginInput } from "@/lib/auth/test-accounts";
import { issueCertificate, verifyCertificate } from "@/lib/certificate/commands";
import { findCertificate } from "@/lib/certificate/queries";
import type { Ctx } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { ctxFor, pendingDeclaration, professional } from "@/tests/fixtures";
import { decide, reviewWorld } from "@/tests/review";
import { setPersonState } from "../state/commands";
import { closeAccount, reopenAccount } from "./commands";
import { findClosing } from "./queries";

const password = "correct horse";
const barred = "此账号已停用，请联系本单位管理员";
let database: TestDatabase;
let db: Executor;
let world: Awaited<ReturnType<typeof reviewWorld>>;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  world = await reviewWorld(db);
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

const somebody = () => professional(db, world.tree.unit, { password });
const close = (ctx: Ctx, personId: string, reason = "离职") => closeAccount(ctx, { personId, reason });
const reopen = (ctx: Ctx, personId: string) => reopenAccount(ctx, { personId, reason: "返岗" });
/** The new session's id, or the refusal's message. */
const logIn = async (idNumber: string, given = password): Promise<string> =>
  login(db, await loginInput(db, { idNumber, password: given, portal: "professional" })).catch(
    (error: Error) => error.message,
  );

test("a closed account lets nobody in and its sessions end; records and certificates stay", async () => {
  const { person, account } = await somebody();
  const own = await ctxFor(db, account);
  const { reviewId } = await pendingDeclaration(db, own);
  for (const reviewer of [world.unit, world.authority, world.bureau])
    await decide(reviewer, { ids: [reviewId] });
  const years = { personId: person.id, fromYear: 2020, toYear: 2030 };
  const { id } = await issueCertificate(own, years);

  await close(world.unit, person.id);
  expect(await loadViewer(own.viewer.sessionId)).toBeNull();
  expect(await logIn(person.idNumber)).toBe(barred);
  expect(await logIn(person.idNumber, "wrong")).toBe("账户号或密码错误");
  const certificate = await findCertificate(db, world.unit.scope, id);
  expect(certificate?.state).toBe("valid");
  expect(await verifyCertificate(db, certificate?.code ?? "", "10.0.0.1")).toMatchObject({ state: "valid" });
  expect((await issueCertificate(world.unit, years)).id).toBe(id);
  expect(await findClosing(db, person.id)).toMatchObject({
    actorName: world.unit.viewer.name,
    reason: "离职",
  });
  const [row] = await db.select().from(auditLog).where(eq(auditLog.action, "account.close"));
  expect(row).toMatchObject({
    subjectKind: "account",
    subjectId: account.id,
    detail: { personId: person.id, reason: "离职" },
  });
});

test("reopened it has the password that it had; old sessions stay ended", async () => {
  const { person, account } = await somebody();
  const own = await ctxFor(db, account);
  await expect(reopen(world.unit, person.id)).rejects.toMatchObject({ code: "conflict" });
  await close(world.unit, person.id);
  await expect(close(world.unit, person.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(resetPassword(world.unit, { personId: person.id })).rejects.toMatchObject({
    message: "该人员的账户已注销，请先恢复账户",
  });
  await reopen(world.unit, person.id);
  expect(await loadViewer(own.viewer.sessionId)).toBeNull();
  // Not by what everybody at the unit knows.
  expect(await logIn(person.idNumber, person.idNumber.slice(-6))).toBe("账户号或密码错误");
  const sessionId = await logIn(person.idNumber);
  expect(await loadViewer(sessionId)).toMatchObject({ accountId: account.id, mustChangePassword: false });
  expect(await db.$count(auditLog, eq(auditLog.action, "account.reopen"))).toBe(1);
});

test("is the own unit's to do, of a person who has an account", async () => {
  const { person } = await somebody();
  const below = (await professional(db, world.tree.subUnit)).person;
  const without = await somebody();
  await database.owner.delete(accounts).where(eq(accounts.id, without.account.id));
  for (const [ctx, personId] of [
    [world.foreignUnit, person.id],
    [world.bureau, person.id],
    [world.unit, below.id],
    [world.unit, without.person.id],
    [world.unit, uuidv7()],
  ] as const) {
    await expect(close(ctx, personId)).rejects.toMatchObject({ code: "missing" });
    await expect(reopen(ctx, personId)).rejects.toMatchObject({ code: "missing" });
  }
  expect(await logIn(person.idNumber)).not.toContain("账");
});

test("somebody 停用 is told what a closed account is told, after the right password only", async () => {
  const { person } = await somebody();
  const set = (state: "suspended" | "employed" | "left") =>
    setPersonState(world.unit, { ids: [person.id], state, effectiveOn: "2026-06-30", reason: "调查" });
  await set("suspended");
  expect(await logIn(person.idNumber, "wrong")).toBe("账户号或密码错误");
  expect(await logIn(person.idNumber)).toBe(barred);
  // A reopened account doesn't lift the state.
  await close(world.unit, person.id);
  await reopen(world.unit, person.id);
  expect(await logIn(person.idNumber)).toBe(barred);
  await set("left");
  expect(await loadViewer(await logIn(person.idNumber))).not.toBeNull();
});
