import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accounts, auditLog, throttles } from "@/db/schema";
import { loadViewer } from "@/lib/access/viewer";
import { login } from "@/lib/auth/login";
import { hashPassword } from "@/lib/auth/password";
import {
  addAccount,
  addOrganization,
  addSession,
  initialPassword,
  loginInput,
} from "@/lib/auth/test-accounts";
import { contextOf } from "@/lib/context";
import { type TestDatabase, testDatabase } from "@/tests/database";
import { changePassword, resetPassword } from "./commands";

const oldPassword = "correct horse";
const newPassword = "battery staple";
let database: TestDatabase;
let passwordHash: string;
let unit: Awaited<ReturnType<typeof addOrganization>>;

beforeAll(async () => {
  database = await testDatabase();
  passwordHash = await hashPassword(oldPassword);
  unit = await addOrganization(database.owner);
});
afterAll(() => database.close());
beforeEach(() => database.owner.delete(throttles));

async function contextFor(sessionId: string) {
  const viewer = await loadViewer(sessionId);
  if (!viewer) throw new Error("no viewer");
  return contextOf(database.db, viewer, "10.0.0.1");
}

async function administrator(organization = unit, values: Partial<typeof accounts.$inferInsert> = {}) {
  const account = await addAccount(database.owner, { organization }, { passwordHash, ...values });
  const sessionId = await addSession(database.owner, account.id);
  return { account, sessionId, ctx: await contextFor(sessionId) };
}

const logIn = async (idNumber: string, password: string, portal: "employer" | "professional" = "employer") =>
  login(database.db, await loginInput(database.db, { idNumber, password, portal }));

test("a changed password ends the other sessions, keeps this one, and is audited", async () => {
  const { account, sessionId, ctx } = await administrator();
  const other = await addSession(database.owner, account.id);
  const stranger = await administrator();
  await changePassword(ctx, { oldPassword, newPassword, confirmation: newPassword });
  expect(await loadViewer(other)).toBeNull();
  expect(await loadViewer(sessionId)).not.toBeNull();
  expect(await loadViewer(stranger.sessionId)).not.toBeNull();
  await expect(logIn(account.idNumber, oldPassword)).rejects.toThrow("账户号或密码错误");
  await expect(logIn(account.idNumber, newPassword)).resolves.toBeTruthy();
  const rows = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, account.id));
  expect(rows.map((row) => [row.action, row.actorId])).toContainEqual([
    "account.change-password",
    account.id,
  ]);
});

test("the forced change of an initial password clears its mark", async () => {
  const { account, sessionId, ctx } = await administrator(unit, initialPassword());
  const initial = account.idNumber.slice(-6);
  await changePassword(ctx, { oldPassword: initial, newPassword, confirmation: newPassword });
  expect(await loadViewer(sessionId)).toMatchObject({ mustChangePassword: false });
  const [row] = await database.owner.select().from(accounts).where(eq(accounts.id, account.id));
  expect(row).toMatchObject({ initialPasswordUntil: null, mustChangePassword: false });
  await expect(logIn(account.idNumber, initial)).rejects.toThrow("账户号或密码错误");
});

test("a wrong old password changes nothing, and five of them lock", async () => {
  const { account, ctx } = await administrator();
  const wrong = () => changePassword(ctx, { oldPassword: "wrong", newPassword, confirmation: newPassword });
  for (let time = 0; time < 4; time++) {
    await expect(wrong()).rejects.toMatchObject({ fields: { oldPassword: "原密码不正确" } });
  }
  await expect(wrong()).rejects.toThrow("密码错误次数过多，请 15 分钟后再试");
  await expect(
    changePassword(ctx, { oldPassword, newPassword, confirmation: newPassword }),
  ).rejects.toMatchObject({ code: "throttled" });
  await expect(logIn(account.idNumber, oldPassword)).resolves.toBeTruthy();
});

test("a new password that breaks the rules is refused at its field", async () => {
  const { account, ctx } = await administrator();
  for (const bad of ["short", "password123", `x${account.idNumber.slice(-6)}yz`, oldPassword]) {
    await expect(
      changePassword(ctx, { oldPassword, newPassword: bad, confirmation: bad }),
    ).rejects.toMatchObject({ code: "invalid", fields: { newPassword: expect.any(String) } });
  }
  await expect(logIn(account.idNumber, oldPassword)).resolves.toBeTruthy();
});

test("of two changes at the same moment one wins, the other is told", async () => {
  const { ctx } = await administrator();
  const change = (password: string) =>
    changePassword(ctx, { oldPassword, newPassword: password, confirmation: password });
  const outcomes = await Promise.allSettled([change("first new one"), change("second new one")]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a reset ends all sessions at once, lifts the lock, and leaves the initial password", async () => {
  const { ctx } = await administrator();
  const account = await addAccount(database.owner, { unit }, { passwordHash });
  const sessionId = await addSession(database.owner, account.id);
  for (let time = 0; time < 5; time++) {
    await expect(logIn(account.idNumber, "wrong", "professional")).rejects.toThrow();
  }
  await resetPassword(ctx, { personId: account.personId as string });
  expect(await loadViewer(sessionId)).toBeNull();
  await expect(logIn(account.idNumber, oldPassword, "professional")).rejects.toThrow("账户号或密码错误");
  const fresh = await logIn(account.idNumber, account.idNumber.slice(-6), "professional");
  expect(await loadViewer(fresh)).toMatchObject({ mustChangePassword: true });
  const rows = await database.owner.select().from(auditLog).where(eq(auditLog.subjectId, account.id));
  expect(rows.map((row) => row.action)).toContain("account.reset-password");
});

test("no other unit's person can be reset, below or elsewhere, nor one that does not exist", async () => {
  const { ctx } = await administrator();
  const child = await addOrganization(database.owner, { parentId: unit.id, path: `${unit.path}999/` });
  const foreign = await addOrganization(database.owner);
  for (const organization of [child, foreign]) {
    const account = await addAccount(database.owner, { unit: organization }, { passwordHash });
    const sessionId = await addSession(database.owner, account.id);
    await expect(resetPassword(ctx, { personId: account.personId as string })).rejects.toThrow(
      "人员不存在，或不在您的管理范围内",
    );
    expect(await loadViewer(sessionId)).not.toBeNull();
  }
  await expect(
    resetPassword(ctx, { personId: "00000000-0000-7000-8000-000000000000" }),
  ).rejects.toMatchObject({ code: "missing" });
});

test("the reset of a professional never reaches an administrator with the same ID number", async () => {
  const { ctx } = await administrator();
  const person = await addAccount(database.owner, { unit }, { passwordHash });
  const { sessionId } = await administrator(unit, { idNumber: person.idNumber });
  await resetPassword(ctx, { personId: person.personId as string });
  expect(await loadViewer(sessionId)).not.toBeNull();
  await expect(logIn(person.idNumber, oldPassword)).resolves.toBeTruthy();
});
